package io.jettio.client.internal.concurrent;

import io.jettio.common.run.FlushScope;
import io.jettio.common.time.DeadlineQueue;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A strand with one daemon thread, and with those that come by: whoever finds it idle and may, runs what there is. A
 * thread of the network may ({@link #executeHere}), and so may a handler's at the end of its batch, of which it is a part
 * that goes out ({@link FlushScope}). Its own thread is a platform thread, so that pinned virtual threads cannot stop it.
 */
final class ThreadStrand implements Strand, FlushScope.Target {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadStrand.class);
    // A thread that was lent has other things to do, too.
    private static final int LENT_BATCH = 256;

    private final ScheduledThreadPoolExecutor thread;
    private final DeadlineQueue deadlines;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    // Whether somebody runs tasks, or is about to. What one thread writes on the strand, the next one sees through it.
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile boolean stopped;

    // Only on the thread.
    private @Nullable ScheduledFuture<?> wakeUp;

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
        this.deadlines = new DeadlineQueue(System::nanoTime, () -> thread.execute(this::runDeadlines));
    }

    /**
     * {@return deadlines of what is no state of the strand: they are run by its thread, also while others run tasks}
     */
    DeadlineQueue deadlines() {
        return deadlines;
    }

    private void runDeadlines() {
        if (wakeUp != null) {
            wakeUp.cancel(false);
        }
        long delay = deadlines.runDue();
        wakeUp = delay == Long.MAX_VALUE ? null : thread.schedule(this::runDeadlines, delay, TimeUnit.NANOSECONDS);
    }

    @Override
    public void execute(Runnable task) {
        if (stopped) {
            return;
        }
        tasks.add(task);
        FlushScope batch = FlushScope.current();
        if (batch != null) {
            // Others may run it before; the thread does where this one blocks.
            batch.defer(this);
        } else if (claim()) {
            thread.execute(this::runAll);
        }
    }

    @Override
    public void executeHere(Runnable task) {
        if (stopped) {
            return;
        }
        tasks.add(task);
        if (claim()) {
            runSome();
        }
    }

    /** The end of a batch that gave tasks. */
    @Override
    public void flush() {
        if (!tasks.isEmpty() && claim()) {
            runSome();
        }
    }

    private boolean claim() {
        return running.compareAndSet(false, true);
    }

    /** Runs tasks until there are none. Claimed. */
    private void runAll() {
        run(Integer.MAX_VALUE);
    }

    /** Runs some tasks, and leaves the others to the thread. Claimed. */
    private void runSome() {
        if (run(LENT_BATCH)) {
            thread.execute(this::runAll);
        }
    }

    /** Runs tasks until there are none, or so many have run: then, true, the claim stands. */
    private boolean run(int most) {
        int left = most;
        do {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                if (!stopped) {
                    runGuarded(task);
                }
                if (--left == 0) {
                    return true;
                }
            }
            running.set(false);
            // Who came before this found it claimed.
        } while (!tasks.isEmpty() && claim());
        return false;
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

    @Override
    public boolean hasStopped() {
        return stopped;
    }

    @Override
    public void stop(Duration timeout) throws InterruptedException {
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
