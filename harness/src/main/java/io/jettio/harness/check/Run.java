package io.jettio.harness.check;

import io.jettio.harness.wire.Daemon;
import io.jettio.harness.wire.Inexpressible;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs cases: side by side in an order that the seed decides, then once more, alone, those of which nothing is known
 * because this machine stood still, or was too slow for them.
 *
 * @param <T> what their scripts may use
 */
public final class Run<T extends Trial> {
    /**
     * What one run of a case says.
     *
     * @param timed whether the other side's patience may have decided: a failure, or an end that came late
     * @param late whether this side was too slow
     */
    private record Attempt(Result result, boolean timed, boolean late) {
        boolean provesNothing(Pulse pulse, long begun) {
            return timed && (late || pulse.stalledSince(begun));
        }
    }

    private final Checked<T> checked;
    private final long seed;
    private final int jobs;

    /**
     * Prepares a run.
     *
     * @param jobs how many cases run side by side
     */
    public Run(Checked<T> checked, long seed, int jobs) {
        this.checked = checked;
        this.seed = seed;
        this.jobs = jobs;
    }

    /**
     * Runs the cases.
     *
     * @param told of each result as it comes, one at a time
     * @return the results in the order of the cases, without those that cannot be said in the form of packets
     * @throws IllegalStateException if no trial can begin
     */
    public List<Result> of(List<Case<T>> cases, Consumer<Result> told) throws InterruptedException {
        checked.warmUp();
        List<Case<T>> shuffled = new ArrayList<>(cases);
        Collections.shuffle(shuffled, new Random(seed));
        List<Case<T>> dangerous = cases.stream().filter(Case::last).toList();
        shuffled.removeAll(dangerous);
        List<Result> results = new ArrayList<>();
        ConcurrentLinkedQueue<Case<T>> undecided = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(jobs, task -> Daemon.of("case", task));
        try (Pulse pulse = checked.pulse()) {
            List<Future<@Nullable Result>> futures = new ArrayList<>();
            for (Case<T> subject : shuffled) {
                futures.add(threads.submit(() -> first(subject, pulse, undecided, told)));
            }
            for (Future<@Nullable Result> future : futures) {
                add(results, future.get());
            }
            undecided.addAll(dangerous);
            for (Case<T> subject : undecided) {
                Result result = alone(subject, pulse);
                if (result != null) {
                    tell(told, result);
                }
                add(results, result);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
        results.sort((one, other) -> cases.indexOf(one.subject()) - cases.indexOf(other.subject()));
        return results;
    }

    private static void add(List<Result> results, @Nullable Result result) {
        if (result != null) {
            results.add(result);
        }
    }

    /** Side by side with others; null where it has to be run again, or cannot be said in the form of packets. */
    private @Nullable Result first(
            Case<T> subject, Pulse pulse, ConcurrentLinkedQueue<Case<T>> undecided, Consumer<Result> told) {
        long begun = System.nanoTime();
        Attempt attempt = once(subject, 1);
        if (attempt == null) {
            return null;
        }
        if (attempt.provesNothing(pulse, begun)) {
            undecided.add(subject);
            return null;
        }
        tell(told, attempt.result());
        return attempt.result();
    }

    private synchronized void tell(Consumer<Result> told, Result result) {
        told.accept(result);
    }

    /** A result counts where nothing stood still and nothing was late, or where that never happens. */
    private @Nullable Result alone(Case<T> subject, Pulse pulse) {
        long begun = System.nanoTime();
        Attempt attempt = once(subject, 2);
        for (int tries = 3;
                tries <= checked.tries() && attempt != null && attempt.provesNothing(pulse, begun);
                tries++) {
            begun = System.nanoTime();
            attempt = once(subject, tries);
        }
        return attempt == null ? null : attempt.result();
    }

    /** Null where it cannot be said in the form of packets. */
    private @Nullable Attempt once(Case<T> subject, int tries) {
        long begun = System.nanoTime();
        try (T trial = checked.trial(seed ^ subject.id().hashCode())) {
            String failure = "";
            try {
                subject.script().run(trial);
            } catch (Inexpressible e) {
                return null;
            } catch (AssertionError | RuntimeException e) {
                failure = e instanceof AssertionError ? String.valueOf(e.getMessage()) : e.toString();
            }
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            boolean timed = !failure.isEmpty() || trial.mayHaveTimedOut();
            boolean late = timed && trial.late();
            Result result =
                    new Result(subject, failure, failure.isEmpty() ? List.of() : trial.transcript(), millis, tries);
            return new Attempt(result, timed, late);
        }
    }
}
