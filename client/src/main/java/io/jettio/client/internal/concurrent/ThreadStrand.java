package io.jettio.client.internal.concurrent;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A strand with one daemon thread, and with those that {@link #executeHere} lends it: whoever finds it idle and may,
 * runs what there is. Its own is a platform thread, so that pinned virtual threads cannot stop it.
 */
final class ThreadStrand implements Strand {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadStrand.class);
    // A thread that was lent has other things to do, too.
    private static final int LENT_BATCH = 256;

    private final ScheduledThreadPoolExecutor thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    // Tasks queued or running; whoever raises it from zero sees to it that they run. What one thread writes on the
    // strand, the next one sees through it.
    private final AtomicInteger pending = new AtomicInteger();
    private volatile boolean stopped;

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
        if (queue(task)) {
            thread.execute(this::runAll);
        }
    }

    @Override
    public void executeHere(Runnable task) {
        if (queue(task) && run(LENT_BATCH) > 0) {
            thread.execute(this::runAll);
        }
    }

    /** Queues a task; tells whether the caller has to see to it that it runs. */
    private boolean queue(Runnable task) {
        tasks.add(task);
        return pending.getAndIncrement() == 0;
    }

    private void runAll() {
        run(Integer.MAX_VALUE);
    }

    /** Runs tasks until there are none, or so many have run; tells how many are left. */
    private int run(int most) {
        int left = pending.get();
        int done = 0;
        while (left > 0 && done < most) {
            Runnable task = tasks.poll();
            if (task != null && !stopped) {
                runGuarded(task);
            }
            done++;
            left = pending.decrementAndGet();
        }
        return left;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Due due = new Due(task);
        due.future = thread.schedule(() -> executeHere(due), saturatedNanos(delay), TimeUnit.NANOSECONDS);
        return due;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    /** Stops: what is queued does not run any more. Waits for the task that the own thread runs, unless called by it. */
    void stop(Duration timeout) throws InterruptedException {
        stopped = true;
        thread.shutdownNow();
        thread.awaitTermination(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static long saturatedNanos(Duration delay) {
        // Half a century is for ever; more would overflow the executor's own arithmetic.
        long days = Math.min(delay.toDays(), 365L * 50);
        return days == delay.toDays() ? delay.toNanos() : TimeUnit.DAYS.toNanos(days);
    }

    private static void runGuarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable failure) {
            LOG.error("a task of the client's strand failed", failure);
        }
    }

    /** A timer's task, which a cancellation on the strand keeps from running also when it is queued already. */
    private static final class Due implements Runnable, Timer {
        private final Runnable task;
        private volatile boolean cancelled;
        private volatile @Nullable ScheduledFuture<?> future;

        Due(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            if (!cancelled) {
                task.run();
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            ScheduledFuture<?> scheduled = future;
            if (scheduled != null) {
                scheduled.cancel(false);
            }
        }
    }
}
