package io.jettio.protocol.engineio;

/** The packet types of Engine.IO; the ordinal is the digit on the wire. */
public enum EnginePacketType {
    /** Opens a session; carries the handshake. */
    OPEN,
    /** Asks to close the transport. */
    CLOSE,
    /** Asks for a pong; sent by the server in version 4, by the client in version 3, and as a probe by the client. */
    PING,
    /** Answers a ping with the same data. */
    PONG,
    /** Carries a message, text or binary. */
    MESSAGE,
    /** Ends an upgrade: from here on the new transport is the session's. */
    UPGRADE,
    /** Carries nothing: ends a pending poll. */
    NOOP
}
