package io.jettio.conformance.client;

import io.jettio.conformance.subject.RunningServer;
import io.jettio.harness.wire.Endpoint;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Jettio's server under the contract {@code js-client}. */
class JsClientContractTest implements JsClientRules, RecoveryRules {
    @RegisterExtension
    static final RunningServer SERVER = RunningServer.jettio("js-client");

    @Override
    public Endpoint endpoint() {
        return SERVER.endpoint();
    }
}
