package io.jettio.conformance.engineclient;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.jettio.harness.wire.Answer;
import io.jettio.harness.wire.Channel;
import io.jettio.harness.wire.Channel.Transport;
import io.jettio.harness.wire.Json;
import io.jettio.harness.wire.PollingSession;
import io.jettio.harness.wire.RawExchange;
import io.jettio.harness.wire.WebSocketFrame;
import io.jettio.harness.wire.WebSocketPeer;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract {@code js-engine-client}. */
interface JsEngineClientRules extends GreetingRules {

    @Test
    default void handshakeAnnouncesOneHundredBytes() {
        JsonObject handshake = PollingSession.open(endpoint()).handshake();
        assertThat(handshake.get("maxPayload").getAsInt()).isEqualTo(100);
    }

    @Test
    default void queryWithDenyIsRefused() {
        for (String deny : List.of("deny", "deny=", "deny=1")) {
            Answer answer = endpoint().get("EIO=4&transport=polling&" + deny);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.json()).isEqualTo(Json.value("{\"code\":4,\"message\":\"Forbidden\"}"));
            assertThat(WebSocketPeer.refusal(endpoint(), "EIO=4&transport=websocket&" + deny))
                    .isIn(400, 403);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void someMessagesAreAnsweredOtherwise(Transport transport) {
        try (Channel channel = greeted(transport)) {
            channel.send("give binary");
            assertThat(channel.receive()).isEqualTo("#0001020304");
            channel.send("give utf8");
            assertThat(channel.receive()).isEqualTo("пойду спать всем спокойной ночи");
        }
    }

    @Test
    default void firstAnswerSetsFourCookies() {
        Answer answer = endpoint().get("EIO=4&transport=polling");
        assertThat(answer.status()).isEqualTo(200);
        List<String> cookies = answer.headers("Set-Cookie");
        assertThat(cookies).hasSize(4);
        assertThat(cookies.subList(0, 3))
                .containsExactly(
                        "1=1; Max-Age=86400", "2=2; Path=/; HttpOnly; Secure; SameSite=Strict", "3=3; Max-Age=0");
        assertThat(cookies.get(3)).startsWith("4=4; Expires=");
        ZonedDateTime expires = ZonedDateTime.parse(
                cookies.get(3).substring("4=4; Expires=".length()), DateTimeFormatter.RFC_1123_DATE_TIME);
        assertThat(expires).isBeforeOrEqualTo(ZonedDateTime.now(expires.getZone()));
    }

    @Test
    default void laterAnswersSetNoCookie() {
        PollingSession session = PollingSession.open(endpoint());
        assertThat(session.poll().headers("Set-Cookie")).isEmpty();
        assertThat(session.post("4hello").headers("Set-Cookie")).isEmpty();
    }

    @Test
    default void headersAreThoseOfTheLastPost() {
        PollingSession session = PollingSession.open(endpoint());
        assertThat(session.packet()).isEqualTo("4hi");
        endpoint().post(session.query(), "4sendHeaders", "Cookie", "1=1; 2=2", "X-Of-This-Post", "yes");
        JsonObject headers = Json.object(session.packet().substring(1));
        assertThat(headers.get("cookie").getAsString()).isEqualTo("1=1; 2=2");
        assertThat(headers.get("x-of-this-post").getAsString()).isEqualTo("yes");
        assertThat(headers.get("content-type").getAsString()).startsWith("text/plain");

        session.send("4sendHeaders");
        headers = Json.object(session.packet().substring(1));
        assertThat(headers.has("cookie")).isFalse();
        assertThat(headers.has("x-of-this-post")).isFalse();
    }

    @Test
    default void bodyOfOneHundredBytesPasses() {
        PollingSession session = PollingSession.open(endpoint());
        assertThat(session.packet()).isEqualTo("4hi");
        String three = "4" + "b".repeat(30) + "\u001e4" + "c".repeat(30) + "\u001e4" + "d".repeat(35);
        assertThat(three).hasSize(100);
        session.send(three);
        assertThat(session.packet()).isEqualTo("4" + "b".repeat(30));
        assertThat(session.packet()).isEqualTo("4" + "c".repeat(30));
        assertThat(session.packet()).isEqualTo("4" + "d".repeat(35));
        // Bytes count, not characters.
        String text = "4" + "€".repeat(33);
        assertThat(session.send(text).packet()).isEqualTo(text);
    }

    @Test
    default void bodyOverOneHundredBytesIsRefusedWithoutAWord() {
        PollingSession session = PollingSession.open(endpoint());
        Answer answer = session.post("4" + "a".repeat(100));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    default void messageOverOneHundredBytesClosesWithoutAWord() {
        try (WebSocketPeer peer = WebSocketPeer.open(endpoint(), "EIO=4&transport=websocket")) {
            assertThat(peer.text()).startsWith("0{");
            assertThat(peer.text()).isEqualTo("4hi");
            peer.sendText("4" + "a".repeat(100));
            WebSocketFrame close = peer.frame();
            assertThat(close.opcode()).isEqualTo(WebSocketFrame.CLOSE);
            // 1009, message too big, and no reason behind it.
            assertThat(close.payload()).containsExactly(0x03, 0xf1);
        }
    }

    @Test
    default void messageOfOneHundredBytesPasses() {
        try (Channel channel = greeted(Transport.WEBSOCKET)) {
            channel.send("a".repeat(99));
            assertThat(channel.receive()).isEqualTo("a".repeat(99));
        }
    }

    @Test
    default void deniedCandidateLeavesTheSessionAsItWas() {
        PollingSession session = PollingSession.open(endpoint());
        assertThat(session.packet()).isEqualTo("4hi");
        try (RawExchange candidate = RawExchange.open(endpoint())) {
            candidate.send(endpoint().head("GET", session.upgradeQuery() + "&deny"));
            assertThat(candidate.status()).isEqualTo(400);
        }
        assertThat(session.send("4still here").packet()).isEqualTo("4still here");
    }
}
