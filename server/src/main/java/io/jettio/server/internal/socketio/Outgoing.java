package io.jettio.server.internal.socketio;

import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.protocol.parser.Parser;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.ProtocolRevision;
import io.jettio.server.internal.engine.Outbound;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A packet that is encoded once for each revision that its receivers speak, and shared by all of them. */
final class Outgoing {
    private final Parser parser;
    private final Packet packet;
    private @Nullable Outbound v5;
    private @Nullable Outbound v4;

    Outgoing(Parser parser, Packet packet) {
        this.parser = parser;
        this.packet = packet;
    }

    Packet packet() {
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
        return Outbound.message(messages(parser.encoder(revision).encode(packet)));
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
