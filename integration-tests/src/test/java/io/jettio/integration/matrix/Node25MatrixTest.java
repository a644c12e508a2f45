package io.jettio.integration.matrix;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The JavaScript client of release 2: revision 4 of the protocol over Engine.IO 3. */
@Tag("feature:1.6")
class Node25MatrixTest extends ClientMatrix {
    @RegisterExtension
    static final RunningPeer RUNNING = new RunningPeer(Peer.NODE_2_5);

    Node25MatrixTest() {
        super(RUNNING);
    }
}
