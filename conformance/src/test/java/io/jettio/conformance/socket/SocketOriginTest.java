package io.jettio.conformance.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.conformance.hostile.Witnessed;
import io.jettio.conformance.subject.RunningServer;
import io.jettio.harness.wire.Answer;
import io.jettio.harness.wire.Endpoint;
import io.jettio.harness.wire.Json;
import io.jettio.harness.wire.PollingSession;
import io.jettio.harness.wire.WebSocketPeer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Jettio's own promise: without a CORS option only pages of the same origin come in, over polling and over WebSocket
 * alike (the reference implementation lets any page open a WebSocket).
 */
class SocketOriginTest {
    @RegisterExtension
    static final RunningServer SERVER = RunningServer.jettio("socket");

    @RegisterExtension
    final Witnessed witnessed = Witnessed.ofSocket(SERVER);

    private static final String POLLING = "EIO=4&transport=polling";
    private static final String WEBSOCKET = "EIO=4&transport=websocket";

    static Stream<String> foreignOrigins() {
        int port = endpoint().base().getPort();
        return Stream.of(
                "https://elsewhere.example",
                "http://elsewhere.example:" + port,
                "http://127.0.0.1",
                "http://127.0.0.1:" + (port + 1),
                "http://127.0.0.1.elsewhere.example:" + port,
                "http://localhost:" + port,
                "null",
                "nonsense");
    }

    @ParameterizedTest
    @MethodSource("foreignOrigins")
    void foreignOriginMayNotPoll(String origin) {
        Answer answer = endpoint().get(POLLING, "Origin", origin);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json()).isEqualTo(Json.value("{\"code\":4,\"message\":\"Forbidden\"}"));
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("foreignOrigins")
    @Tag("feature:1.29")
    void foreignOriginMayNotOpenAWebSocket(String origin) {
        assertThat(WebSocketPeer.refusal(endpoint(), WEBSOCKET, "Origin: " + origin))
                .isEqualTo(403);
    }

    @Test
    void foreignOriginMayNotUseAnOpenSession() {
        PollingSession session = PollingSession.open(endpoint());
        Answer answer = endpoint().post(session.query(), "40", "Origin", "https://elsewhere.example");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(WebSocketPeer.refusal(endpoint(), session.upgradeQuery(), "Origin: https://elsewhere.example"))
                .isEqualTo(403);
        session.send("40");
        assertThat(session.packet()).startsWith("40{");
    }

    @Test
    void foreignPreflightIsNotAllowed() {
        Answer answer = endpoint()
                .method(
                        "OPTIONS",
                        POLLING,
                        "Origin",
                        "https://elsewhere.example",
                        "Access-Control-Request-Method",
                        "POST");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void sameOriginPasses() {
        // The scheme is not compared: TLS may end before the server.
        for (String scheme : new String[] {"http://", "https://"}) {
            String origin = scheme + endpoint().authority();
            assertThat(endpoint().get(POLLING, "Origin", origin).status()).isEqualTo(200);
            try (WebSocketPeer peer = WebSocketPeer.open(endpoint(), WEBSOCKET, "Origin: " + origin)) {
                assertThat(peer.text()).startsWith("0{");
            }
        }
    }

    private static Endpoint endpoint() {
        return SERVER.endpoint();
    }
}
