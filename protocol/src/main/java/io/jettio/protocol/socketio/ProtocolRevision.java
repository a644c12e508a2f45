package io.jettio.protocol.socketio;

/**
 * The revision of the Socket.IO protocol that a connection speaks; the engine's version decides it.
 */
public enum ProtocolRevision {
    /**
     * Revision 4, of Socket.IO 1 and 2, over Engine.IO v3: the server connects the main namespace by itself, CONNECT
     * has no payload but may have a query, and type 4 is ERROR with any JSON value.
     */
    V4,
    /** Revision 5, of Socket.IO 3 and 4, over Engine.IO v4. */
    V5
}
