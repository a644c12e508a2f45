package io.jettio.server.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.Frame;
import io.jettio.server.engine.ConnectionError;
import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.engine.EngineTransport;
import io.jettio.server.internal.fixture.Eventually;
import io.jettio.server.internal.fixture.SteppedTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code drain}: nobody new, nobody cut off, and an end. */
class DrainTest {
    private final SteppedTime time = new SteppedTime();
    private final BlockingQueue<ConnectionError> errors = new LinkedBlockingQueue<>();
    private final List<EngineCloseReason> closes = new CopyOnWriteArrayList<>();

    private EngineOnJetty jetty() {
        EngineOnJetty jetty = new EngineOnJetty(
                time, o -> o.drainTimeout(Duration.ofSeconds(8)).connectionErrors(errors::add));
        jetty.onConnection(socket -> {
            socket.onMessage((Frame message) -> socket.send(message));
            socket.onClose(closes::add);
        });
        return jetty;
    }

    @ParameterizedTest
    @EnumSource
    @Tag("feature:3.3")
    void handshakesAreRefusedWith503(EngineTransport transport) throws InterruptedException {
        try (EngineOnJetty jetty = jetty()) {
            RawPeer open = jetty.openWebSocket();
            CompletableFuture<Integer> drained = jetty.engine().drain();
            Answer answer = jetty.handshake(transport);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            assertThat(errors.poll(20, TimeUnit.SECONDS).context()).isEqualTo(ConnectionError.Context.SHUTTING_DOWN);
            assertThat(drained).isNotDone();
            open.close();
        }
    }

    @Test
    @Tag("feature:3.3")
    void openSessionsGoOnUntilTheyEndThemselves() {
        try (EngineOnJetty jetty = jetty()) {
            RawPeer webSocket = jetty.openWebSocket();
            String sid = jetty.openPolling();
            CompletableFuture<Integer> drained = jetty.engine().drain();
            assertThat(webSocket.sendText("4still here").readText()).isEqualTo("4still here");
            assertThat(jetty.post(sid, "4me too").body()).isEqualTo("ok");
            assertThat(jetty.request("GET", EngineOnJetty.POLLING + "&sid=" + sid)
                            .body())
                    .isEqualTo("4me too");
            webSocket.close();
            RawPeer leaving = jetty.peer().post(EngineOnJetty.POLLING + "&sid=" + sid, "1");
            Eventually.eventually(time, () -> assertThat(leaving.hasAnswer()).isTrue());
            assertThat(drained).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(0);
            assertThat(closes).hasSize(2).doesNotContain(EngineCloseReason.SERVER_SHUTTING_DOWN);
        }
    }

    @Test
    @Tag("feature:3.3")
    void whoIsLeftAfterTheTimeIsClosedAndCounted() {
        try (EngineOnJetty jetty = jetty()) {
            RawPeer first = jetty.openWebSocket();
            RawPeer second = jetty.openWebSocket();
            CompletableFuture<Integer> drained = jetty.engine().drain();
            time.advance(Duration.ofMillis(7_950));
            assertThat(first.sendText("4in time").readText()).isEqualTo("4in time");
            assertThat(drained).isNotDone();
            time.advance(Duration.ofMillis(50));
            assertThat(first.readText()).isNull();
            assertThat(second.readText()).isNull();
            assertThat(drained).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(2);
            EngineOnJetty.eventually(() -> assertThat(closes).hasSize(2));
            assertThat(closes).containsOnly(EngineCloseReason.SERVER_SHUTTING_DOWN);
        }
    }

    @Test
    void withoutSessionsItEndsAtOnce() {
        try (EngineOnJetty jetty = jetty()) {
            assertThat(jetty.engine().drain())
                    .succeedsWithin(Duration.ofSeconds(20))
                    .isEqualTo(0);
        }
    }

    @Test
    void aSecondDrainIsTheFirst() {
        try (EngineOnJetty jetty = jetty()) {
            RawPeer open = jetty.openWebSocket();
            assertThat(jetty.engine().drain()).isSameAs(jetty.engine().drain());
            open.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHandshakeThatIsBeingJudgedIsRefusedToo(EngineTransport transport) throws InterruptedException {
        BlockingQueue<CompletableFuture<Boolean>> checks = new LinkedBlockingQueue<>();
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.allowRequestAsync(request -> {
            CompletableFuture<Boolean> check = new CompletableFuture<>();
            checks.add(check);
            return check;
        }))) {
            RawPeer open = jetty.peer().webSocket(EngineOnJetty.WEBSOCKET);
            checks.poll(20, TimeUnit.SECONDS).complete(true);
            assertThat(open.answer().status()).isEqualTo(101);
            jetty.socket();
            RawPeer judged = transport == EngineTransport.POLLING
                    ? jetty.peer().request("GET", EngineOnJetty.POLLING)
                    : jetty.peer().webSocket(EngineOnJetty.WEBSOCKET);
            CompletableFuture<Boolean> check = checks.poll(20, TimeUnit.SECONDS);
            CompletableFuture<Integer> drained = jetty.engine().drain();
            check.complete(true);
            assertThat(judged.answer().status()).isEqualTo(503);
            assertThat(drained).isNotDone();
        }
    }
}
