package io.jettio.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.jettio.conformance.subject.ContractRules;
import io.jettio.harness.wire.Answer;
import io.jettio.harness.wire.Deadlines;
import io.jettio.harness.wire.Endpoint;
import io.jettio.harness.wire.Json;
import io.jettio.harness.wire.PollingSession;
import io.jettio.harness.wire.RawExchange;
import io.jettio.harness.wire.WebSocketPeer;
import io.jettio.harness.wire.WebSocketPeer.Pings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Engine.IO v3: the client pings, a payload is {@code length:packet}, a binary frame carries the packet's type. */
interface EngineV3Rules extends ContractRules {

    @Test
    @Tag("feature:1.6")
    default void handshakeIsALengthAndAnOpenPacket() {
        Answer answer = timed().get("EIO=3&transport=polling");
        assertThat(answer.status()).isEqualTo(200);
        String payload = answer.text();
        int colon = payload.indexOf(':');
        String packet = payload.substring(colon + 1);
        assertThat(payload.substring(0, colon)).isEqualTo(String.valueOf(packet.length()));
        assertThat(packet).startsWith("0{");
        JsonObject handshake = Json.object(packet.substring(1));
        assertThat(handshake.get("sid").getAsString()).isNotEmpty();
        assertThat(handshake.get("upgrades")).isEqualTo(Json.value("[\"websocket\"]"));
        assertThat(handshake.get("pingInterval").getAsInt()).isEqualTo(300);
        assertThat(handshake.get("pingTimeout").getAsLong()).isEqualTo(pingTimeoutMillis());
    }

    @Test
    default void webSocketHandshakeOffersNoUpgrade() {
        try (WebSocketPeer peer = open("")) {
            peer.sendText("4hello");
            assertThat(peer.text()).isEqualTo("4hello");
        }
    }

    @Test
    default void pollingPingIsAnsweredWithPong() {
        String query = session("");
        assertThat(endpoint().post(query, "1:2").text()).isEqualTo("ok");
        assertThat(endpoint().get(query).text()).isEqualTo("1:3");
    }

    @Test
    default void webSocketPingIsAnsweredWithPong() {
        try (WebSocketPeer peer = open("")) {
            peer.sendText("2");
            assertThat(peer.text()).isEqualTo("3");
        }
    }

    @Test
    default void probeOfAPingIsEchoedInThePong() {
        String query = session("");
        String upgrade = query.replace("transport=polling", "transport=websocket");
        try (RawExchange poll = RawExchange.held(endpoint(), endpoint().head("GET", query));
                WebSocketPeer peer = WebSocketPeer.open(Pings.SEEN, endpoint(), upgrade)) {
            peer.sendText("2probe");
            assertThat(peer.text()).isEqualTo("3probe");
            assertThat(poll.answer().text()).isEqualTo("1:6");
            peer.sendText("5").sendText("4hello");
            assertThat(peer.text()).isEqualTo("4hello");
            assertThat(endpoint().get(query).status()).isEqualTo(400);
        }
    }

    @Test
    default void pingsKeepTheSessionBeyondItsTimeout() {
        try (WebSocketPeer peer = open(timed(), "")) {
            long opened = System.nanoTime();
            for (long beat = opened; beat < opened + TimeUnit.MILLISECONDS.toNanos(600 + pingTimeoutMillis()); ) {
                beat += TimeUnit.MILLISECONDS.toNanos(300);
                Deadlines.reach(beat);
                peer.sendText("2");
                assertThat(peer.text()).isEqualTo("3");
            }
            peer.sendText("4still here");
            assertThat(peer.text()).isEqualTo("4still here");
        }
    }

    @Test
    default void webSocketWithoutPingsIsClosed() {
        try (WebSocketPeer peer = open(timed(), "")) {
            long opened = System.nanoTime();
            peer.closed();
            assertThat(System.nanoTime() - opened)
                    .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(300 + pingTimeoutMillis() - 100));
        }
    }

    @Test
    default void postAfterThePingTimeoutIsRefused() {
        String query = session(timed(), "");
        Deadlines.reach(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(300 + pingTimeoutMillis() + 60));
        assertThat(timed().post(query, "1:2").status()).isEqualTo(400);
    }

    @Test
    default void lengthCountsCharacters() {
        String query = session("");
        assertThat(endpoint().post(query, "6:4hello").text()).isEqualTo("ok");
        assertThat(endpoint().get(query).text()).isEqualTo("6:4hello");
        assertThat(endpoint().post(query, "3:4€ü").text()).isEqualTo("ok");
        assertThat(endpoint().get(query).text()).isEqualTo("3:4€ü");
    }

    @Test
    default void batchIsEchoedInOrder() {
        String query = session("");
        assertThat(endpoint().post(query, "5:4test2:4a3:4bc").text()).isEqualTo("ok");
        StringBuilder received = new StringBuilder();
        while (received.length() < 16) {
            received.append(endpoint().get(query).text());
        }
        assertThat(received).hasToString("5:4test2:4a3:4bc");
    }

    @Test
    default void binaryTravelsInAFramedPayload() {
        String query = session("");
        // Binary, length 5, end of the length; message, 00 01 02 ff.
        byte[] payload = {1, 5, (byte) 0xff, 4, 0x00, 0x01, 0x02, (byte) 0xff};
        assertThat(endpoint().post(query, payload, "application/octet-stream").text())
                .isEqualTo("ok");
        Answer answer = endpoint().get(query);
        assertThat(answer.body()).containsExactly(payload);
        assertThat(answer.header("Content-Type")).contains("application/octet-stream");
    }

    @Test
    default void framedPayloadMixesTextAndBinary() {
        String query = session("");
        // Text, length 3, "4hi"; binary, length 2, 04 07.
        byte[] payload = {0, 3, (byte) 0xff, '4', 'h', 'i', 1, 2, (byte) 0xff, 4, 7};
        assertThat(endpoint().post(query, payload, "application/octet-stream").text())
                .isEqualTo("ok");
        byte[] first = endpoint().get(query).body();
        if (first.length == payload.length) {
            assertThat(first).containsExactly(payload);
        } else {
            // No poll waited, but a server may still answer message by message; text alone is not framed.
            assertThat(new String(first, StandardCharsets.US_ASCII)).isEqualTo("3:4hi");
            assertThat(endpoint().get(query).body()).containsExactly(1, 2, 0xff, 4, 7);
        }
    }

    @Test
    default void binaryTravelsAsBase64WhereAskedFor() {
        String query = session("&b64=1");
        assertThat(endpoint().post(query, "10:b4AAEC/w==").text()).isEqualTo("ok");
        assertThat(endpoint().get(query).text()).isEqualTo("10:b4AAEC/w==");
    }

    @Test
    default void base64AskedForInTheHandshakeHoldsForTheSession() {
        String query = session("&b64=1").replace("&b64=1", "");
        assertThat(endpoint().post(query, "6:4hello10:b4AQIDBA==").text()).isEqualTo("ok");
        StringBuilder received = new StringBuilder();
        while (received.length() < 21) {
            received.append(endpoint().get(query).text());
        }
        assertThat(received).hasToString("6:4hello10:b4AQIDBA==");
    }

    @Test
    default void binaryFrameCarriesTheType() {
        try (WebSocketPeer peer = open("")) {
            byte[] frame = {4, 0x00, 0x01, 0x02, (byte) 0xff};
            peer.sendBinary(frame);
            assertThat(peer.binary()).containsExactly(frame);
        }
    }

    @Test
    default void webSocketAnswersInBase64WhereAskedFor() {
        try (WebSocketPeer peer = open("&b64=1")) {
            peer.sendText("b4AAEC/w==");
            assertThat(peer.text()).isEqualTo("b4AAEC/w==");
        }
    }

    @Test
    default void malformedPayloadEndsTheSession() {
        for (String payload : List.of("abc", "5:4hi", ":4hi", "x:4hi")) {
            String query = session("");
            // What the reference implementation answers here is chance: only what follows is common.
            assertThat(RawExchange.post(endpoint(), query, payload)).isIn(0, 200, 400);
            assertThat(endpoint().get(query).status()).as(payload).isEqualTo(400);
        }
    }

    @Test
    default void pongFromTheClientCloses() {
        try (WebSocketPeer peer = open("")) {
            peer.sendText("3");
            peer.closed();
        }
    }

    @Test
    default void closePacketAnswersTheWaitingPollWithNoop() {
        String query = session("");
        try (RawExchange poll = RawExchange.held(endpoint(), endpoint().head("GET", query))) {
            assertThat(endpoint().post(query, "1:1").text()).isEqualTo("ok");
            assertThat(poll.answer().text()).isEqualTo("1:6");
        }
        assertThat(endpoint().get(query).status()).isEqualTo(400);
    }

    @Test
    default void sessionKeepsItsProtocolVersion() {
        String query = session("");
        assertThat(endpoint().get(query.replace("EIO=3", "EIO=4")).status()).isEqualTo(400);
        assertThat(endpoint().post(query, "1:2").text()).isEqualTo("ok");
    }

    @Test
    default void version4WorksBesideIt() {
        PollingSession session = PollingSession.open(endpoint());
        assertThat(session.send("4hello").packet()).isEqualTo("4hello");
        assertThat(session.send("bAAEC/w==").packet()).isEqualTo("bAAEC/w==");
        try (WebSocketPeer peer = WebSocketPeer.open(endpoint(), "EIO=4&transport=websocket")) {
            assertThat(peer.text()).startsWith("0{");
            peer.sendBinary((byte) 4, (byte) 7);
            assertThat(peer.binary()).containsExactly(4, 7);
        }
    }

    /** Opens a session over polling and gives the query of its requests. */
    private String session(String more) {
        return session(endpoint(), more);
    }

    private static String session(Endpoint endpoint, String more) {
        String query = "EIO=3&transport=polling" + more;
        Answer answer = endpoint.get(query);
        assertThat(answer.status()).isEqualTo(200);
        return query + "&sid=" + Json.sid(answer.text());
    }

    private WebSocketPeer open(String more) {
        return open(endpoint(), more);
    }

    private static WebSocketPeer open(Endpoint endpoint, String more) {
        WebSocketPeer peer = WebSocketPeer.open(Pings.SEEN, endpoint, "EIO=3&transport=websocket" + more);
        String open = peer.text();
        assertThat(open).startsWith("0{");
        assertThat(Json.object(open.substring(1)).get("upgrades")).isEqualTo(Json.value("[]"));
        return peer;
    }
}
