package io.jettio.server.internal.engine;

import io.jettio.common.GuardedBy;
import io.jettio.common.time.Deadline;
import io.jettio.common.time.DeadlineQueue;
import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.engine.EngineServerOptions;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many packets and bytes a peer may send in a second, on average over a second. Who sends more is not read
 * until its average is right again; who has been held back for {@link #PATIENCE_NANOS} without a break is closed.
 */
final class InboundRate {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** How long a peer may press against its bound. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final EngineSession session;
    private final DeadlineQueue deadlines;
    private final long nanosPerPacket;
    private final double nanosPerByte;
    private final Deadline goOn;

    /** When all that came would be paid for at the allowed rate. */
    @GuardedBy("this")
    private long paidUntil;

    @GuardedBy("this")
    private long pressedSince;

    @GuardedBy("this")
    private boolean holding;

    private InboundRate(EngineSession session, DeadlineQueue deadlines, int packets, int bytes) {
        this.session = session;
        this.deadlines = deadlines;
        this.nanosPerPacket = packets == 0 ? 0 : SECOND / packets;
        this.nanosPerByte = bytes == 0 ? 0 : (double) SECOND / bytes;
        this.goOn = deadlines.unarmed(this::goOn);
        this.paidUntil = deadlines.now();
    }

    /** The bound of a session, or null where there is none. */
    static @Nullable InboundRate of(EngineSession session, DeadlineQueue deadlines, EngineServerOptions options) {
        int packets = options.maxPacketsPerSecond();
        int bytes = options.maxBytesPerSecond();
        return packets == 0 && bytes == 0 ? null : new InboundRate(session, deadlines, packets, bytes);
    }

    /** A packet came. */
    void count(int bytes) {
        boolean tooLong;
        synchronized (this) {
            long now = deadlines.now();
            if (paidUntil - now < SECOND / 2) {
                pressedSince = 0; // it took a break
            }
            if (paidUntil - now < 0) {
                paidUntil = now;
            }
            paidUntil += Math.max(nanosPerPacket, (long) (bytes * nanosPerByte));
            long ahead = paidUntil - now - SECOND;
            if (ahead <= 0 || holding) {
                return;
            }
            if (pressedSince == 0) {
                pressedSince = now;
            }
            tooLong = now - pressedSince > PATIENCE_NANOS;
            holding = true;
            deadlines.reschedule(goOn, now + Math.max(ahead, TimeUnit.MILLISECONDS.toNanos(100)));
        }
        if (tooLong) {
            session.end(EngineCloseReason.TOO_MANY_MESSAGES, false);
        } else {
            session.pauseReading(Reading.FOR_RATE);
        }
    }

    private void goOn() {
        synchronized (this) {
            long now = deadlines.now();
            long ahead = paidUntil - now - SECOND;
            if (ahead > 0) {
                deadlines.reschedule(goOn, now + ahead); // the rest of a batch came after the reading was stopped
                return;
            }
            holding = false;
        }
        session.resumeReading(Reading.FOR_RATE);
    }

    void stop() {
        deadlines.cancel(goOn);
    }
}
