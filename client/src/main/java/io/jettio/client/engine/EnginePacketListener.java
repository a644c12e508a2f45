package io.jettio.client.engine;

import io.jettio.protocol.engineio.EnginePacket;

/**
 * A listener that is also told of each packet, as for a trace. Given to {@link EngineClient#open} in place of a plain
 * one; what is said there about calls holds here, too.
 */
public interface EnginePacketListener extends EngineListener {
    /**
     * A packet came over the session's transport, the handshake first.
     *
     * @param socket the session
     * @param packet the packet
     */
    default void onPacket(EngineSocket socket, EnginePacket packet) {}

    /**
     * A packet is about to be written.
     *
     * @param socket the session
     * @param packet the packet
     */
    default void onPacketSent(EngineSocket socket, EnginePacket packet) {}
}
