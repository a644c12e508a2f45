package io.jettio.server.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.engine.EngineErrorCode;
import io.jettio.server.engine.EngineServerOptions;
import io.jettio.server.engine.EngineTransport;
import io.jettio.server.internal.fixture.EngineBench;
import io.jettio.server.internal.fixture.FakeExchange;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.PollingPeer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Engine.IO protocol, "Handshake": what opens a session, and what is refused how. */
class HandshakeTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    @Test
    void aPollingHandshakeIsAnsweredWithTheOpenPacket() {
        try (EngineBench bench = new EngineBench()) {
            PollingPeer peer = bench.polling();

            assertThat(peer.opening().status()).isEqualTo(200);
            assertThat(peer.opening().contentType()).isEqualTo("text/plain; charset=UTF-8");
            assertThat(peer.opening().answerHeaders()).containsEntry("Cache-Control", "no-store");
            assertThat(peer.opening().body())
                    .isEqualTo("0{\"sid\":\"" + peer.sid() + "\",\"upgrades\":[\"websocket\"],"
                            + "\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}");
            assertThat(peer.sid()).matches("[A-Za-z0-9_-]{20}");
            assertThat(bench.core().size()).isOne();
        }
    }

    @Test
    @Tag("feature:1.13")
    void aWebSocketHandshakeNamesNoUpgrade() {
        try (EngineBench bench = new EngineBench()) {
            FakeWebSocket peer = bench.webSocket();

            String sid = bench.last().session().id();
            assertThat(peer.sent())
                    .containsExactly("0{\"sid\":\"" + sid + "\",\"upgrades\":[],"
                            + "\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}");
            assertThat(bench.last().session().transportKind()).isEqualTo(EngineTransport.WEBSOCKET);
        }
    }

    @Test
    @Tag("feature:1.7")
    void theHandshakeSaysWhatTheOptionsSay() {
        try (EngineBench bench = new EngineBench(options -> options.pingInterval(Duration.ofMillis(300))
                .pingTimeout(Duration.ofMillis(200))
                .allowUpgrades(false))) {
            assertThat(bench.polling().opening().body())
                    .contains("\"upgrades\":[]", "\"pingInterval\":300,", "\"pingTimeout\":200,");
        }
    }

    @Test
    void versionThreeIsOpenedWhereItIsAllowedAndKnowsNoMaxPayload() {
        try (EngineBench bench = new EngineBench(options -> options.allowEngineV3(true))) {
            FakeExchange opening = bench.handle(FakeExchange.get("EIO=3&transport=polling"));

            String open = "0{\"sid\":\"" + bench.last().session().id() + "\",\"upgrades\":[\"websocket\"],"
                    + "\"pingInterval\":25000,\"pingTimeout\":20000}";
            assertThat(opening.body()).isEqualTo(open.length() + ":" + open);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, '', UNKNOWN_TRANSPORT",
        "GET, EIO=4, UNKNOWN_TRANSPORT",
        "GET, EIO=4&transport=tcp, UNKNOWN_TRANSPORT",
        "GET, EIO=4&transport=POLLING, UNKNOWN_TRANSPORT",
        "GET, EIO=4&transport=constructor, UNKNOWN_TRANSPORT",
        "GET, EIO=4&transport=polling&sid=unknown, UNKNOWN_SID",
        "GET, EIO=4&transport=polling&sid=, UNKNOWN_SID",
        "POST, EIO=4&transport=polling&sid=unknown, UNKNOWN_SID",
        "POST, EIO=4&transport=polling, BAD_HANDSHAKE_METHOD",
        "PUT, EIO=4&transport=polling, BAD_HANDSHAKE_METHOD",
        "GET, EIO=4&transport=websocket, BAD_REQUEST",
        "GET, EIO=4&transport=polling&x=%zz, BAD_REQUEST",
        "GET, transport=polling, UNSUPPORTED_PROTOCOL_VERSION",
        "GET, EIO=3&transport=polling, UNSUPPORTED_PROTOCOL_VERSION",
        "GET, EIO=5&transport=polling, UNSUPPORTED_PROTOCOL_VERSION",
        "GET, EIO=04&transport=polling, UNSUPPORTED_PROTOCOL_VERSION",
    })
    @Tag("feature:1.35")
    void whatOpensNoSessionIsRefusedAsNodeDoes(String method, String query, EngineErrorCode code) {
        try (EngineBench bench = new EngineBench()) {
            FakeExchange exchange = bench.handle(FakeExchange.of(method, query));

            assertThat(exchange.status()).isEqualTo(code.status());
            assertThat(exchange.contentType()).isEqualTo("application/json");
            assertThat(exchange.body()).isEqualTo(code.json());
            assertThat(exchange.answerHeaders()).containsEntry("Cache-Control", "no-store");
            assertThat(bench.core().size()).isZero();
        }
    }

    @Test
    @Tag("feature:1.13")
    void aTransportThatIsNotOfferedIsUnknown() {
        try (EngineBench bench = new EngineBench(options -> options.transports(Set.of(EngineTransport.WEBSOCKET)))) {
            assertThat(bench.handle(FakeExchange.get("EIO=4&transport=polling")).body())
                    .isEqualTo("{\"code\":0,\"message\":\"Transport unknown\"}");
            assertThat(bench.webSocket().sent()).hasSize(1);
        }
    }

    @Test
    void aWebSocketRequestForPollingIsABadRequest() {
        try (EngineBench bench = new EngineBench()) {
            FakeExchange exchange = bench.handle(FakeExchange.webSocket("EIO=4&transport=polling"));

            assertThat(exchange.body()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
            assertThat(exchange.isWebSocket()).isFalse();
        }
    }

    @Test
    void aBrokenWebSocketHandshakeLeavesNoSession() {
        try (EngineBench bench = new EngineBench()) {
            bench.handle(FakeExchange.webSocket("EIO=4&transport=websocket").breakHandshake());
            bench.handle(FakeExchange.webSocket("EIO=4&transport=websocket").holdWebSocket());

            assertThat(bench.core().size()).isZero();
        }
    }

    @Test
    void anErrorAnswerRepeatsNothingOfTheRequest() {
        try (EngineBench bench = new EngineBench()) {
            FakeExchange exchange = bench.handle(FakeExchange.get("EIO=4&transport=%3Cscript%3E&sid=%3Cscript%3E"));

            assertThat(exchange.body()).doesNotContain("script");
            assertThat(exchange.answerHeaders().toString()).doesNotContain("script");
        }
    }

    // ---------------------------------------------------------------- opening and the listener

    @Test
    void nothingGoesOutBeforeTheListenerIsThere() {
        try (EngineBench bench = new EngineBench()) {
            FakeExchange opening = FakeExchange.get("EIO=4&transport=polling");
            AtomicBoolean early = new AtomicBoolean();
            bench.onOpen(session -> {
                session.send(List.of(EnginePacket.message(Frame.text("welcome"))));
                early.set(opening.isAnswered());
            });

            bench.handle(opening);

            assertThat(early)
                    .as("a message could have arrived, and nobody was there to take it")
                    .isFalse();
            assertThat(opening.packets())
                    .as("clients look there for the handshake only")
                    .hasSize(1);
            assertThat(bench.handle(FakeExchange.get("EIO=4&transport=polling&sid="
                                    + bench.last().session().id()))
                            .packets())
                    .containsExactly("4welcome");
        }
    }

    @Test
    void aSessionThatEndsWhileItOpensTellsItsListenerAndAnswersItsRequest() {
        for (Consumer<EngineSession> ending : List.<Consumer<EngineSession>>of(
                session -> session.end(EngineCloseReason.FORCED_CLOSE, true),
                session -> session.end(EngineCloseReason.FORCED_CLOSE, false))) {
            try (EngineBench bench = new EngineBench()) {
                bench.onOpen(ending);

                FakeExchange opening = bench.handle(FakeExchange.get("EIO=4&transport=polling"));
                FakeWebSocket peer = bench.webSocket();

                assertThat(opening.isAnswered()).isTrue();
                assertThat(peer.closeCode()).isNotNull();
                assertThat(bench.last().closes()).containsExactly(EngineCloseReason.FORCED_CLOSE);
                assertThat(bench.time().queue().size()).as("armed deadlines").isZero();
                assertThat(bench.core().size()).isZero();
            }
        }
    }

    @Test
    void aSessionThatIsClosedWhileItOpensIsOpenedFirst() {
        try (EngineBench bench = new EngineBench()) {
            bench.onOpen(session -> session.close(EngineCloseReason.FORCED_CLOSE));

            FakeWebSocket webSocket = bench.webSocket();
            assertThat(webSocket.sent()).singleElement().asString().startsWith("0{");
            assertThat(webSocket.closeCode()).isEqualTo(1000);
            assertThat(bench.last().closes()).containsExactly(EngineCloseReason.FORCED_CLOSE);

            PollingPeer polling = bench.polling();
            assertThat(polling.poll().body()).isEqualTo("1");
            assertThat(bench.last().closes()).containsExactly(EngineCloseReason.FORCED_CLOSE);
        }
    }

    /** Some listen to messages only after they have learned of the opening. */
    @Test
    void theFirstMessageOnAWebSocketOfVersionThreeWaitsAMoment() {
        try (EngineBench v3 = new EngineBench(options -> options.allowEngineV3(true))) {
            FakeWebSocket peer = v3.handle(FakeExchange.webSocket("EIO=3&transport=websocket"))
                    .socket();
            v3.time().advance(Duration.ofMillis(4));
            assertThat(peer.sent()).isEmpty();
            v3.time().advance(Duration.ofMillis(1));
            assertThat(peer.sent()).singleElement().asString().startsWith("0{");
        }
    }

    @Test
    void afterCloseNoSessionIsOpened() {
        EngineBench bench = new EngineBench();
        FakeWebSocket open = bench.webSocket();

        bench.core().close();

        assertThat(open.closeCode()).isEqualTo(1000);
        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.SERVER_SHUTTING_DOWN);
        FakeExchange late = bench.handle(FakeExchange.get("EIO=4&transport=polling"));
        assertThat(late.status()).isEqualTo(503);
        assertThat(late.answerHeaders()).containsKey("Retry-After");
        assertThat(bench.handle(FakeExchange.webSocket("EIO=4&transport=websocket"))
                        .isWebSocket())
                .isFalse();
        bench.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/engine.io/, true",
        "/engine.io, true",
        "/engine.io/x, false",
        "/engine.iox, false",
        "/engine, false",
        "/, false",
        "/other/engine.io/, false",
    })
    void thePathIsOursWithAndWithoutItsLastSlash(String path, boolean ours) {
        try (EngineBench bench = new EngineBench()) {
            assertThat(bench.core().owns(path)).isEqualTo(ours);
        }
    }

    @Test
    void theSmallestIntervalsAllowedCanBeSaidInAHandshake() {
        EngineServerOptions smallest = EngineServerOptions.of(
                options -> options.pingInterval(Duration.ofMillis(1)).pingTimeout(Duration.ofMillis(1)));
        assertThat(smallest.pingInterval()).isEqualTo(Duration.ofMillis(1));
        try (EngineBench bench = new EngineBench(
                options -> options.pingInterval(Duration.ofMillis(1)).pingTimeout(Duration.ofMillis(1)))) {
            assertThat(bench.polling().opening().status()).isEqualTo(200);
        }
    }
}
