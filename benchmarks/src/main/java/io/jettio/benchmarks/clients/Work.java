package io.jettio.benchmarks.clients;

import java.net.URI;

/**
 * What the clients of one JVM do.
 *
 * @param url the server, which serves the contract {@code load}
 * @param task what a message is
 * @param connections how many clients
 * @param outstanding how many messages of each are under way at once
 * @param payload characters of the string, or bytes of the attachment
 */
record Work(URI url, Task task, int connections, int outstanding, int payload) {
    /** What a message is. */
    enum Task {
        /** {@code echo} with an ack, a string. */
        ACK,
        /** {@code echo} without an ack, a string: the request and the event that comes back. */
        ECHO,
        /** {@code typed} with an ack: an order of six fields, about 200 bytes, made and read anew each time. */
        TYPED,
        /** {@code bin} with one attachment: the request and the event that comes back. */
        BIN,
        /** As {@link #ECHO}, over long polling. */
        POLL,
        /** None: clients that only stay. */
        IDLE
    }

    /** Whether the clients poll, and do not use a WebSocket. */
    boolean polling() {
        return task == Task.POLL;
    }

    String text() {
        return "x".repeat(payload);
    }
}
