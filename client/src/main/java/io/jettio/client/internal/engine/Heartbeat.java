package io.jettio.client.internal.engine;

import io.jettio.client.internal.concurrent.Strand;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Watches that the server's pings keep coming: the deadline is ping interval and ping timeout after the last one. It
 * stands still while this side stops reading. Strand.
 */
final class Heartbeat {
    private final Strand strand;
    private final Duration patience;
    private final Runnable onExpired;

    private long deadline;
    private long wallDeadline;
    private boolean suspended;
    private Strand.@Nullable Timer timer;

    Heartbeat(Strand strand, Duration patience, Runnable onExpired) {
        this.strand = strand;
        this.patience = patience;
        this.onExpired = onExpired;
    }

    /** A ping came, or the session began. */
    void beat() {
        deadline = strand.nanoTime() + patience.toNanos();
        wallDeadline = strand.wallMillis() + patience.toMillis();
        stop();
        if (!suspended) {
            timer = strand.after(patience, onExpired);
        }
    }

    void suspend(boolean value) {
        if (suspended != value) {
            suspended = value;
            if (value) {
                stop();
            } else {
                beat();
            }
        }
    }

    /**
     * Whether the deadline has passed, also where the timer has not fired: the machine may have slept. While it sleeps,
     * the clock of the timers stands still on most systems, so the time of day is looked at, too; where somebody only
     * set that forward, this costs a reconnection.
     */
    boolean isExpired() {
        return !suspended && (deadline - strand.nanoTime() <= 0 || wallDeadline <= strand.wallMillis());
    }

    void stop() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
