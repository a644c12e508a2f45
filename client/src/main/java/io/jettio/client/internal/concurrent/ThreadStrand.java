package io.jettio.client.internal.concurrent;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A strand that is one daemon thread, or has its turns on one that is shared; it is a platform thread, so that pinned virtual threads cannot stop it. */
final class ThreadStrand implements Strand {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadStrand.class);
    private static final int BATCH = 256;

    private final ScheduledThreadPoolExecutor thread;
    private final boolean lent;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    // Tasks queued or running; whoever raises it from zero starts a run.
    private final AtomicInteger pending = new AtomicInteger();
    // Set by whoever stops, read by the thread: what is queued on a lent thread by then does not run any more.
    private volatile boolean stopped;

    ThreadStrand(String name) {
        this(newThread(name), false);
    }

    /** A strand on a thread of its own, or on one that other strands use, too, and that its owner ends. */
    ThreadStrand(ScheduledThreadPoolExecutor thread, boolean lent) {
        this.thread = thread;
        this.lent = lent;
    }

    static ScheduledThreadPoolExecutor newThread(String name) {
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread made = new Thread(task, name);
                    made.setDaemon(true);
                    return made;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return thread;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (pending.getAndIncrement() == 0) {
            thread.execute(this::run);
        }
    }

    /** Runs some of what waits; the rest later, so that timers and other strands have their turn. */
    private void run() {
        int done = 0;
        for (Runnable task = tasks.poll(); task != null; task = done < BATCH ? tasks.poll() : null) {
            done++;
            runGuarded(task);
        }
        if (pending.addAndGet(-done) > 0) {
            thread.execute(this::run);
        }
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        ScheduledFuture<?> future =
                thread.schedule(() -> runGuarded(task), saturatedNanos(delay), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    /** Stops: what is queued does not run any more. Waits for the task that runs, unless called by it. */
    void stop(Duration timeout) throws InterruptedException {
        stopped = true;
        if (!lent) {
            thread.shutdownNow();
            thread.awaitTermination(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } else if (!thread.isShutdown()) {
            CountDownLatch reached = new CountDownLatch(1);
            thread.execute(reached::countDown);
            if (!reached.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.debug("closed while the shared strand is busy");
            }
        }
    }

    private static long saturatedNanos(Duration delay) {
        // Half a century is for ever; more would overflow the executor's own arithmetic.
        long days = Math.min(delay.toDays(), 365L * 50);
        return days == delay.toDays() ? delay.toNanos() : TimeUnit.DAYS.toNanos(days);
    }

    private void runGuarded(Runnable task) {
        if (stopped) {
            return;
        }
        try {
            task.run();
        } catch (Throwable failure) {
            LOG.error("a task of the client's strand failed", failure);
        }
    }
}
