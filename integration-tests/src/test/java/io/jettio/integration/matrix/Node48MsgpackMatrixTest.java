package io.jettio.integration.matrix;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The newest JavaScript client with {@code socket.io-msgpack-parser}. */
@Tag("feature:2.12")
@Tag("feature:2.13")
class Node48MsgpackMatrixTest extends ClientMatrix {
    @RegisterExtension
    static final RunningPeer RUNNING = new RunningPeer(Peer.NODE_4_8_MSGPACK);

    Node48MsgpackMatrixTest() {
        super(RUNNING);
    }
}
