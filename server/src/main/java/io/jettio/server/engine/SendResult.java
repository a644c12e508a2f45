package io.jettio.server.engine;

/** What became of a message that was to be sent. */
public enum SendResult {
    /** It was queued; it goes out unless the connection is lost before. */
    ACCEPTED,
    /** The queue is full, and the outbound policy drops this message. */
    DROPPED,
    /** The session is closed, or was closed by this message, as the outbound policy says. */
    REFUSED
}
