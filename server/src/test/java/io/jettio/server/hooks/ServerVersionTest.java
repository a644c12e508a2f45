package io.jettio.server.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A host sends its name and version with each answer, unless it is told not to; our error answers carry neither. */
class ServerVersionTest {
    @ParameterizedTest
    @CsvSource({
        "GET,     /engine.io/,                                        400",
        "GET,     /engine.io/?EIO=4&transport=polling&sid=unknown,    400",
        "POST,    /engine.io/?EIO=4&transport=polling,                400",
        "GET,     /engine.io/?EIO=4&transport=websocket,              400"
    })
    void errorAnswersDoNotTellTheServersVersion(String method, String target, int status) {
        try (EngineOnJetty jetty = new EngineOnJetty(options -> {})) {
            Answer answer = jetty.request(method, target);
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body()).startsWith("{\"code\":");
            assertThat(answer.header("Content-Length")).isNotNull();
            assertThat(answer.all("Server")).isEmpty();
        }
    }

    @Test
    void norDoesARefusedOrigin() {
        try (EngineOnJetty jetty = new EngineOnJetty(options -> {})) {
            String foreign = "Origin: https://elsewhere.example";
            assertThat(jetty.request("GET", EngineOnJetty.POLLING, foreign).all("Server"))
                    .isEmpty();
            Answer webSocket =
                    jetty.peer().webSocket(EngineOnJetty.WEBSOCKET, foreign).answer();
            assertThat(webSocket.status()).isEqualTo(403);
            assertThat(webSocket.all("Server")).isEmpty();
        }
    }

    @Test
    void norDoesAWebSocketHandshakeThatCannotBeDone() {
        try (EngineOnJetty jetty = new EngineOnJetty(options -> {})) {
            Answer answer = jetty.peer()
                    .send("GET " + EngineOnJetty.WEBSOCKET + " HTTP/1.1\nHost: localhost\nConnection: Upgrade, close\n"
                            + "Upgrade: websocket\nSec-WebSocket-Version: 7\n\n")
                    .answer();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.all("Server")).isEmpty();
        }
    }

    @Test
    void theHostsOwnAnswersAreTheHosts() {
        try (EngineOnJetty jetty = new EngineOnJetty(options -> {})) {
            assertThat(jetty.request("GET", "/other").header("Server")).startsWith("Jetty(");
        }
    }
}
