package io.jettio.conformance.socket;

import io.jettio.conformance.subject.RunningServer;
import io.jettio.harness.wire.Endpoint;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The reference implementation's server under the contract {@code socket}. */
@Tag("reference")
class NodeSocketContractTest implements SocketConnectRules, SocketMessageRules, SocketDisconnectRules {
    @RegisterExtension
    static final RunningServer SERVER = RunningServer.node("socket");

    @Override
    public Endpoint endpoint() {
        return SERVER.endpoint();
    }
}
