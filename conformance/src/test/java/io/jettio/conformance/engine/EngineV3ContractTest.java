package io.jettio.conformance.engine;

import io.jettio.conformance.subject.RunningServer;
import io.jettio.harness.wire.Endpoint;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Jettio's server under the contract {@code engine-v3}. */
class EngineV3ContractTest implements EngineV3Rules {
    @RegisterExtension
    static final RunningServer SERVER = RunningServer.jettio("engine-v3");

    @Override
    public Endpoint endpoint() {
        return SERVER.endpoint();
    }
}
