package io.jettio.protocol.engineio;

import io.jettio.protocol.ProtocolException;

/**
 * Bytes that are no Engine.IO packet, payload or handshake. The session that sent them is to be closed.
 */
public final class EnginePacketException extends ProtocolException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what was wrong and where.
     *
     * @param reason what was expected and what was found, without the peer's content
     * @param position the offset in bytes (in characters for a version 3 text payload), or -1
     */
    public EnginePacketException(String reason, int position) {
        super(reason, position);
    }
}
