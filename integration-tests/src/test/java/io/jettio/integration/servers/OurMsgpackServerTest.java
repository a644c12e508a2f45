package io.jettio.integration.servers;

/** The server of this project, with MessagePack. */
class OurMsgpackServerTest extends ServerMatrix {
    OurMsgpackServerTest() {
        super(Make.JETTIO_MSGPACK);
    }
}
