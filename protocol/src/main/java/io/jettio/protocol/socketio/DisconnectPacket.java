package io.jettio.protocol.socketio;

/**
 * DISCONNECT (type 1): leaves a namespace.
 *
 * @param namespace the namespace
 */
public record DisconnectPacket(String namespace) implements Packet {}
