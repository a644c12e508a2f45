package io.jettio.integration.servers;

/** The newest JavaScript server. */
class Node48ServerTest extends ServerMatrix {
    Node48ServerTest() {
        super(Make.NODE_4_8);
    }
}
