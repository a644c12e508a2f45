package io.jettio.conformance.subject;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.harness.wire.Endpoint;
import io.jettio.harness.wire.WebSocketPeer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line that offers the contracts: one line when it accepts, a clean end on SIGTERM. */
class ServeCommandTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "engine",
                "engine-v3",
                "engine-frames",
                "socket",
                "js-client",
                "js-engine-client",
                "java-client",
                "java-engine-client"
            })
    void endsOnSigtermAndSaysNothingMore(String contract) {
        ServerProcess server = ServerProcess.jettio(contract);
        Endpoint endpoint = endpoint(server, contract);
        assertThat(endpoint.get("EIO=4&transport=polling").status()).isEqualTo(200);
        // 128 + SIGTERM is how a Java process ends that ran its shutdown hooks, 0 one that left by itself.
        assertThat(server.stop()).isIn(0, 143);
        assertThat(server.furtherOutput()).isEmpty();
        assertThat(server.errorOutput()).noneMatch(line -> line.contains("Exception"));
    }

    @Test
    void connectedClientIsClosedWhenTheServerEnds() {
        closesItsClients(contract -> ServerProcess.jettio(contract));
    }

    @Test
    void referenceServerKeepsTheSameRules() {
        closesItsClients(contract -> ServerProcess.node(contract));
    }

    private static void closesItsClients(Function<String, ServerProcess> start) {
        ServerProcess server = start.apply("engine");
        try (WebSocketPeer peer = WebSocketPeer.open(endpoint(server, "engine"), "EIO=4&transport=websocket")) {
            assertThat(peer.text()).startsWith("0{");
            assertThat(server.stop()).isIn(0, 143);
            peer.closed();
        }
        assertThat(server.furtherOutput()).isEmpty();
        assertThat(server.errorOutput()).isEmpty();
    }

    private static Endpoint endpoint(ServerProcess server, String contract) {
        assertThat(server.base().getHost()).isEqualTo("127.0.0.1");
        return new Endpoint(server.base(), RunningServer.path(contract));
    }
}
