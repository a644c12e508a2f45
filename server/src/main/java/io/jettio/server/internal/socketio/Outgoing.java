package io.jettio.server.internal.socketio;

import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.protocol.handler.EmitResult;
import io.jettio.protocol.parser.Parser;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.ProtocolRevision;
import io.jettio.server.AckException;
import io.jettio.server.adapter.Flags;
import io.jettio.server.engine.OutboundPolicy;
import io.jettio.server.engine.SendResult;
import io.jettio.server.internal.engine.Outbound;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An event that is encoded once for each revision that its receivers speak, and shared by all of them. */
final class Outgoing {
    private final Parser parser;
    private final EventPacket packet;
    private final Flags flags;
    private final String offset; // empty where receivers are told of none
    private @Nullable Outbound v5;
    private @Nullable Outbound v4;

    Outgoing(Parser parser, EventPacket packet, Flags flags) {
        this(parser, packet, flags, "");
    }

    /** An event whose place in the log is told behind its arguments; revision 4 knows nothing of that. */
    Outgoing(Parser parser, EventPacket packet, Flags flags, String offset) {
        this.offset = offset;
        this.parser = parser;
        this.packet = packet;
        this.flags = flags;
    }

    EventPacket packet() {
        return packet;
    }

    /** The frames as messages of the engine. */
    Outbound encoded(ProtocolRevision revision) {
        if (revision == ProtocolRevision.V5) {
            Outbound known = v5;
            if (known == null) {
                known = encode(revision);
                v5 = known;
            }
            return known;
        }
        Outbound known = v4;
        if (known == null) {
            known = encode(revision);
            v4 = known;
        }
        return known;
    }

    private Outbound encode(ProtocolRevision revision) {
        EventPacket told =
                offset.isEmpty() || revision == ProtocolRevision.V4 ? packet : withOffset(parser, packet, offset);
        return outbound(messages(parser.encoder(revision).encode(told)), packet, flags, null);
    }

    /** An event with its place in the log behind its arguments. */
    static EventPacket withOffset(Parser parser, EventPacket packet, String offset) {
        return new EventPacket(
                packet.namespace(), packet.id(), packet.event(), parser.append(packet.arguments(), offset));
    }

    /** The key by which a policy coalesces an event, or null where it has none, or where the policy's function fails. */
    static @Nullable Object key(Parser parser, EventPacket packet, OutboundPolicy policy) {
        Outbound message =
                Outbound.message(messages(parser.encoder(ProtocolRevision.V5).encode(packet)));
        message.findKey(policy);
        return message.key();
    }

    /** What goes out whole, as the flags say; {@code done} is told of the end where the flags let it be dropped. */
    static Outbound outbound(
            List<EnginePacket> messages, EventPacket packet, Flags flags, @Nullable Consumer<Boolean> done) {
        if (mayDrop(flags)) {
            return Outbound.message(messages, flags.compress(), flags.isVolatile(), flags.policy(), done);
        }
        // What somebody waits to have acknowledged is not dropped by the server's policy.
        Outbound usual = packet.wantsAck() ? Outbound.kept(messages) : Outbound.message(messages);
        return flags.compress() ? usual : usual.uncompressed();
    }

    /** Ends the wait for an ack where the flags let the event be dropped while it waits to go out. */
    static @Nullable Consumer<Boolean> failing(EmittingSocket socket, AckTable acks, long id, Flags flags) {
        if (!mayDrop(flags)) {
            return null;
        }
        return written -> {
            if (!written) {
                boolean open = socket.connection().session().isOpen();
                acks.fail(id, open ? AckException.Reason.DROPPED : AckException.Reason.DISCONNECTED);
            }
        };
    }

    private static boolean mayDrop(Flags flags) {
        return flags.isVolatile() || flags.policy() != null;
    }

    /** What the engine says, as the application is told. */
    static EmitResult result(SendResult result) {
        return switch (result) {
            case ACCEPTED -> EmitResult.ACCEPTED;
            case DROPPED -> EmitResult.DROPPED;
            case REFUSED -> EmitResult.REFUSED;
        };
    }

    /** Why there will be no ack of what the engine did not accept. */
    static AckException.Reason reason(SendResult result) {
        return result == SendResult.DROPPED ? AckException.Reason.DROPPED : AckException.Reason.DISCONNECTED;
    }

    /** Frames as messages of the engine. */
    static List<EnginePacket> messages(List<Frame> frames) {
        if (frames.size() == 1) {
            return List.of(EnginePacket.message(frames.get(0)));
        }
        List<EnginePacket> messages = new ArrayList<>(frames.size());
        for (Frame frame : frames) {
            messages.add(EnginePacket.message(frame));
        }
        return messages;
    }
}
