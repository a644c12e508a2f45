package io.jettio.integration.matrix;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The client of this project. */
@Tag("feature:4.29")
class OurClientMatrixTest extends ClientMatrix {
    @RegisterExtension
    static final RunningPeer RUNNING = new RunningPeer(Peer.JETTIO);

    OurClientMatrixTest() {
        super(RUNNING);
    }
}
