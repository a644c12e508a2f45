package io.jettio.kit;

import io.jettio.conformance.socket.SocketConnectRules;
import io.jettio.conformance.socket.SocketDisconnectRules;
import io.jettio.conformance.socket.SocketMessageRules;
import io.jettio.conformance.subject.WarmUp;
import io.jettio.harness.wire.Endpoint;
import io.jettio.integration.kit.PacedKit;
import io.jettio.interop.SocketContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Jettio's server under the contract {@code socket}, in the test kit: the suite's bytes go over the kit's carrier. */
class SocketContractInTheKitTest implements SocketConnectRules, SocketMessageRules, SocketDisconnectRules {
    private static PacedKit kit;
    private static KitEndpoint endpoint;

    @BeforeAll
    static void start() {
        kit = new PacedKit(SocketContract.server());
        endpoint = new KitEndpoint(kit);
        WarmUp.of(endpoint.endpoint(), false, 0);
    }

    @AfterAll
    static void end() {
        endpoint.close();
        kit.close();
    }

    @Override
    public Endpoint endpoint() {
        return endpoint.endpoint();
    }
}
