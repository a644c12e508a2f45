package io.jettio.integration.matrix;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The client of this project with the parser for MessagePack. */
@Tag("feature:2.12")
@Tag("feature:2.13")
class OurClientMsgpackMatrixTest extends ClientMatrix {
    @RegisterExtension
    static final RunningPeer RUNNING = new RunningPeer(Peer.JETTIO_MSGPACK);

    OurClientMsgpackMatrixTest() {
        super(RUNNING);
    }
}
