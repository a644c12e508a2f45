package io.jettio.protocol.socketio;

/**
 * CONNECT (type 0): asks to join a namespace, or answers that it is joined.
 *
 * @param namespace the namespace
 * @param query the query behind the namespace's name, which only revision 4 has, or the empty string
 * @param data one object (the client's auth, or the server's {@code {"sid":…}}), or no argument at all
 */
public record ConnectPacket(String namespace, String query, Payload data) implements Packet {}
