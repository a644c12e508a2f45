package io.jettio.server.internal.engine;

import io.jettio.protocol.Frame;
import io.jettio.protocol.ProtocolException;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.protocol.engineio.EnginePacketType;
import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.internal.PacketLog;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The side of a session that takes what comes; one packet at a time, by whoever reads the session's transport. */
final class Receiver {
    /** How long the last poll may come behind the close packet that it was sent before. */
    private static final long LAST_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final EngineSession session;
    private final Heartbeat heartbeat;
    private final EngineCore core;
    private final @Nullable InboundRate rate;

    /** Whether the peer sent its close packet, behind which nothing of its counts; guarded by the session's lock. */
    private boolean leaving;

    Receiver(EngineSession session, Heartbeat heartbeat, EngineCore core) {
        this.session = session;
        this.heartbeat = heartbeat;
        this.core = core;
        this.rate = InboundRate.of(session, core.deadlines(), core.options());
    }

    /** Under the session's lock: whether the peer is going. */
    boolean isLeaving() {
        return leaving;
    }

    /** The session is over. */
    void end() {
        if (rate != null) {
            rate.stop();
        }
    }

    /** A packet came over the session's transport. */
    void onPacket(EnginePacket packet) {
        synchronized (session) {
            if (leaving || session.closed()) {
                return; // it was on the wire already
            }
        }
        EnginePacketType type = packet.type();
        if (PacketLog.isOn()) {
            PacketLog.packet("received", type, packet.data());
        }
        Observers observers = core.observers();
        if (observers != null) {
            observers.tell(
                    each -> each.received(session.number(), type, packet.data().size()));
        }
        if (rate != null) {
            rate.count(packet.data().size());
        }
        if (type == EnginePacketType.MESSAGE) {
            onMessage(packet.data());
        } else if (type == heartbeat.fromPeer()) {
            long roundTrip = heartbeat.beat();
            if (observers != null) {
                observers.tell(each -> each.heartbeat(session.number(), roundTrip));
            }
            if (type == EnginePacketType.PING) {
                // Bounded, as the peer may not read.
                session.send(List.of(new EnginePacket(EnginePacketType.PONG, packet.data())));
            }
        } else if (type == EnginePacketType.CLOSE) {
            peerLeaves();
        } else if (type != EnginePacketType.NOOP) {
            core.log().debug("a {} packet is not for the server; the session is closed", type);
            session.end(EngineCloseReason.PARSE_ERROR, false);
        }
    }

    private void onMessage(Frame message) {
        try {
            Objects.requireNonNull(session.listener()).onMessage(message);
        } catch (ProtocolException e) {
            parseError(e);
        } catch (RuntimeException | Error e) {
            core.log().error("a message could not be taken; its session is closed", e);
            session.end(EngineCloseReason.PARSE_ERROR, false);
        }
    }

    /** What came breaks the protocol. */
    void parseError(ProtocolException broken) {
        core.log().debug("the peer broke the protocol: {}", String.valueOf(broken.getMessage()));
        session.end(EngineCloseReason.PARSE_ERROR, false);
    }

    /** The body of a POST is over the limit. */
    void bodyTooLarge() {
        core.log()
                .debug(
                        "a body over the limit of {} bytes",
                        core.options().limits().maxPayloadBytes());
        session.end(EngineCloseReason.TRANSPORT_ERROR, false);
    }

    /**
     * The peer sent a close packet. Over long-polling it also sends a poll that the packet is to end, and either may
     * overtake the other: a poll that is not here yet gets a moment to come.
     */
    private void peerLeaves() {
        synchronized (session) {
            leaving = session.transport() instanceof PollingTransport polling && !polling.hasPoll();
            if (leaving) {
                core.deadlines()
                        .schedule(
                                core.deadlines().now() + LAST_POLL_NANOS,
                                () -> session.end(EngineCloseReason.TRANSPORT_CLOSE, true));
                return;
            }
        }
        session.end(EngineCloseReason.TRANSPORT_CLOSE, true);
    }
}
