package io.jettio.testing.internal;

import io.jettio.common.run.PassingThreads;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What is under way in a kit: tasks that wait for a thread or run on one, and what passes between nodes. Thread-safe. A task whose thread waits, for an
 * answer or for time to pass, is not counted as work that will end by itself.
 */
public final class Activity {
    /** Looks at waiting threads this far apart, and believes them after {@link #LOOKS} in a row without a change. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final int LOOKS = 3;

    private final Set<Thread> running = new HashSet<>();
    private int pending;
    private long changes;

    /** A task was given to a pool. */
    synchronized void added() {
        pending++;
        changes++;
    }

    /** Its thread has begun it. */
    synchronized void begun() {
        running.add(Thread.currentThread());
        changes++;
    }

    /** It is done. */
    synchronized void ended() {
        running.remove(Thread.currentThread());
        dropped();
    }

    /** It will not be run. */
    synchronized void dropped() {
        pending--;
        changes++;
        notifyAll();
    }

    /**
     * Waits until nothing goes on but what waits for somebody else.
     *
     * @param nanos how long to wait, by the wall's clock
     * @return whether that came to be
     */
    public synchronized boolean settle(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        long seen = changes;
        for (int looks = 0; isBusy() && looks < LOOKS; ) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, LOOK_NANOS));
            looks = seen == changes && allWait() ? looks + 1 : 0;
            seen = changes;
        }
        return true;
    }

    /** Waits until a task has ended, at most so long. */
    synchronized void awaitEnd(long nanos) throws InterruptedException {
        long seen = changes;
        long deadline = System.nanoTime() + nanos;
        for (long left = nanos; seen == changes && left > 0; left = deadline - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private boolean isBusy() {
        return pending > 0 || PassingThreads.underWay() > 0;
    }

    private boolean allWait() {
        if (running.size() < pending || PassingThreads.underWay() > 0) {
            return false;
        }
        for (Thread thread : running) {
            Thread.State state = thread.getState();
            if (state != Thread.State.WAITING && state != Thread.State.TIMED_WAITING) {
                return false;
            }
        }
        return true;
    }
}
