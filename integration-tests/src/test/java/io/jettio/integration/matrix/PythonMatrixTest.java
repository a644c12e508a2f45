package io.jettio.integration.matrix;

import org.junit.jupiter.api.extension.RegisterExtension;

/** The client of Python. */
class PythonMatrixTest extends ClientMatrix {
    @RegisterExtension
    static final RunningPeer RUNNING = new RunningPeer(Peer.PYTHON_5);

    PythonMatrixTest() {
        super(RUNNING);
    }
}
