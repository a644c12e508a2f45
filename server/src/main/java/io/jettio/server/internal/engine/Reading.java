package io.jettio.server.internal.engine;

import org.jspecify.annotations.Nullable;

/**
 * Whether a session reads its peer, and who wants it not to. While anybody does, the heartbeat's deadline stands still.
 * Everything here is called under the session's lock; transports are told outside.
 */
final class Reading {
    /** Handlers are behind with what was read. */
    static final int FOR_HANDLERS = 1;
    /** The peer sends faster than it may. */
    static final int FOR_RATE = 2;
    /** The peer does not take what waits for it. */
    static final int FOR_OUTBOUND = 4;

    private final Heartbeat heartbeat;
    private int pausedFor; // a bit for each
    private boolean over;

    Reading(Heartbeat heartbeat) {
        this.heartbeat = heartbeat;
    }

    void pause(int why) {
        if (over) {
            return;
        }
        if (pausedFor == 0) {
            heartbeat.pause();
        }
        pausedFor |= why;
    }

    /** Withdraws a wish; where there was one, the transport is given back, to be told outside the lock. */
    @Nullable
    Transport resume(int why, @Nullable Transport on) {
        if ((pausedFor & why) == 0) {
            return null;
        }
        pausedFor &= ~why;
        if (pausedFor == 0) {
            heartbeat.resume();
        }
        return on;
    }

    /** The session is over: nobody is held any more. */
    void end() {
        over = true;
        pausedFor = 0;
    }

    boolean isPaused() {
        return pausedFor != 0;
    }

    /** Whether the peer must wait before it sends more, since it has not taken what waits for it. */
    boolean awaitsPeer() {
        return (pausedFor & FOR_OUTBOUND) != 0;
    }

    /** Whether the peer must wait for us. Not so while we wait for it: it may want our answer before it reads on. */
    boolean awaitsUs() {
        return (pausedFor & ~FOR_OUTBOUND) != 0;
    }
}
