package io.jettio.protocol.socketio;

import io.jettio.protocol.ProtocolException;

/**
 * A frame that is no Socket.IO packet, or not the one that was due. The connection that sent it is to be closed.
 */
public final class PacketException extends ProtocolException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what was wrong and where.
     *
     * @param reason what was expected and what was found, without the peer's content
     * @param position the offset in the frame in bytes, or -1
     */
    public PacketException(String reason, int position) {
        super(reason, position);
    }
}
