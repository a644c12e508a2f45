package io.jettio.server.observe;

/**
 * How a server is at a moment, in numbers that may be shown to anybody. Immutable.
 *
 * @param state whether it takes handshakes
 * @param connections the number of open connections
 * @param mostQueuedBytes the bytes that wait to go out of the connection with most of them, those under way included
 * @param mostQueuedPackets the packets that wait to go out of the connection with most of them, those under way
 *     included
 */
public record ServerHealth(State state, int connections, int mostQueuedBytes, int mostQueuedPackets) {
    /** Whether a server takes handshakes. */
    public enum State {
        /** It takes handshakes, once it listens or the Jetty around it does. */
        ACCEPTING,
        /** It refuses handshakes, or is about to; connections go on until they end. */
        DRAINING,
        /** It refuses handshakes, or is about to, and ends its connections; or the Jetty around it stops. */
        CLOSED
    }

    /**
     * {@return whether new clients should be sent here}
     */
    public boolean isReady() {
        return state == State.ACCEPTING;
    }
}
