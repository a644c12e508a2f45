package io.jettio.integration.servers;

/** The server of this project. */
class OurServerTest extends ServerMatrix {
    OurServerTest() {
        super(Make.JETTIO);
    }
}
