package io.jettio.protocol;

/**
 * Bytes from a peer that break the protocol, with the place and the reason. Each layer has one subclass:
 * {@link io.jettio.protocol.engineio.EnginePacketException} and
 * {@link io.jettio.protocol.socketio.PacketException}.
 *
 * <p>The message never holds what the peer sent. Bad input is ordinary, so no stack trace is recorded.
 */
public abstract class ProtocolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final int position;

    /**
     * For the subclass of a layer.
     *
     * @param reason what was expected and what was found
     * @param position the offset in the decoded unit, in bytes (characters for an Engine.IO v3 payload), or -1 where
     *     none can be told
     */
    protected ProtocolException(String reason, int position) {
        super(position < 0 ? reason : reason + " (offset " + position + ")", null, false, false);
        this.reason = reason;
        this.position = position;
    }

    /**
     * {@return what was wrong, without the position}
     */
    public String reason() {
        return reason;
    }

    /**
     * {@return the offset in the decoded unit, or -1 where none can be told}
     */
    public int position() {
        return position;
    }
}
