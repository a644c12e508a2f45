package io.jettio.server.adapter;

import java.util.List;

/** Tells a socket that it is registered, before anything is delivered to it. */
@FunctionalInterface
public interface Welcome {
    /**
     * Queues the answer to CONNECT and what the client missed. An adapter calls it once, between registering the socket
     * and the next delivery, and may hold the lock of its tables; it blocks nobody and runs no application code.
     *
     * @param missed the events that the client missed, in their order; none for a client that is new
     * @return whether the socket is still there; if not, it is to be forgotten as if it had never been registered
     */
    boolean welcome(List<MissedEvent> missed);
}
