package io.jettio.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.jettio.conformance.subject.ContractRules;
import io.jettio.harness.wire.Answer;
import io.jettio.harness.wire.Json;
import io.jettio.harness.wire.PollingSession;
import io.jettio.harness.wire.WebSocketPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a session begins, and who gets none. */
interface EngineHandshakeRules extends ContractRules {

    @Test
    @Tag("feature:1.7")
    default void pollingHandshakeNamesTheSessionAndOffersTheUpgrade() {
        PollingSession session = PollingSession.open(timed());
        assertThat(session.handshake()).isEqualTo(openPacket(session.sid(), "[\"websocket\"]", pingTimeoutMillis()));
        assertThat(session.sid()).isNotEmpty();
    }

    @Test
    default void pollingHandshakeIsUncachedText() {
        Answer answer = endpoint().get("EIO=4&transport=polling");
        assertThat(answer.header("Content-Type").orElse("")).isEqualToIgnoringCase("text/plain; charset=UTF-8");
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @Test
    default void webSocketHandshakeOffersNoUpgrade() {
        try (WebSocketPeer peer = WebSocketPeer.open(timed(), "EIO=4&transport=websocket")) {
            String open = peer.text();
            assertThat(open).startsWith("0{");
            JsonObject handshake = Json.object(open.substring(1));
            assertThat(handshake).isEqualTo(openPacket(handshake.get("sid").getAsString(), "[]", pingTimeoutMillis()));
        }
    }

    @Test
    default void missingProtocolVersionIsRefused() {
        refused(endpoint().get("transport=polling"), 5, "Unsupported protocol version");
    }

    @Test
    default void unknownProtocolVersionIsRefused() {
        refused(endpoint().get("EIO=abc&transport=polling"), 5, "Unsupported protocol version");
        refused(endpoint().get("EIO=5&transport=polling"), 5, "Unsupported protocol version");
    }

    @Test
    default void protocolVersion3IsRefused() {
        refused(endpoint().get("EIO=3&transport=polling"), 5, "Unsupported protocol version");
    }

    @Test
    default void missingTransportIsRefused() {
        refused(endpoint().get("EIO=4"), 0, "Transport unknown");
    }

    @Test
    default void unknownTransportIsRefused() {
        refused(endpoint().get("EIO=4&transport=abc"), 0, "Transport unknown");
    }

    @Test
    default void transportNamesThatEveryObjectHasAreUnknown() {
        refused(endpoint().get("EIO=4&transport=constructor"), 0, "Transport unknown");
        refused(endpoint().get("EIO=4&transport=__proto__"), 0, "Transport unknown");
    }

    @Test
    default void handshakeByPutIsRefused() {
        refused(endpoint().method("PUT", "EIO=4&transport=polling"), 2, "Bad handshake method");
    }

    @Test
    default void postWithoutSessionIsRefused() {
        refused(endpoint().post("EIO=4&transport=polling", "4hello"), 2, "Bad handshake method");
    }

    @Test
    default void unknownSessionIsRefused() {
        refused(endpoint().get("EIO=4&transport=polling&sid=abc"), 1, "Session ID unknown");
        refused(endpoint().post("EIO=4&transport=polling&sid=abc", "4hello"), 1, "Session ID unknown");
        refused(endpoint().get("EIO=4&transport=polling&sid=__proto__"), 1, "Session ID unknown");
    }

    @Test
    default void webSocketTransportWithoutUpgradeIsRefused() {
        refused(endpoint().get("EIO=4&transport=websocket"), 3, "Bad request");
    }

    @Test
    default void webSocketWithBadParametersIsRefused() {
        assertThat(WebSocketPeer.refusal(endpoint(), "EIO=4&transport=abc")).isEqualTo(400);
        assertThat(WebSocketPeer.refusal(endpoint(), "EIO=4&transport=websocket&sid=abc"))
                .isEqualTo(400);
    }

    @Test
    default void sessionAnswersOnlyUnderItsOwnTransport() {
        PollingSession polling = PollingSession.open(endpoint());
        refused(endpoint().get(polling.upgradeQuery()), 3, "Bad request");
        try (WebSocketPeer peer = WebSocketPeer.open(endpoint(), "EIO=4&transport=websocket")) {
            JsonObject handshake = Json.object(peer.text().substring(1));
            String sid = handshake.get("sid").getAsString();
            refused(endpoint().get("EIO=4&transport=polling&sid=" + sid), 3, "Bad request");
            refused(endpoint().post("EIO=4&transport=polling&sid=" + sid, "4hello"), 3, "Bad request");
            peer.sendText("4still here");
            assertThat(peer.text()).isEqualTo("4still here");
        }
    }

    @Test
    default void anyOriginMayPoll() {
        Answer handshake = endpoint().get("EIO=4&transport=polling", "Origin", "https://elsewhere.example");
        assertThat(handshake.status()).isEqualTo(200);
        assertThat(handshake.header("Access-Control-Allow-Origin")).hasValueSatisfying(EngineHandshakeRules::anyOrigin);
        String sid = Json.sid(handshake.text());
        Answer posted =
                endpoint().post("EIO=4&transport=polling&sid=" + sid, "4hi", "Origin", "https://elsewhere.example");
        assertThat(posted.header("Access-Control-Allow-Origin")).hasValueSatisfying(EngineHandshakeRules::anyOrigin);
    }

    @Test
    default void preflightAllowsThePost() {
        Answer answer = endpoint()
                .method(
                        "OPTIONS",
                        "EIO=4&transport=polling",
                        "Origin",
                        "https://elsewhere.example",
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        "content-type");
        assertThat(answer.status()).isIn(200, 204);
        assertThat(answer.header("Access-Control-Allow-Origin")).hasValueSatisfying(EngineHandshakeRules::anyOrigin);
        assertThat(answer.header("Access-Control-Allow-Methods").orElse("")).contains("POST");
        assertThat(answer.header("Access-Control-Allow-Headers").orElse("")).containsIgnoringCase("content-type");
    }

    @Test
    default void anyOriginMayOpenAWebSocket() {
        String query = "EIO=4&transport=websocket";
        try (WebSocketPeer peer = WebSocketPeer.open(endpoint(), query, "Origin: https://elsewhere.example")) {
            assertThat(peer.text()).startsWith("0{");
        }
    }

    private static void anyOrigin(String allowed) {
        assertThat(allowed).isIn("*", "https://elsewhere.example");
    }

    private static JsonObject openPacket(String sid, String upgrades, long pingTimeout) {
        return Json.object("""
                        {"sid":"%s","upgrades":%s,"pingInterval":300,"pingTimeout":%d,"maxPayload":1000000}""".formatted(sid, upgrades, pingTimeout));
    }

    private static void refused(Answer answer, int code, String message) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        JsonObject expected = new JsonObject();
        expected.addProperty("code", code);
        expected.addProperty("message", message);
        // Through the text, because a number that was read equals only a number that was read.
        assertThat(answer.json()).isEqualTo(Json.value(expected.toString()));
        assertThat(answer.header("Content-Type").orElse("")).startsWith("application/json");
    }
}
