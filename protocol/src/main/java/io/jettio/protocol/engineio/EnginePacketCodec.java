package io.jettio.protocol.engineio;

import io.jettio.protocol.Frame;

public final class EnginePacketCodec {
    private EnginePacketCodec() {}

    /** One codec per version, shared. */
    public static EnginePacketCodec forVersion(EngineVersion version) {
        throw new UnsupportedOperationException("to come");
    }

    /** The packet as one WebSocket message. A text message whose array already holds '4' in front of the frame is not copied. */
    public Frame encode(EnginePacket packet) {
        throw new UnsupportedOperationException("to come");
    }

    /** One WebSocket message as a packet, sharing the bytes. */
    public EnginePacket decode(Frame frame) {
        throw new UnsupportedOperationException("to come");
    }
}
