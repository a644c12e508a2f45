package io.jettio.server.internal.time;

import io.jettio.common.time.DeadlineQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that wakes for a server's deadlines. It starts with the first of them, ends when there has been none for
 * a while, and is a daemon.
 */
public final class TimerThread implements AutoCloseable {
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final DeadlineQueue queue = new DeadlineQueue(System::nanoTime, this::wake);
    private volatile @Nullable Thread thread;
    private volatile boolean closed;
    private volatile boolean idled; // somebody else runs the queue

    /** The queue that this thread runs. */
    public DeadlineQueue queue() {
        return queue;
    }

    /**
     * Leaves the queue to somebody who runs it, by a clock of theirs, until {@link #takeBack()}.
     *
     * @throws IllegalStateException if it was left to somebody already
     */
    public void leaveTo(LongSupplier clock) {
        synchronized (this) {
            if (idled) {
                throw new IllegalStateException("its time is somebody else's already");
            }
            idled = true;
        }
        queue.steer(clock, () -> {});
    }

    /** Runs the queue again. */
    public void takeBack() {
        idled = false;
        queue.steer(System::nanoTime, this::wake);
    }

    /** Ends the thread; deadlines that are still armed are never done. Idempotent. */
    @Override
    public void close() {
        closed = true;
        wake();
    }

    private void wake() {
        Thread running = thread;
        if (running == null) {
            running = start();
        }
        LockSupport.unpark(running);
    }

    private synchronized Thread start() {
        Thread running = thread;
        if (running == null) {
            running = new Thread(this::run, "jettio-timer");
            running.setDaemon(true);
            thread = running;
            running.start();
        }
        return running;
    }

    private void run() {
        boolean idle = false;
        while (!closed) {
            long delay = idled ? Long.MAX_VALUE : queue.runDue();
            if (delay == Long.MAX_VALUE && idle && end()) {
                return;
            }
            idle = delay == Long.MAX_VALUE;
            if (delay > 0) {
                LockSupport.parkNanos(this, idle ? IDLE_NANOS : delay);
            }
        }
    }

    /** Lets the thread end; not where a deadline came in between, whose wake-up may have been meant for this thread. */
    private synchronized boolean end() {
        thread = null;
        if (idled || queue.size() == 0) {
            return true;
        }
        thread = Thread.currentThread();
        return false;
    }
}
