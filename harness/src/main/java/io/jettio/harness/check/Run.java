package io.jettio.harness.check;

import io.jettio.harness.wire.Channel.Packets;
import io.jettio.harness.wire.Endpoint;
import io.jettio.harness.wire.Inexpressible;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs cases against one server: side by side in an order that the seed decides, then once more, alone, those that
 * failed while this machine stood still.
 */
public final class Run {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int TRIES = 5;
    private static final int WARM_ROUNDS = 200;
    private static final int QUICK_ROUNDS = 5;

    private final Endpoint endpoint;
    private final Facts facts;
    private final Dialect dialect;
    private final Packets packets;
    private final long seed;
    private final int jobs;

    /**
     * Prepares a run.
     *
     * @param packets the form of Socket.IO packets; cases that cannot be said in it have no result
     * @param jobs how many cases run side by side
     */
    public Run(Endpoint endpoint, Facts facts, Dialect dialect, Packets packets, long seed, int jobs) {
        Duration patience = facts.lifetime().multipliedBy(6);
        this.endpoint = new Endpoint(
                endpoint.base(),
                endpoint.path(),
                endpoint.access().patient(patience.compareTo(LONGEST) < 0 ? patience : LONGEST));
        this.facts = facts;
        this.dialect = dialect;
        this.packets = packets;
        this.seed = seed;
        this.jobs = jobs;
    }

    /**
     * Runs the cases.
     *
     * @param told of each result as it comes, one at a time
     * @return the results in the order of the cases
     */
    public List<Result> of(List<Case> cases, Consumer<Result> told) throws InterruptedException {
        warmUp();
        List<Case> shuffled = new ArrayList<>(cases);
        Collections.shuffle(shuffled, new Random(seed));
        List<Case> dangerous = cases.stream().filter(Case::last).toList();
        shuffled.removeAll(dangerous);
        ConcurrentLinkedQueue<Result> results = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<Case> undecided = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(jobs, Run::daemon);
        try (Pulse pulse = new Pulse(endpoint, facts.pingTimeout().dividedBy(2))) {
            for (Case subject : shuffled) {
                threads.execute(() -> {
                    long begun = System.nanoTime();
                    Result result = once(subject, 1);
                    if (result == null) {
                        return;
                    }
                    if (!result.passed() && pulse.stalledSince(begun)) {
                        undecided.add(subject);
                    } else {
                        results.add(result);
                        tell(told, result);
                    }
                });
            }
            threads.shutdown();
            while (!threads.awaitTermination(1, TimeUnit.SECONDS)) {
                // each case ends by the patience of its reads
            }
            undecided.addAll(dangerous);
            for (Case subject : undecided) {
                Result result = alone(subject, pulse);
                if (result != null) {
                    results.add(result);
                    tell(told, result);
                }
            }
        } finally {
            threads.shutdownNow();
        }
        List<Result> ordered = new ArrayList<>(results);
        ordered.sort((one, other) -> cases.indexOf(one.subject()) - cases.indexOf(other.subject()));
        return ordered;
    }

    private synchronized void tell(Consumer<Result> told, Result result) {
        told.accept(result);
    }

    /** A failure counts where nothing stood still, or where that never happens. */
    private @Nullable Result alone(Case subject, Pulse pulse) {
        long begun = System.nanoTime();
        Result result = once(subject, 2);
        for (int tries = 3;
                tries <= TRIES && result != null && !result.passed() && pulse.stalledSince(begun);
                tries++) {
            begun = System.nanoTime();
            result = once(subject, tries);
        }
        return result;
    }

    /** Null where it cannot be said in the form of packets. */
    private @Nullable Result once(Case subject, int tries) {
        long begun = System.nanoTime();
        try (Trial trial =
                new Trial(endpoint, facts, dialect, packets, seed ^ subject.id().hashCode())) {
            String failure = "";
            try {
                subject.script().run(trial);
            } catch (Inexpressible e) {
                return null;
            } catch (AssertionError | RuntimeException e) {
                failure = e instanceof AssertionError ? String.valueOf(e.getMessage()) : e.toString();
            }
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            return new Result(subject, failure, failure.isEmpty() ? List.of() : trial.transcript(), millis, tries);
        }
    }

    /**
     * Has a fresh server, and this process, do once what the cases do: the first requests of a process that loads its
     * classes may take longer than a pong may. Goes on in any case.
     */
    private void warmUp() {
        Duration quick = facts.pingTimeout().dividedBy(8);
        int inARow = 0;
        for (int i = 0; i < WARM_ROUNDS && inARow < QUICK_ROUNDS; i++) {
            long begun = System.nanoTime();
            try (Trial trial = new Trial(endpoint, facts, dialect, Packets.JSON, seed)) {
                trial.session().post("1");
                trial.peer();
            } catch (AssertionError | RuntimeException e) {
                return; // the cases will say so
            }
            inARow = System.nanoTime() - begun < quick.toNanos() ? inARow + 1 : 0;
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "case");
        thread.setDaemon(true);
        return thread;
    }
}
