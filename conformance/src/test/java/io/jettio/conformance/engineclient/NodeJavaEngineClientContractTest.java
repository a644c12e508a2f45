package io.jettio.conformance.engineclient;

import io.jettio.conformance.subject.RunningServer;
import io.jettio.harness.wire.Endpoint;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The reference implementation's server under the contract {@code java-engine-client}. */
class NodeJavaEngineClientContractTest implements JavaEngineClientRules {
    @RegisterExtension
    static final RunningServer SERVER = RunningServer.node("java-engine-client");

    @Override
    public Endpoint endpoint() {
        return SERVER.endpoint();
    }
}
