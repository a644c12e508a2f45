package io.jettio.conformance.engine;

import io.jettio.conformance.subject.RunningServer;
import io.jettio.harness.wire.Endpoint;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The reference implementation's server under the contract {@code engine}. */
@Tag("reference")
class NodeEngineContractTest
        implements EngineHandshakeRules,
                EnginePollingRules,
                EngineHeartbeatRules,
                EngineWebSocketRules,
                EngineUpgradeRules {
    @RegisterExtension
    static final RunningServer SERVER = RunningServer.steadyNode("engine");

    @RegisterExtension
    static final RunningServer TIMED = RunningServer.patientNode("engine");

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
