package io.jettio.server;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by an {@link EventInterceptor} or a handler to refuse an event. A client that waits for an ack gets one argument,
 * {@code {"error":{"message":…,"data":…}}}, unless an error mapper words it otherwise. The error hook is told; without one
 * a refusal is logged for debugging only, since nothing is wrong with the server.
 */
public final class EventRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Object data;

    /**
     * Refuses with a message.
     *
     * @param message what the ack says
     */
    public EventRefused(String message) {
        this(message, null);
    }

    /**
     * Refuses with a message and data.
     *
     * @param message what the ack says
     * @param data what the ack carries as {@code data}, mapped to JSON; null for none
     */
    public EventRefused(String message, @Nullable Object data) {
        super(message, null, false, false);
        this.data = data;
    }

    /**
     * {@return what the ack carries as {@code data}, or null}
     */
    public @Nullable Object data() {
        return data;
    }
}
