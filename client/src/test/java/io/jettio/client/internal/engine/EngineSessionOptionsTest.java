package io.jettio.client.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.client.engine.EngineException;
import io.jettio.client.engine.EngineException.Stage;
import io.jettio.client.engine.TransportType;
import io.jettio.protocol.Frame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What options make of a session's requests, on fake carriers and a clock of the test's own. */
final class EngineSessionOptionsTest {
    private record Fields(Map<String, List<String>> all) implements HttpCarrier.Headers {
        @Override
        public List<String> values(String name) {
            return all.getOrDefault(name, List.of());
        }
    }

    private static HttpCarrier.Headers field(String name, String value) {
        return new Fields(Map.of(name, List.of(value)));
    }

    private static SessionFixture opening(SessionFixture it) {
        it.session.open();
        it.strand.run();
        return it;
    }

    private static void answer(SessionFixture it, int status, HttpCarrier.Headers headers, String body) {
        it.carriers.lastGet().answer(status, headers, body);
        it.strand.run();
    }

    private static void webSocketFails(SessionFixture it) {
        it.carriers.webSocketConnection().listener.failed(new IllegalStateException("refused"));
        it.strand.run();
    }

    @Test
    @Tag("feature:1.15")
    void nextTransportIsTriedWhereTheFirstFails() {
        SessionFixture it = opening(new SessionFixture(o ->
                o.transports(TransportType.WEBSOCKET, TransportType.POLLING).tryAllTransports(true)));
        webSocketFails(it);
        assertThat(it.told).isEmpty();
        it.poll(SessionFixture.handshake("", 1));
        assertThat(it.told).containsExactly("opened");
        assertThat(it.session.transportType()).isEqualTo(TransportType.POLLING);
    }

    @Test
    @Tag("feature:1.15")
    void attemptFailsWithTheLastTransport() {
        SessionFixture it = opening(new SessionFixture(o ->
                o.transports(TransportType.WEBSOCKET, TransportType.POLLING).tryAllTransports(true)));
        webSocketFails(it);
        it.carriers.lastGet().fail();
        it.strand.run();
        assertThat(it.told).containsExactly("closed: transport error");
        assertThat(it.strand.timers()).isZero();
    }

    @Test
    @Tag("feature:1.15")
    void onlyTheFirstTransportIsTriedUnlessAsked() {
        SessionFixture it =
                opening(new SessionFixture(o -> o.transports(TransportType.WEBSOCKET, TransportType.POLLING)));
        webSocketFails(it);
        assertThat(it.told).containsExactly("closed: transport error");
        assertThat(it.carriers.gets).isEmpty();
    }

    @Test
    @Tag("feature:1.15")
    void transportThatHangsTakesItsPartOfTheTimeOnly() {
        SessionFixture it = opening(new SessionFixture(o -> o.transports(TransportType.WEBSOCKET, TransportType.POLLING)
                .tryAllTransports(true)
                .connectTimeout(Duration.ofSeconds(10))));
        it.strand.advance(Duration.ofSeconds(5));
        assertThat(it.carriers.webSocketConnection().aborted).isTrue();
        assertThat(it.carriers.gets).hasSize(1);
        it.strand.advance(Duration.ofMillis(4_999));
        assertThat(it.told).isEmpty();
        it.strand.advance(Duration.ofMillis(1));
        assertThat(it.told).containsExactly("closed: transport error");
    }

    @Test
    @Tag("feature:1.53")
    void addressesAreUnlikeEachOtherUnlessSwitchedOff() {
        SessionFixture first = opening(SessionFixture.polling());
        SessionFixture second = opening(SessionFixture.polling());
        assertThat(first.carriers.lastGet().request.uri())
                .isNotEqualTo(second.carriers.lastGet().request.uri());
        assertThat(opening(new SessionFixture(o -> o.timestampRequests(false)))
                        .carriers
                        .lastGet()
                        .request
                        .uri())
                .hasToString("http://host:1/engine.io/?EIO=4&transport=polling");
        assertThat(opening(new SessionFixture(o ->
                                o.timestampRequests(true).timestampParam("cb").transports(TransportType.WEBSOCKET)))
                        .carriers
                        .webSocketConnection()
                        .request
                        .uri()
                        .getQuery())
                .matches("EIO=4&transport=websocket&cb=[0-9a-z]+\\.0");
    }

    @Test
    @Tag("feature:1.53")
    void eachTransportHasItsOwnHeadersQueryAndPath() {
        SessionFixture it = opening(new SessionFixture(o -> o.timestampRequests(false)
                .header("X-Both", "b")
                .header("X-Kind", "any")
                .query("a", "1")
                .transport(
                        TransportType.POLLING, t -> t.header("x-kind", "poll").query("p", "2"))
                .transport(TransportType.WEBSOCKET, t -> t.path("/ws").query("a", "3"))));
        assertThat(it.carriers.lastGet().request.uri())
                .hasToString("http://host:1/engine.io/?EIO=4&transport=polling&a=1&p=2");
        assertThat(it.carriers.lastGet().request.headers())
                .containsEntry("X-Both", List.of("b"))
                .containsEntry("X-Kind", List.of("poll"));
        it.poll(SessionFixture.handshake("\"websocket\"", 1));
        assertThat(it.carriers.webSocketConnection().request.uri())
                .hasToString("ws://host:1/ws/?EIO=4&transport=websocket&sid=s1&a=3");
        assertThat(it.carriers.webSocketConnection().request.headers()).containsEntry("X-Kind", List.of("any"));
    }

    @Test
    @Tag("feature:1.53")
    void binaryIsBase64OverWebSocketWhenForced() {
        SessionFixture it =
                new SessionFixture(o -> o.transports(TransportType.WEBSOCKET).forceBase64(true)).openedOverWebSocket();
        assertThat(it.carriers.webSocketConnection().request.uri().getQuery()).contains("b64=1");
        it.session.send(List.of(Frame.binary(new byte[] {1, 2, 3})));
        it.strand.run();
        assertThat(it.carriers.webSocketConnection().sent).containsExactly("bAQID");
        it.carriers.webSocketConnection().receive("bYWJj");
        it.strand.run();
        assertThat(it.messages).containsExactly("abc");
    }

    @Test
    @Tag("feature:1.54")
    void requestThatIsNotAnsweredInTimeEndsTheSession() {
        SessionFixture it =
                new SessionFixture(o -> o.transports(TransportType.POLLING).requestTimeout(Duration.ofMillis(300)));
        it.opened();
        it.strand.advance(Duration.ofMillis(200));
        it.send("a");
        it.strand.advance(Duration.ofMillis(100));
        assertThat(it.told).containsExactly("opened", "closed: transport error");
        assertThat(it.failure().stage()).isEqualTo(Stage.HTTP);
        assertThat(it.carriers.lastGet().aborted).isTrue();
        assertThat(it.carriers.lastPost().aborted).isTrue();
        assertThat(it.strand.timers()).isZero();
    }

    @Test
    @Tag("feature:1.54")
    void cookiesGoWithEveryRequestOverBothTransportsAndTheNextSession() {
        SessionFixture it = opening(new SessionFixture(o -> o.header("Cookie", "own=1")));
        assertThat(it.carriers.lastGet().request.headers().get("Cookie")).containsExactly("own=1");
        answer(
                it,
                200,
                field("Set-Cookie", "node=7; Path=/; HttpOnly"),
                SessionFixture.handshake("\"websocket\"", 1_000));
        assertThat(it.carriers.lastGet().request.headers().get("cookie")).containsExactly("own=1; node=7");
        assertThat(it.carriers.webSocketConnection().request.headers().get("Cookie"))
                .containsExactly("own=1; node=7");
        it.send("a");
        assertThat(it.carriers.lastPost().request.headers().get("Cookie")).containsExactly("own=1; node=7");
        it.newSession().open();
        assertThat(it.carriers.lastGet().request.headers().get("Cookie")).containsExactly("own=1; node=7");
    }

    @Test
    @Tag("feature:1.54")
    void cookiesAreForgottenWhenSwitchedOff() {
        SessionFixture it = opening(
                new SessionFixture(o -> o.transports(TransportType.POLLING).cookies(false)));
        answer(it, 200, field("Set-Cookie", "node=7; Path=/"), SessionFixture.handshake("", 1_000));
        assertThat(it.carriers.lastGet().request.headers()).doesNotContainKey("Cookie");
    }

    @Test
    @Tag("feature:1.33")
    void headersAreAskedForAgainForEachRequest() {
        List<String> asked = new ArrayList<>();
        SessionFixture it = opening(new SessionFixture(o -> o.headersFrom(request -> {
            asked.add(request.method() + " " + request.transport());
            return Map.of("Authorization", "token " + asked.size());
        })));
        it.poll(SessionFixture.handshake("\"websocket\"", 1_000));
        it.send("a");
        assertThat(asked).containsExactly("GET POLLING", "GET WEBSOCKET", "GET POLLING", "POST POLLING");
        assertThat(it.carriers.lastPost().request.headers()).containsEntry("Authorization", List.of("token 4"));
    }

    @Test
    @Tag("feature:1.33")
    void requestWaitsForHeadersThatComeLater() {
        CompletableFuture<Map<String, String>> later = new CompletableFuture<>();
        SessionFixture it = opening(new SessionFixture(o -> o.headersFromAsync(request -> later)));
        assertThat(it.carriers.gets).isEmpty();
        later.complete(Map.of("X-Late", "1"));
        it.strand.run();
        assertThat(it.carriers.lastGet().request.headers()).containsEntry("X-Late", List.of("1"));
    }

    @Test
    @Tag("feature:1.33")
    void headersThatCannotBeHadEndTheAttempt() {
        SessionFixture it = opening(new SessionFixture(o -> o.headersFrom(request -> {
            throw new IllegalStateException("no token");
        })));
        assertThat(it.told).containsExactly("closed: transport error");
        assertThat(it.failure().stage()).isEqualTo(Stage.CLIENT);
        assertThat(it.failure()).hasMessageContaining("no token");
        assertThat(it.carriers.gets).isEmpty();
    }

    @Test
    @Tag("feature:1.33")
    void eachAnswerIsTold() {
        List<String> told = new ArrayList<>();
        SessionFixture it = opening(new SessionFixture(o -> o.onResponse(response ->
                told.add(response.request().method() + " " + response.status() + " " + response.headers()))));
        answer(it, 200, field("X-Node", "a"), SessionFixture.handshake("\"websocket\"", 1_000));
        it.carriers.webSocketConnection().listener.opened(field("X-Node", "b"));
        it.strand.run();
        answer(it, 503, field("X-Node", "c"), "");
        assertThat(told).containsExactly("GET 200 {X-Node=[a]}", "GET 101 {X-Node=[b]}", "GET 503 {X-Node=[c]}");
    }

    @Test
    void redirectsWithinTheOriginAreFollowedWhenAllowed() {
        SessionFixture it =
                opening(new SessionFixture(o -> o.followRedirects(true).timestampRequests(false)));
        answer(it, 307, field("Location", "/v2/engine.io/?EIO=4"), "");
        assertThat(it.carriers.lastGet().request.uri())
                .hasToString("http://host:1/v2/engine.io/?EIO=4&transport=polling");
        it.poll(SessionFixture.handshake("\"websocket\"", 1_000));
        assertThat(it.carriers.webSocketConnection().request.uri().getPath()).isEqualTo("/v2/engine.io/");
        it.send("a");
        assertThat(it.carriers.lastPost().request.uri().getPath()).isEqualTo("/v2/engine.io/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://host:1/engine.io/",
                "http://host:2/engine.io/",
                "http://other:1/engine.io/",
                "//other/engine.io/",
                "http://who@host:1/engine.io/",
                "file:///etc/passwd",
                ":",
                ""
            })
    void redirectsElsewhereAreRefused(String location) {
        SessionFixture it = opening(new SessionFixture(o -> o.followRedirects(true)));
        answer(it, 302, field("Location", location), "");
        if (location.isEmpty()) {
            // The same place again: followed, but not for ever.
            for (int i = 1; i <= 5; i++) {
                assertThat(it.carriers.gets).hasSize(i + 1);
                answer(it, 302, field("Location", location), "");
            }
        }
        assertThat(it.told).containsExactly("closed: transport error");
        assertThat(it.failure().status()).hasValue(302);
    }

    @Test
    void redirectsAreNotFollowedUnlessAllowed() {
        SessionFixture it = opening(new SessionFixture(o -> {}));
        answer(it, 307, field("Location", "/v2/"), "");
        assertThat(it.told).containsExactly("closed: transport error");
        assertThat(it.carriers.gets).hasSize(1);
    }

    @Test
    void webSocketFollowsRedirectsToo() {
        SessionFixture it = opening(
                new SessionFixture(o -> o.transports(TransportType.WEBSOCKET).followRedirects(true)));
        it.carriers
                .webSocketConnection()
                .listener
                .refused(new HttpCarrier.Response(308, field("Location", "http://host:1/v2/"), new byte[0]));
        it.strand.run();
        assertThat(it.carriers.webSocketConnection().request.uri())
                .hasToString("ws://host:1/v2/?EIO=4&transport=websocket");
        assertThat(it.carriers.webSockets).hasSize(2);
    }

    @Test
    void refusalTellsStatusBodyAndTheServersWords() {
        SessionFixture it = opening(new SessionFixture(o -> {}));
        answer(it, 400, field("Retry-After", "3"), "{\"code\":5,\"message\":\"Unsupported protocol version\"}");
        EngineException failure = it.failure();
        assertThat(failure.stage()).isEqualTo(Stage.ENGINE);
        assertThat(failure.status()).hasValue(400);
        assertThat(failure.engineCode()).hasValue(5);
        assertThat(failure.engineMessage()).contains("Unsupported protocol version");
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(3));
        assertThat(failure.getMessage()).doesNotContain("Unsupported");
    }

    @Test
    void refusalByAProxyKeepsTheBeginningOfItsBody() {
        SessionFixture it = opening(new SessionFixture(o -> o.transports(TransportType.WEBSOCKET)));
        it.carriers
                .webSocketConnection()
                .listener
                .refused(new HttpCarrier.Response(
                        502,
                        HttpCarrier.Headers.NONE,
                        ("<h1>" + "x".repeat(5_000)).getBytes(StandardCharsets.US_ASCII)));
        it.strand.run();
        assertThat(it.failure().stage()).isEqualTo(Stage.HTTP);
        assertThat(it.failure().status()).hasValue(502);
        assertThat(it.failure().body()).get().asString().hasSize(1024).startsWith("<h1>x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "97:0{\"sid\":\"s\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":5000}2:40",
                "118:0{\"sid\":\"s\"}",
                "\u0000\u0001\u0002\u00ff0{\"sid\":\"s\"}"
            })
    void serverOfVersion3IsNamed(String body) {
        SessionFixture it = opening(SessionFixture.polling());
        it.carriers.lastGet().answerBytes(200, body.getBytes(StandardCharsets.ISO_8859_1));
        it.strand.run();
        assertThat(it.failure().stage()).isEqualTo(Stage.VERSION);
        assertThat(it.failure()).hasMessageContaining("Engine.IO 3");
    }

    @Test
    void serverThatNeverPingsAndTellsNoLimitMayBeOfVersion3() {
        SessionFixture it = new SessionFixture(o -> o.transports(TransportType.WEBSOCKET));
        it.session.open();
        it.carriers.webSocketConnection().listener.opened(HttpCarrier.Headers.NONE);
        it.carriers
                .webSocketConnection()
                .receive("0{\"sid\":\"s\",\"upgrades\":[],\"pingInterval\":300,\"pingTimeout\":200}");
        it.strand.run();
        it.strand.advance(Duration.ofMillis(500));
        assertThat(it.told).containsExactly("opened", "closed: ping timeout");
        assertThat(it.failure().stage()).isEqualTo(Stage.VERSION);
    }

    @Test
    @Tag("feature:1.19")
    void machineThatSleptFindsItsSessionOverdueThoughItsTimersClockStood() {
        SessionFixture it = SessionFixture.polling().opened();
        it.strand.suspend(Duration.ofMillis(499));
        assertThat(it.session.checkAlive()).isTrue();
        it.strand.suspend(Duration.ofMillis(1));
        assertThat(it.session.checkAlive()).isFalse();
        assertThat(it.told).containsExactly("opened", "closed: ping timeout");
    }
}
