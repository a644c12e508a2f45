package io.jettio.harness.client;

import io.jettio.harness.check.Result;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs scenarios, each with a process of the command and a server of its own: side by side, then once more, alone, those
 * that failed while this machine stood still.
 */
public final class ClientRun {
    private static final int TRIES = 3;

    private final List<String> command;
    private final int jobs;

    /**
     * Prepares a run.
     *
     * @param command the command's words, without the URL
     * @param jobs how many scenarios run side by side
     */
    public ClientRun(List<String> command, int jobs) {
        this.command = List.copyOf(command);
        this.jobs = jobs;
    }

    /**
     * Has the command connect once.
     *
     * @throws AssertionError if it does not
     * @throws UncheckedIOException if there is no such command
     */
    public void connectOnce() {
        try (ClientTrial trial = new ClientTrial(command)) {
            trial.joined(Session.Via.WEBSOCKET);
        }
    }

    /**
     * Runs the scenarios.
     *
     * @param told of each result as it comes, one at a time
     * @return the results in the order of the scenarios
     */
    public List<Result> of(List<Scenario> scenarios, Consumer<Result> told) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(jobs, ClientRun::daemon);
        try (Standstill standstill = new Standstill()) {
            List<Callable<Result>> tasks = new ArrayList<>();
            for (Scenario scenario : scenarios) {
                tasks.add(() -> {
                    long begun = System.nanoTime();
                    Result result = once(scenario, 1);
                    if (result.passed() || !standstill.since(begun)) {
                        tell(told, result);
                        return result;
                    }
                    return new Result(result.subject(), result.failure(), result.transcript(), result.millis(), 0);
                });
            }
            List<Result> results = new ArrayList<>();
            int next = 0;
            for (Future<Result> task : threads.invokeAll(tasks)) {
                Result result = task.get();
                if (result.tries() == 0) {
                    result = alone(scenarios.get(next), standstill);
                    tell(told, result);
                }
                results.add(result);
                next++;
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private synchronized void tell(Consumer<Result> told, Result result) {
        told.accept(result);
    }

    private Result alone(Scenario scenario, Standstill standstill) {
        long begun = System.nanoTime();
        Result result = once(scenario, 2);
        for (int tries = 3; tries <= TRIES && !result.passed() && standstill.since(begun); tries++) {
            begun = System.nanoTime();
            result = once(scenario, tries);
        }
        return result;
    }

    private Result once(Scenario scenario, int tries) {
        long begun = System.nanoTime();
        try (ClientTrial trial = new ClientTrial(command)) {
            String failure = "";
            try {
                scenario.script().run(trial);
            } catch (AssertionError | RuntimeException e) {
                failure = e instanceof AssertionError ? String.valueOf(e.getMessage()) : e.toString();
            }
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            return new Result(
                    scenario.subject(), failure, failure.isEmpty() ? List.of() : trial.transcript(), millis, tries);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "scenario");
        thread.setDaemon(true);
        return thread;
    }
}
