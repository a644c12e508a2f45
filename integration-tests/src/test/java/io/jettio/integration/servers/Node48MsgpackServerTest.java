package io.jettio.integration.servers;

/** The newest JavaScript server, with MessagePack. */
class Node48MsgpackServerTest extends ServerMatrix {
    Node48MsgpackServerTest() {
        super(Make.NODE_4_8_MSGPACK);
    }
}
