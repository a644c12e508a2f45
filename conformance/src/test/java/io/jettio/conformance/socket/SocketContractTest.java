package io.jettio.conformance.socket;

import io.jettio.conformance.subject.RunningServer;
import io.jettio.harness.wire.Endpoint;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Jettio's server under the contract {@code socket}. */
class SocketContractTest implements SocketConnectRules, SocketMessageRules, SocketDisconnectRules {
    @RegisterExtension
    static final RunningServer SERVER = RunningServer.steadyJettio("socket");

    @RegisterExtension
    static final RunningServer TIMED = RunningServer.patientJettio("socket");

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

    @Override
    public long patienceMillis() {
        return TIMED.patienceMillis();
    }
}
