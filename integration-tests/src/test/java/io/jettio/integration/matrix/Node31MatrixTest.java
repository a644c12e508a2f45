package io.jettio.integration.matrix;

import org.junit.jupiter.api.extension.RegisterExtension;

/** The JavaScript client of release 3. */
class Node31MatrixTest extends ClientMatrix {
    @RegisterExtension
    static final RunningPeer RUNNING = new RunningPeer(Peer.NODE_3_1);

    Node31MatrixTest() {
        super(RUNNING);
    }
}
