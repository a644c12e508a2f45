package io.jettio.client.internal.engine;

import java.time.Duration;

/** What carries bytes for any number of sessions. Thread-safe. */
public interface Carriers {
    /**
     * {@return carries HTTP requests}
     */
    HttpCarrier http();

    /**
     * {@return carries WebSocket messages}
     */
    WebSocketCarrier webSocket();

    /**
     * {@return whether cookies are kept here, so that sessions need not}
     */
    default boolean keepsCookies() {
        return false;
    }

    /**
     * Stops everything, aborting what is still open, and returns when it has stopped. Never called on a strand.
     *
     * @param timeout how long stopping may take
     */
    void stop(Duration timeout);
}
