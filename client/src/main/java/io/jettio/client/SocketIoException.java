package io.jettio.client;

import org.jspecify.annotations.Nullable;

/** An event could not be sent, or its answer not be had. */
public class SocketIoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what went wrong.
     *
     * @param message what was tried and what came of it
     * @param cause what led to it, or null
     */
    public SocketIoException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
