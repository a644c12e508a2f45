package io.jettio.protocol.engineio;

/** The packet types of Engine.IO. */
public enum EnginePacketType {
    /** Opens a session; carries the handshake. */
    OPEN('0'),
    /** Asks to close the transport. */
    CLOSE('1'),
    /** Asks for a pong; sent by the server in version 4, by the client in version 3, and as a probe by the client. */
    PING('2'),
    /** Answers a ping with the same data. */
    PONG('3'),
    /** Carries a message, text or binary. */
    MESSAGE('4'),
    /** Ends an upgrade: from here on the new transport is the session's. */
    UPGRADE('5'),
    /** Carries nothing: ends a pending poll. */
    NOOP('6');

    private final char digit;

    EnginePacketType(char digit) {
        this.digit = digit;
    }

    /**
     * {@return the digit that stands for the type on the wire}
     */
    public char digit() {
        return digit;
    }
}
