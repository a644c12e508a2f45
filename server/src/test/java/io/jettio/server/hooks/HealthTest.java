package io.jettio.server.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.SocketIoServer;
import io.jettio.server.engine.Cors;
import io.jettio.server.engine.EngineServer;
import io.jettio.server.engine.EngineServerOptions;
import io.jettio.server.engine.EngineTransport;
import io.jettio.server.jetty.HealthHandler;
import io.jettio.server.observe.ServerHealth;
import io.jettio.server.observe.ServerObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What load balancers are told, and when it changes. */
@Tag("feature:6.7")
class HealthTest {
    private static final String READY =
            "{\"state\":\"accepting\",\"connections\":0,\"mostQueuedBytes\":0,\"mostQueuedPackets\":0}";

    private static EngineOnJetty mounted(Consumer<EngineServerOptions.Builder> options) {
        EngineServer engine = EngineServer.create(options);
        return new EngineOnJetty(engine, handler -> new HealthHandler(engine, "/health", handler));
    }

    @Test
    void aServerThatTakesHandshakesIsReady() {
        try (EngineOnJetty jetty = mounted(options -> {})) {
            Answer answer = jetty.request("GET", "/health");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(READY);
            assertThat(answer.header("Content-Type")).isEqualTo("application/json");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        }
    }

    @Test
    void connectionsAreCounted() {
        try (EngineOnJetty jetty = mounted(options -> {})) {
            jetty.openWebSocket();
            jetty.openPolling();
            assertThat(jetty.request("GET", "/health").body()).contains("\"connections\":2,");
            assertThat(jetty.engine().health().connections()).isEqualTo(2);
            assertThat(jetty.engine().health().isReady()).isTrue();
        }
    }

    @Test
    void whatWaitsForTheWorstConnectionIsTold() {
        try (EngineOnJetty jetty = mounted(options -> {})) {
            jetty.openPolling();
            jetty.socket().send("12345"); // nobody polls
            jetty.socket().send("678");
            jetty.openWebSocket();
            EngineOnJetty.eventually(
                    () -> { // the answers to the handshakes are written
                        ServerHealth health = jetty.engine().health();
                        assertThat(health.mostQueuedBytes()).isEqualTo(8);
                        assertThat(health.mostQueuedPackets()).isEqualTo(2);
                    });
        }
    }

    @ParameterizedTest
    @EnumSource
    void healthTurnsBeforeADrainRefusesItsFirstHandshake(EngineTransport transport) {
        List<Object> seen = new CopyOnWriteArrayList<>();
        AtomicReference<EngineOnJetty> jetty = new AtomicReference<>();
        try (EngineOnJetty running = mounted(options -> options.observer(new ServerObserver() {
            @Override
            public void draining() {
                EngineOnJetty asked = jetty.get();
                seen.add(asked.request("GET", "/health").status());
                seen.add(asked.engine().health().state());
                seen.add(asked.handshake(transport).status());
            }
        }))) {
            jetty.set(running);
            running.openWebSocket();
            assertThat(running.request("GET", "/health").status()).isEqualTo(200);

            CompletableFuture<Integer> drained = running.engine().drain();

            int taken = transport == EngineTransport.POLLING ? 200 : 101;
            assertThat(seen).containsExactly(503, ServerHealth.State.DRAINING, taken);
            assertThat(running.handshake(transport).status()).isEqualTo(503);
            Answer answer = running.request("GET", "/health");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).startsWith("{\"state\":\"draining\",");
            assertThat(drained).isNotDone();
        }
    }

    @Test
    void aClosedServerIsNotReady() {
        try (EngineOnJetty jetty = mounted(options -> {})) {
            jetty.engine().close();
            Answer answer = jetty.request("GET", "/health");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).startsWith("{\"state\":\"closed\",");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/", "/health/more", "/healthy", "/", "/Health"})
    void otherPathsAreSomebodyElses(String path) {
        try (EngineOnJetty jetty = mounted(options -> {})) {
            assertThat(jetty.request("GET", path).status()).isEqualTo(404);
        }
    }

    @Test
    void noOtherSiteCanReadIt() {
        try (EngineOnJetty jetty = mounted(options -> options.cors(Cors.anyOrigin()))) {
            Answer answer = jetty.request("GET", "/health", "Origin: http://other.example");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("Access-Control"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE"})
    void nothingButReadingIsAllowed(String method) {
        try (EngineOnJetty jetty = mounted(options -> {})) {
            Answer answer = jetty.request(method, "/health", "Origin: http://other.example");
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.header("Allow")).isEqualTo("GET, HEAD");
            assertThat(answer.body()).isEmpty();
            assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("Access-Control"));
        }
    }

    @Test
    void listeningAloneItIsAnOption() {
        try (SocketIoServer io =
                SocketIoServer.create(options -> options.health("/ready")).listen("127.0.0.1", 0)) {
            try (RawPeer peer = new RawPeer(io.port())) {
                Answer answer = peer.request("GET", "/ready").answer();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo(READY);
            }
            try (RawPeer peer = new RawPeer(io.port())) {
                assertThat(peer.request("GET", "/health").answer().status()).isEqualTo(404);
            }
        }
    }

    @Test
    void withoutTheOptionThereIsNone() {
        try (EngineServer engine = EngineServer.create(options -> {}).listen("127.0.0.1", 0);
                RawPeer peer = new RawPeer(engine.port())) {
            assertThat(peer.request("GET", "/health").answer().status()).isEqualTo(404);
        }
    }

    @Test
    void manyWhoAskLookAtTheConnectionsOnceASecond() {
        try (EngineOnJetty jetty = mounted(options -> {})) {
            assertThat(jetty.request("GET", "/health").body()).isEqualTo(READY);
            jetty.openWebSocket();
            // A figure of the second before, or of now; but after a second it is of now.
            EngineOnJetty.eventually(
                    () -> assertThat(jetty.request("GET", "/health").body()).contains("\"connections\":1,"));
        }
    }

    @Test
    void aDrainThatNobodyHoldsUpEnds() {
        try (EngineOnJetty jetty = mounted(options -> {})) {
            assertThat(jetty.engine().drain())
                    .succeedsWithin(Duration.ofSeconds(20))
                    .isEqualTo(0);
            assertThat(jetty.engine().health().state()).isEqualTo(ServerHealth.State.CLOSED);
        }
    }
}
