package io.jettio.conformance.client;

import io.jettio.conformance.subject.RunningServer;
import io.jettio.conformance.wire.Endpoint;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Jettio's server under the contract {@code java-client}. */
class JavaClientContractTest implements JavaClientRules {
    @RegisterExtension
    static final RunningServer SERVER = RunningServer.jettio("java-client");

    @Override
    public Endpoint endpoint() {
        return SERVER.endpoint();
    }
}
