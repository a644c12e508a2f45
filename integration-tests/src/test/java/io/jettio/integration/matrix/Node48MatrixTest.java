package io.jettio.integration.matrix;

import org.junit.jupiter.api.extension.RegisterExtension;

/** The newest JavaScript client. */
class Node48MatrixTest extends ClientMatrix {
    @RegisterExtension
    static final RunningPeer RUNNING = new RunningPeer(Peer.NODE_4_8);

    Node48MatrixTest() {
        super(RUNNING);
    }
}
