package io.jettio.protocol.socketio;

/**
 * CONNECT_ERROR (type 4), in revision 4 called ERROR: refuses to join a namespace.
 *
 * @param namespace the namespace
 * @param data one argument: {@code {"message":…,"data":…}} in revision 5, where some servers send a string instead; any
 *     value or none at all in revision 4
 */
public record ConnectErrorPacket(String namespace, Payload data) implements Packet {}
