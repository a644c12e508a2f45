package io.jettio.benchmarks.load;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.LongSupplier;

/** Adds up stretches of time, with what happened in them. Only on the driver's thread. */
final class Meter {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final long pid;
    private final LongSupplier replies;
    private ProcessUsage usageBefore;
    private long nanosBefore;
    private long repliesBefore;
    private long driverBefore;

    private ProcessUsage.Spent spent = ProcessUsage.Spent.NOTHING;
    private long nanos;
    private long messages;
    private long driverNanos;

    /**
     * Begins the first stretch.
     *
     * @param pid the server's process
     * @param replies tells how many replies there have been
     */
    Meter(long pid, LongSupplier replies) throws IOException {
        this.pid = pid;
        this.replies = replies;
        this.usageBefore = ProcessUsage.of(pid);
        restart();
    }

    void restart() throws IOException {
        usageBefore = ProcessUsage.of(pid);
        nanosBefore = System.nanoTime();
        repliesBefore = replies.getAsLong();
        driverBefore = threads.getCurrentThreadCpuTime();
    }

    /** Ends a stretch. */
    void add() throws IOException {
        nanos += System.nanoTime() - nanosBefore;
        messages += replies.getAsLong() - repliesBefore;
        driverNanos += threads.getCurrentThreadCpuTime() - driverBefore;
        spent = spent.plus(ProcessUsage.of(pid).since(usageBefore));
    }

    LoadReport report(LoadPlan plan, long mismatched, long unanswered, LoadReport.Latency latency, LoadReport.Lag lag)
            throws IOException {
        return new LoadReport(
                plan,
                nanos / 1e9,
                messages,
                mismatched,
                unanswered,
                latency,
                spent,
                driverNanos / 1e3 / Math.max(1, messages),
                ProcessUsage.residentBytes(pid),
                lag);
    }
}
