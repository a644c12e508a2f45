package io.jettio.conformance.client;

import io.jettio.conformance.subject.RunningServer;
import io.jettio.harness.wire.Endpoint;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The reference implementation's server under the contract {@code js-client}. */
class NodeJsClientContractTest implements JsClientRules, RecoveryRules {
    @RegisterExtension
    static final RunningServer SERVER = RunningServer.node("js-client");

    @Override
    public Endpoint endpoint() {
        return SERVER.endpoint();
    }
}
