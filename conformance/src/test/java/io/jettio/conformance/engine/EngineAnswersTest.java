package io.jettio.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.conformance.hostile.Witnessed;
import io.jettio.conformance.subject.RunningServer;
import io.jettio.harness.wire.Answer;
import io.jettio.harness.wire.Deadlines;
import io.jettio.harness.wire.Endpoint;
import io.jettio.harness.wire.Json;
import io.jettio.harness.wire.PollingSession;
import io.jettio.harness.wire.RawExchange;
import io.jettio.harness.wire.WebSocketPeer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Jettio's own promises where the reference implementation answers otherwise or by chance: every request gets a definite
 * answer, and nothing of it helps an attacker.
 */
class EngineAnswersTest {
    @RegisterExtension
    static final RunningServer SERVER = RunningServer.steadyJettio("engine");

    @RegisterExtension
    static final RunningServer TIMED = RunningServer.patientJettio("engine");

    @RegisterExtension
    final Witnessed witnessed = Witnessed.ofEngine(SERVER);

    private static final String BAD_REQUEST = "{\"code\":3,\"message\":\"Bad request\"}";

    @ParameterizedTest
    @ValueSource(strings = {"abc", "", "7", "4a\u001ex\u001e4b", "\u001e", "4a\u001e", "b*", "bAAEC/w= ="})
    void malformedPayloadIsRefusedAndEndsTheSession(String payload) {
        PollingSession session = PollingSession.open(endpoint());
        Answer answer = session.post(payload);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json()).isEqualTo(Json.value(BAD_REQUEST));
        assertThat(session.poll().status()).isEqualTo(400);
    }

    @Test
    void pingFromTheClientEndsTheSession() {
        PollingSession session = PollingSession.open(endpoint());
        session.postUntilClosed("2");
        assertThat(session.poll().status()).isEqualTo(400);
    }

    @Test
    void invalidUtf8IsRefusedAndEndsTheSession() {
        PollingSession session = PollingSession.open(endpoint());
        byte[] truncated = {'4', (byte) 0xe2, (byte) 0x82};
        assertThat(endpoint()
                        .post(session.query(), truncated, "text/plain;charset=UTF-8")
                        .status())
                .isEqualTo(400);
        assertThat(session.poll().status()).isEqualTo(400);
    }

    @Test
    @Tag("feature:1.22")
    void batchOfTenThousandPacketsPassesAndOneMoreEndsTheSession() {
        PollingSession session = PollingSession.open(endpoint());
        String pongs = "3" + "\u001e3".repeat(9_998);
        assertThat(session.send(pongs + "\u001e4last").packet()).isEqualTo("4last");
        assertThat(session.post(pongs + "\u001e3\u001e4last").status()).isEqualTo(400);
        assertThat(session.poll().status()).isEqualTo(400);
    }

    @Test
    void pollAtIntervalPlusTimeoutIsRefusedByThen() {
        PollingSession session = PollingSession.open(TIMED.endpoint());
        Deadlines.reach(session.opened() + TimeUnit.MILLISECONDS.toNanos(300 + TIMED.pingTimeoutMillis()));
        assertThat(session.poll().status()).isEqualTo(400);
    }

    @Test
    void secondPostAtOnceEndsTheSession() {
        PollingSession session = PollingSession.open(endpoint());
        byte[] unfinishedPost = endpoint().head("POST", session.query(), "Content-Length: 10");
        try (RawExchange unfinished = RawExchange.held(endpoint(), unfinishedPost)) {
            unfinished.send(new byte[] {'4'});
            assertThat(session.post("4hello").status()).isEqualTo(400);
            assertThat(unfinished.status()).isIn(0, 400);
        }
        assertThat(session.poll().status()).isEqualTo(400);
    }

    @Test
    void postThatNeverEndsIsAbortedByTheHeartbeat() {
        PollingSession session = PollingSession.open(TIMED.endpoint());
        try (RawExchange unfinished = RawExchange.open(TIMED.endpoint())) {
            unfinished.send(TIMED.endpoint().head("POST", session.query(), "Content-Length: 10"));
            unfinished.send(new byte[] {'4'});
            assertThat(unfinished.status()).isIn(0, 400, 408);
        }
        assertThat(session.poll().status()).isEqualTo(400);
    }

    @Test
    void announcedBodyOverTheLimitIsRefusedUnread() {
        PollingSession session = PollingSession.open(endpoint());
        try (RawExchange exchange = RawExchange.open(endpoint())) {
            exchange.send(endpoint().head("POST", session.query(), "Content-Length: 1000001"));
            assertThat(exchange.status()).isEqualTo(413);
        }
    }

    @Test
    void chunkedBodyOverTheLimitIsRefusedWithoutItsEnd() {
        PollingSession session = PollingSession.open(endpoint());
        byte[] chunk = ("4000\r\n" + "4".repeat(0x4000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (RawExchange exchange = RawExchange.open(endpoint())) {
            exchange.send(endpoint().head("POST", session.query(), "Transfer-Encoding: chunked"));
            // 61 chunks of 16 384 bytes are within the limit, the 62nd is not.
            for (int i = 0; i < 62; i++) {
                exchange.send(chunk);
            }
            assertThat(exchange.status()).isEqualTo(413);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH"})
    void otherMethodsAreRefusedWithSessionToo(String method) {
        PollingSession session = PollingSession.open(endpoint());
        assertThat(endpoint().method(method, session.query()).status()).isEqualTo(400);
    }

    @Test
    void secondWebSocketOfAWebSocketSessionIsTurnedAway() {
        try (WebSocketPeer first = WebSocketPeer.open(endpoint(), "EIO=4&transport=websocket")) {
            String query = "EIO=4&transport=websocket&sid=" + Json.sid(first.text());
            try (WebSocketPeer second = WebSocketPeer.open(endpoint(), query)) {
                second.closed();
            }
            first.sendText("4hello");
            assertThat(first.text()).isEqualTo("4hello");
        }
    }

    @Test
    @Tag("feature:1.27")
    void sessionIdIsTheServersOwn() {
        String chosen = "AAAAAAAAAAAAAAAAAAAA";
        Answer answer = endpoint()
                .get("EIO=4&transport=polling&io=" + chosen, "Cookie", "io=" + chosen, "io", chosen, "sid", chosen);
        assertThat(answer.text()).startsWith("0{").doesNotContain(chosen);
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @Test
    void sessionIdHasAtLeast120BitsAndNeverRepeats() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            String sid = PollingSession.open(endpoint()).sid();
            assertThat(sid).matches("[A-Za-z0-9_-]{20,}");
            assertThat(seen.add(sid)).isTrue();
        }
    }

    @Test
    void sessionIdIsMatchedByteForByte() {
        PollingSession session = PollingSession.open(endpoint());
        String sid = session.sid();
        String otherCase =
                sid.equals(sid.toLowerCase(Locale.ROOT)) ? sid.toUpperCase(Locale.ROOT) : sid.toLowerCase(Locale.ROOT);
        for (String wrong : List.of(otherCase, sid + "%20", sid + "%00", sid.substring(1), sid + "=", "%0a" + sid)) {
            Answer answer = endpoint().get("EIO=4&transport=polling&sid=" + wrong);
            assertThat(answer.status()).as(wrong).isEqualTo(400);
            assertThat(answer.json()).isEqualTo(Json.value("{\"code\":1,\"message\":\"Session ID unknown\"}"));
        }
        assertThat(session.send("4hello").packet()).isEqualTo("4hello");
    }

    @Test
    void errorAnswersNameNoServerAndAreNotCached() {
        for (String query : List.of("EIO=3&transport=polling", "EIO=4&transport=%3Cscript%3E")) {
            Answer answer = endpoint().get(query);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("Server")).isEmpty();
            assertThat(answer.header("Cache-Control")).contains("no-store");
            assertThat(answer.text()).doesNotContain("script");
        }
    }

    private static Endpoint endpoint() {
        return SERVER.endpoint();
    }
}
