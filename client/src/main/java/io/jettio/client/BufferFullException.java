package io.jettio.client;

/** A limit on what may wait is reached; the event was not sent and will not be. */
public final class BufferFullException extends SocketIoException {
    private static final long serialVersionUID = 1L;

    /**
     * Says which limit.
     *
     * @param message the limit and what waits
     */
    public BufferFullException(String message) {
        super(message, null);
    }
}
