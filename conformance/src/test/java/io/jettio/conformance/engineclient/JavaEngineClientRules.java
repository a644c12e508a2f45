package io.jettio.conformance.engineclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.harness.wire.Answer;
import io.jettio.harness.wire.Json;
import io.jettio.harness.wire.PollingSession;
import io.jettio.harness.wire.WebSocketPeer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The contract {@code java-engine-client}. */
interface JavaEngineClientRules extends GreetingRules {

    @Test
    default void everyPollingAnswerCarriesTheHeaderTwice() {
        Answer handshake = endpoint().get("EIO=4&transport=polling", "X-EngineIO", "foo");
        assertThat(handshake.headers("X-EngineIO")).containsExactly("hi", "foo");
        String query = "EIO=4&transport=polling&sid=" + Json.sid(handshake.text());
        assertThat(endpoint().get(query, "X-EngineIO", "bar").headers("X-EngineIO"))
                .containsExactly("hi", "bar");
        assertThat(endpoint().post(query, "4hello", "X-EngineIO", "baz").headers("X-EngineIO"))
                .containsExactly("hi", "baz");
    }

    /** As the client of the reference implementation writes it. */
    @Test
    default void base64InLinesIsUnderstood() {
        byte[] bytes =
                "five more than one line holds, five more than one line holds".getBytes(StandardCharsets.US_ASCII);
        PollingSession session = PollingSession.open(endpoint());
        assertThat(session.packet()).isEqualTo("4hi");

        String lines = Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(bytes) + "\n";
        session.send("b" + lines + "\u001e4cash money");

        assertThat(session.packet()).isEqualTo("b" + Base64.getEncoder().encodeToString(bytes));
        assertThat(session.packet()).isEqualTo("4cash money");
    }

    @Test
    default void webSocketHandshakeCarriesTheHeaderTwice() {
        try (WebSocketPeer peer = WebSocketPeer.open(endpoint(), "EIO=4&transport=websocket", "X-EngineIO: foo")) {
            assertThat(peer.headers("X-EngineIO")).containsExactly("hi", "foo");
            assertThat(peer.text()).startsWith("0{");
        }
    }

    @Test
    default void upgradeCarriesTheHeaderTwice() {
        String sid = Json.sid(endpoint().get("EIO=4&transport=polling").text());
        String query = "EIO=4&transport=websocket&sid=" + sid;
        try (WebSocketPeer peer = WebSocketPeer.open(endpoint(), query, "X-EngineIO: foo")) {
            assertThat(peer.headers("X-EngineIO")).containsExactly("hi", "foo");
        }
    }

    @Test
    default void withoutTheRequestsHeaderThereIsOneValue() {
        assertThat(endpoint().get("EIO=4&transport=polling").headers("X-EngineIO"))
                .containsExactly("hi");
    }
}
