package io.jettio.server.internal.run;

import io.jettio.common.GuardedBy;

/**
 * Counts what a connection has received and its handlers have not taken yet, and has the reading paused meanwhile:
 * above the high-water mark unless somebody waits for an ack of this peer (which would never be read otherwise), above
 * the maximum in any case. Thread-safe; pausing and resuming are called outside the lock.
 */
public final class Inflow {
    private static final int HIGH_BYTES = 1 << 20;
    private static final int HIGH_EVENTS = 1_000;
    private static final int MAX_BYTES = 4 << 20;
    private static final int MAX_EVENTS = 4_000;

    private final Runnable pause;
    private final Runnable resume;

    @GuardedBy("this")
    private long bytes;

    @GuardedBy("this")
    private int events;

    @GuardedBy("this")
    private int awaitedAcks;

    @GuardedBy("this")
    private boolean paused;

    /** Starts with nothing received. */
    public Inflow(Runnable pause, Runnable resume) {
        this.pause = pause;
        this.resume = resume;
    }

    /** An event came and was queued for its handlers. */
    public void arrived(int size) {
        change(size, 1, 0);
    }

    /** An event's handlers are done. */
    public void handled(int size) {
        change(-size, -1, 0);
    }

    /** Somebody begins to wait for an ack. */
    public void ackAwaited() {
        change(0, 0, 1);
    }

    /** An awaited ack came, or is not awaited any more. */
    public void ackSettled() {
        change(0, 0, -1);
    }

    private void change(int moreBytes, int moreEvents, int moreAcks) {
        boolean stop;
        synchronized (this) {
            bytes += moreBytes;
            events += moreEvents;
            awaitedAcks += moreAcks;
            stop = mustPause();
            if (stop == paused) {
                return;
            }
            paused = stop;
        }
        // Two changes may call out in either order; the last word is the state's.
        settle(stop);
    }

    private void settle(boolean stop) {
        boolean wanted = stop;
        while (true) {
            (wanted ? pause : resume).run();
            synchronized (this) {
                if (paused == wanted) {
                    return;
                }
                wanted = paused;
            }
        }
    }

    @GuardedBy("this")
    private boolean mustPause() {
        if (bytes > MAX_BYTES || events > MAX_EVENTS) {
            return true;
        }
        // Once paused, it takes half the mark to go on, so that reading does not stutter.
        int share = paused ? 2 : 1;
        return awaitedAcks == 0 && (bytes > HIGH_BYTES / share || events > HIGH_EVENTS / share);
    }
}
