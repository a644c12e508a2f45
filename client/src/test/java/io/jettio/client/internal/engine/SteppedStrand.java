package io.jettio.client.internal.engine;

import io.jettio.client.internal.concurrent.Strand;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A strand that the test runs, on a clock that the test moves. */
final class SteppedStrand implements Strand {
    private record Due(long time, long order, Runnable task) {}

    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Due> timers =
            new PriorityQueue<>(Comparator.comparingLong(Due::time).thenComparingLong(Due::order));
    private long now;
    private long wall = 1_700_000_000_000L;
    private long order;

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Due due = new Due(now + delay.toNanos(), order++, task);
        timers.add(due);
        return () -> timers.remove(due);
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public long wallMillis() {
        return wall + Duration.ofNanos(now).toMillis();
    }

    @Override
    public boolean hasStopped() {
        return false;
    }

    /** Runs what is to be run now. */
    void run() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** Lets time pass, timer by timer. */
    void advance(Duration time) {
        long end = now + time.toNanos();
        run();
        while (!timers.isEmpty() && timers.peek().time() <= end) {
            Due due = timers.remove();
            now = due.time();
            due.task().run();
            run();
        }
        now = end;
    }

    /** Lets time pass as on a machine that sleeps: no timer fires. */
    void sleep(Duration time) {
        now += time.toNanos();
    }

    /** Lets time pass as on a machine that sleeps and whose timers' clock stands still meanwhile. */
    void suspend(Duration time) {
        wall += time.toMillis();
    }

    int timers() {
        return timers.size();
    }

    @Override
    public void stop(Duration timeout) {
        throw new UnsupportedOperationException("it ends with its test");
    }
}
