package io.jettio.server.internal.engine;

import io.jettio.common.GuardedBy;
import io.jettio.common.time.Deadline;
import io.jettio.common.time.DeadlineQueue;
import io.jettio.protocol.engineio.EnginePacketType;
import io.jettio.protocol.engineio.EngineVersion;
import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.engine.EngineServerOptions;

/**
 * The heartbeat of one session. In version 4 the server pings when the interval has passed and the pong is due at
 * interval plus timeout after the last one, however late the ping itself went out; in version 3 the client pings. While we do
 * not read the peer its deadline stands still, and the pings go on. Thread-safe.
 */
final class Heartbeat {
    private final EngineSession session;
    private final DeadlineQueue deadlines;
    private final boolean weAsk;
    private final long interval;
    private final long patience;
    private final Deadline deadline;

    @GuardedBy("this")
    private long lastBeat;

    @GuardedBy("this")
    private boolean asked;

    @GuardedBy("this")
    private long askedAt;

    @GuardedBy("this")
    private boolean paused;

    @GuardedBy("this")
    private long pausedAt;

    @GuardedBy("this")
    private boolean stopped;

    Heartbeat(EngineSession session, DeadlineQueue deadlines, EngineVersion version, EngineServerOptions options) {
        this.session = session;
        this.deadlines = deadlines;
        this.weAsk = version == EngineVersion.V4;
        this.interval = options.pingInterval().toNanos();
        long told = weAsk ? interval : interval + options.pingIntervalGrace().toNanos();
        this.patience = told + options.pingTimeout().toNanos();
        this.deadline = deadlines.unarmed(this::due);
    }

    /** What the peer sends as its heartbeat. */
    EnginePacketType fromPeer() {
        return weAsk ? EnginePacketType.PONG : EnginePacketType.PING;
    }

    void start() {
        long unused = beat();
    }

    /** The peer's heartbeat came; how long after our ping, or -1 where that is not known. */
    long beat() {
        synchronized (this) {
            lastBeat = deadlines.now();
            long roundTrip = asked ? lastBeat - askedAt : -1;
            pausedAt = lastBeat;
            asked = false;
            arm();
            return roundTrip;
        }
    }

    void pause() {
        synchronized (this) {
            paused = true;
            pausedAt = deadlines.now();
        }
    }

    void resume() {
        synchronized (this) {
            if (paused) {
                paused = false;
                lastBeat += deadlines.now() - pausedAt;
                arm();
            }
        }
    }

    void stop() {
        synchronized (this) {
            stopped = true;
            deadlines.cancel(deadline);
        }
    }

    void expireIfDue() {
        synchronized (this) {
            if (stopped || paused || deadlines.now() - (lastBeat + patience) < 0) {
                return;
            }
        }
        session.end(EngineCloseReason.PING_TIMEOUT, false);
    }

    private void due() {
        boolean ask;
        synchronized (this) {
            if (stopped) {
                return;
            }
            long now = deadlines.now();
            if (paused) {
                // Its pongs wait unread, but a client that gets no pings gives up.
                ask = weAsk;
                deadlines.reschedule(deadline, now + interval);
            } else {
                ask = weAsk && !asked && now - (lastBeat + interval) >= 0;
                if (ask) {
                    asked = true;
                    askedAt = now;
                }
                if (now - (lastBeat + patience) < 0) {
                    arm();
                }
            }
        }
        if (ask) {
            session.sender().ping();
        }
        expireIfDue();
    }

    @GuardedBy("this")
    private void arm() {
        if (!stopped) {
            deadlines.reschedule(deadline, lastBeat + (weAsk && !asked ? interval : patience));
        }
    }
}
