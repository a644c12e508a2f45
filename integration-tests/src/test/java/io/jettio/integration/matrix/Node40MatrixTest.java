package io.jettio.integration.matrix;

import org.junit.jupiter.api.extension.RegisterExtension;

/** The first JavaScript client of release 4. */
class Node40MatrixTest extends ClientMatrix {
    @RegisterExtension
    static final RunningPeer RUNNING = new RunningPeer(Peer.NODE_4_0);

    Node40MatrixTest() {
        super(RUNNING);
    }
}
