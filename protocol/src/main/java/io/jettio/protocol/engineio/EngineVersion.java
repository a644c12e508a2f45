package io.jettio.protocol.engineio;

/** The version of the Engine.IO protocol, the {@code EIO} parameter of a handshake. */
public enum EngineVersion {
    /** Version 3, of Socket.IO 1 and 2: the client pings, payloads are length-prefixed. */
    V3(3),
    /** Version 4, of Socket.IO 3 and 4: the server pings, payloads are separated by {@code 0x1e}. */
    V4(4);

    private final int number;

    EngineVersion(int number) {
        this.number = number;
    }

    /**
     * {@return the number on the wire}
     */
    public int number() {
        return number;
    }
}
