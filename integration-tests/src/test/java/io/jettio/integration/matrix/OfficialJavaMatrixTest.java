package io.jettio.integration.matrix;

import org.junit.jupiter.api.extension.RegisterExtension;

/** The official Java client. */
class OfficialJavaMatrixTest extends ClientMatrix {
    @RegisterExtension
    static final RunningPeer RUNNING = new RunningPeer(Peer.JAVA_2_1);

    OfficialJavaMatrixTest() {
        super(RUNNING);
    }
}
