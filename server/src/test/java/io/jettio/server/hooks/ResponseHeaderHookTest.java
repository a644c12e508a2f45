package io.jettio.server.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jettio.server.engine.EngineTransport;
import io.jettio.server.engine.ResponseHeaders;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code initialHeaders} and {@code headers}: which answers they reach. */
class ResponseHeaderHookTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    @ParameterizedTest
    @EnumSource
    @Tag("feature:1.32")
    void bothHooksReachTheAnswerOfAHandshake(EngineTransport transport) {
        try (EngineOnJetty jetty =
                new EngineOnJetty(o -> o.initialHeaders((headers, request) -> headers.set("X-First", request.method()))
                        .headers((headers, request) -> headers.set("X-Every", "1")))) {
            Answer answer = jetty.handshake(transport);
            assertThat(answer.header("X-First")).isEqualTo("GET");
            assertThat(answer.header("X-Every")).isEqualTo("1");
        }
    }

    @Test
    @Tag("feature:1.32")
    void initialHeadersAreSetOnTheHandshakeOnly() {
        try (EngineOnJetty jetty =
                new EngineOnJetty(o -> o.initialHeaders((headers, request) -> headers.set("X-First", "1"))
                        .headers((headers, request) -> headers.set("X-Every", request.method())))) {
            String sid = jetty.openPolling();
            Answer post = jetty.post(sid, "4a");
            assertThat(post.header("X-First")).isNull();
            assertThat(post.header("X-Every")).isEqualTo("POST");
        }
    }

    /** Above all no length: there is no content behind an answer 101, but frames. */
    @Test
    void theUpgradeHasTheHeadersOfAHandshakeAndNoOthers() {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> {})) {
            Answer upgrade = jetty.handshake(EngineTransport.WEBSOCKET);
            assertThat(upgrade.status()).isEqualTo(101);
            assertThat(upgrade.headers())
                    .containsOnlyKeys("Server", "Date", "Connection", "Upgrade", "Sec-WebSocket-Accept");
            assertThat(upgrade.all("Connection")).containsExactly("Upgrade");
            assertThat(upgrade.all("Upgrade")).containsExactly("websocket");
        }
    }

    @Test
    void headersReachTheUpgradeAndRefusals() {
        try (EngineOnJetty jetty =
                new EngineOnJetty(o -> o.headers((headers, request) -> headers.set("X-Every", "1")))) {
            String sid = jetty.openPolling();
            Answer upgrade = jetty.peer()
                    .webSocket(EngineOnJetty.WEBSOCKET + "&sid=" + sid)
                    .answer();
            assertThat(upgrade.status()).isEqualTo(101);
            assertThat(upgrade.header("X-Every")).isEqualTo("1");
            Answer refused = jetty.request("GET", EngineOnJetty.POLLING + "&sid=unknown");
            assertThat(refused.body()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
            assertThat(refused.header("X-Every")).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHookThatThrowsAddsNothingAndTheAnswerGoesOut(EngineTransport transport) {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.headers((headers, request) -> {
                    headers.set("X-Half", "1");
                    throw new IllegalStateException("half way");
                })
                .initialHeaders((headers, request) -> headers.set("X-Whole", "1")))) {
            Answer answer = jetty.handshake(transport);
            assertThat(answer.status()).isEqualTo(transport == EngineTransport.POLLING ? 200 : 101);
            assertThat(answer.header("X-Half")).isNull();
            assertThat(answer.header("X-Whole")).isEqualTo("1");
            log.awaitError("a header hook failed", "half way");
        }
    }

    @ParameterizedTest
    @EnumSource
    void hooksRunOnHandlerThreads(EngineTransport transport) {
        BlockingQueue<Boolean> onHandlerThread = new LinkedBlockingQueue<>();
        try (EngineOnJetty jetty = new EngineOnJetty(
                o -> o.initialHeaders((headers, request) -> onHandlerThread.add(Threads.forHandlers()))
                        .headers((headers, request) -> onHandlerThread.add(Threads.forHandlers())))) {
            jetty.handshake(transport);
            assertThat(onHandlerThread).containsExactly(true, true);
        }
    }

    @Test
    void aHeaderMayHaveSeveralValues() {
        try (EngineOnJetty jetty = new EngineOnJetty(
                o -> o.headers((headers, request) -> headers.add("X-Two", "a").add("x-two", "b")))) {
            assertThat(jetty.handshake(EngineTransport.POLLING).all("X-Two")).containsExactly("a", "b");
        }
    }

    @Test
    void aHeaderCannotBreakOutOfItsLine() {
        ResponseHeaders headers = new ResponseHeaders();
        for (String value : List.of("a\r\nX-Evil: 1", "a\nb", "\0", "\u007f")) {
            assertThatIllegalArgumentException().isThrownBy(() -> headers.add("X-Good", value));
        }
        for (String name : List.of("", "X Good", "X:Good", "X\r\n")) {
            assertThatIllegalArgumentException().isThrownBy(() -> headers.set(name, "a"));
        }
        assertThat(headers.toMap()).isEmpty();
    }
}
