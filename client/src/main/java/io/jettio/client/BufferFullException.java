package io.jettio.client;

/** As much waits to be sent as may; the event was not sent and will not be. */
public final class BufferFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what waits.
     *
     * @param message what waits
     */
    public BufferFullException(String message) {
        super(message);
    }
}
