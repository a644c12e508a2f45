package io.jettio.server.engine;

/** Thrown by a {@link RequestCheck} to refuse a handshake with a message; the code is 4 and the status 403. */
public final class RequestRefused extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Refuses with a message.
     *
     * @param message what the answer's {@code message} says
     */
    public RequestRefused(String message) {
        super(message, null, false, false);
    }
}
