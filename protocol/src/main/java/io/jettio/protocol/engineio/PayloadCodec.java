package io.jettio.protocol.engineio;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import java.util.List;

public final class PayloadCodec {
    private PayloadCodec() {}

    public static PayloadCodec forVersion(EngineVersion version) {
        throw new UnsupportedOperationException("to come");
    }

    /** Text (text/plain), or Binary (application/octet-stream): only version 3, if binary is allowed and there is some. */
    public Frame encode(List<EnginePacket> packets, boolean binaryAllowed) {
        throw new UnsupportedOperationException("to come");
    }

    public List<EnginePacket> decode(Frame body, DecodeLimits limits) {
        throw new UnsupportedOperationException("to come");
    }
}
