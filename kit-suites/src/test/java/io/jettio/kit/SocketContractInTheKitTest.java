package io.jettio.kit;

import io.jettio.conformance.socket.SocketConnectRules;
import io.jettio.conformance.socket.SocketDisconnectRules;
import io.jettio.conformance.socket.SocketMessageRules;
import io.jettio.harness.wire.Endpoint;
import io.jettio.integration.kit.PacedKit;
import io.jettio.interop.SocketContract;
import io.jettio.interop.Times;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Jettio's server under the contract {@code socket}, in the test kit: the suite's bytes go over the kit's carrier. */
class SocketContractInTheKitTest implements SocketConnectRules, SocketMessageRules, SocketDisconnectRules {
    private static PacedKit kit;
    private static KitEndpoint endpoint;

    /** For rules about times, which are patient ones: a thread of a busy machine may wait for longer than the contract's. */
    private static PacedKit timedKit;

    private static KitEndpoint timed;

    @BeforeAll
    static void start() {
        kit = new PacedKit(SocketContract.server(Times.steady));
        endpoint = new KitEndpoint(kit);
        timedKit = new PacedKit(SocketContract.server(Times.patient));
        timed = new KitEndpoint(timedKit);
    }

    @AfterAll
    static void end() {
        endpoint.close();
        kit.close();
        timed.close();
        timedKit.close();
    }

    @Override
    public Endpoint endpoint() {
        return endpoint.endpoint();
    }

    @Override
    public Endpoint timed() {
        return timed.endpoint();
    }

    @Override
    public long pingTimeoutMillis() {
        return 4_000;
    }

    @Override
    public long patienceMillis() {
        return 4_000;
    }
}
