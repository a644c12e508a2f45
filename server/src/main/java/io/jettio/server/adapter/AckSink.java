package io.jettio.server.adapter;

import io.jettio.protocol.socketio.Payload;
import org.jspecify.annotations.Nullable;

/**
 * Takes what comes of a broadcast with ack. For each node first the number of its sockets, then for each of them how its
 * wait ended; when all have ended, or the time is over, that is all. Thread-safe, never blocks, runs no application code.
 */
public interface AckSink {
    /** Why a socket will not answer. */
    enum Gone {
        /** Its time is over. */
        TIMEOUT,
        /** It was disconnected. */
        DISCONNECTED,
        /** It owes too many acks already; the event was not sent. */
        TOO_MANY_PENDING,
        /** The event was dropped before it was sent. */
        DROPPED
    }

    /**
     * A node asks some sockets.
     *
     * @param clients how many
     */
    void nodeCount(int clients);

    /**
     * A socket has answered.
     *
     * @param sid its id, or null where the node does not tell
     * @param answer the arguments of its ack
     */
    void ack(@Nullable String sid, Payload answer);

    /**
     * A socket will not answer.
     *
     * @param sid its id, or null where the node does not tell
     * @param why the reason
     */
    void gone(@Nullable String sid, Gone why);

    /**
     * Nothing more will come. Called once, as the last.
     *
     * @param complete whether every node reported and every socket answered
     */
    void done(boolean complete);
}
