package io.jettio.conformance.engine;

import io.jettio.conformance.subject.RunningServer;
import io.jettio.harness.wire.Endpoint;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The reference implementation's server under the contract {@code engine-v3}. */
@Tag("reference")
class NodeEngineV3ContractTest implements EngineV3Rules {
    @RegisterExtension
    static final RunningServer SERVER = RunningServer.steadyNode("engine-v3");

    @RegisterExtension
    static final RunningServer TIMED = RunningServer.patientNode("engine-v3");

    @Override
    public Endpoint endpoint() {
        return SERVER.endpoint();
    }

    @Override
    public Endpoint timed() {
        return TIMED.endpoint();
    }

    @Override
    public long pingTimeoutMillis() {
        return TIMED.pingTimeoutMillis();
    }
}
