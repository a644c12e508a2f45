package io.jettio.server;

import org.jspecify.annotations.Nullable;

/** Thrown by a {@link Middleware} to refuse a connection; the client gets a {@code connect_error}. */
public final class ConnectRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Object data;

    /**
     * Refuses with a message.
     *
     * @param message what the client's error says
     */
    public ConnectRefused(String message) {
        this(message, null);
    }

    /**
     * Refuses with a message and data.
     *
     * @param message what the client's error says
     * @param data what the client's error carries as {@code data}, mapped to JSON; null for none
     */
    public ConnectRefused(String message, @Nullable Object data) {
        super(message, null, false, false);
        this.data = data;
    }

    /**
     * {@return what the client's error carries as {@code data}, or null}
     */
    public @Nullable Object data() {
        return data;
    }
}
