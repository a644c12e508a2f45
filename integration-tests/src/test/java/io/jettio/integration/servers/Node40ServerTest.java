package io.jettio.integration.servers;

/** The JavaScript server of release 4.0. */
class Node40ServerTest extends ServerMatrix {
    Node40ServerTest() {
        super(Make.NODE_4_0);
    }
}
