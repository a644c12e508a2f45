package io.jettio.protocol.handler;

/** Who acknowledges an event that its handler has not answered, see {@link EventHandler#acknowledging}. */
public enum AckMode {
    /** The handler, or nobody: as it is without a mode. */
    BY_HAND,
    /** An ack without arguments goes out by itself once the handler has succeeded, its late answer included. */
    ON_SUCCESS,
    /** An ack without arguments goes out by itself once the handler has ended, whether it succeeded or failed. */
    ALWAYS
}
