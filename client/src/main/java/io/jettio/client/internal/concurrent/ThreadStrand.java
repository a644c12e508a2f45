package io.jettio.client.internal.concurrent;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A strand that is one daemon thread; it is a platform thread, so that pinned virtual threads cannot stop it. */
final class ThreadStrand implements Strand {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadStrand.class);

    private final ScheduledThreadPoolExecutor thread;

    ThreadStrand(String name) {
        this.thread = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread made = new Thread(task, name);
                    made.setDaemon(true);
                    return made;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void execute(Runnable task) {
        thread.execute(guarded(task));
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        ScheduledFuture<?> future = thread.schedule(guarded(task), saturatedNanos(delay), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    /** Stops: what is queued does not run any more. Waits for the task that runs, unless called by it. */
    void stop(Duration timeout) throws InterruptedException {
        thread.shutdownNow();
        thread.awaitTermination(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static long saturatedNanos(Duration delay) {
        // Half a century is for ever; more would overflow the executor's own arithmetic.
        long days = Math.min(delay.toDays(), 365L * 50);
        return days == delay.toDays() ? delay.toNanos() : TimeUnit.DAYS.toNanos(days);
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (Throwable failure) {
                LOG.error("a task of the client's strand failed", failure);
            }
        };
    }
}
