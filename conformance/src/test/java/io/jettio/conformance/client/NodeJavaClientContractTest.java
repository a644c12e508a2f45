package io.jettio.conformance.client;

import io.jettio.conformance.subject.RunningServer;
import io.jettio.harness.wire.Endpoint;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The reference implementation's server under the contract {@code java-client}. */
@Execution(ExecutionMode.SAME_THREAD) // a broadcast reaches whoever is in the namespace
class NodeJavaClientContractTest implements JavaClientRules {
    @RegisterExtension
    static final RunningServer SERVER = RunningServer.node("java-client");

    @Override
    public Endpoint endpoint() {
        return SERVER.endpoint();
    }
}
