package io.jettio.integration.servers;

/** The JavaScript server of release 3.1, the first of this revision of the protocol. */
class Node31ServerTest extends ServerMatrix {
    Node31ServerTest() {
        super(Make.NODE_3_1);
    }
}
