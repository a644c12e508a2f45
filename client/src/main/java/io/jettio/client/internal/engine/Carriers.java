package io.jettio.client.internal.engine;

import java.net.URI;
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
     * Closes the connections to a server that are kept and not in use: a session has shown that they may be dead, and the
     * next one must not wait for an answer over them. Returns at once. Any thread.
     *
     * @param server an address of the server; scheme, host and port count
     */
    default void dropIdle(URI server) {}

    /**
     * Stops everything, aborting what is still open, and returns when it has stopped. Never called on a strand.
     *
     * @param timeout how long stopping may take
     */
    void stop(Duration timeout);
}
