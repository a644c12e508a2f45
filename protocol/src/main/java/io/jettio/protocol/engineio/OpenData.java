package io.jettio.protocol.engineio;

import io.jettio.protocol.Frame;
import java.util.List;

/**
 * The handshake: what the server tells in the OPEN packet.
 *
 * @param sid the session id, a credential
 * @param upgrades the transports that the client may upgrade to
 * @param pingIntervalMillis milliseconds between pings
 * @param pingTimeoutMillis milliseconds until a missing pong (ping in version 3) ends the session
 * @param maxPayload bytes of a polling body that the server takes, or 0 where the peer tells none (version 3)
 */
public record OpenData(
        String sid, List<String> upgrades, long pingIntervalMillis, long pingTimeoutMillis, int maxPayload) {
    public OpenData {
        upgrades = List.copyOf(upgrades);
    }

    /** The OPEN packet's data, exactly sid, upgrades, pingInterval, pingTimeout, maxPayload in this order (no maxPayload if 0). */
    public Frame.Text toJson() {
        throw new UnsupportedOperationException("to come");
    }

    public static OpenData parse(Frame json) {
        throw new UnsupportedOperationException("to come");
    }
}
