package io.jettio.server.internal.socketio;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static io.jettio.server.internal.fixture.SocketIoBench.awaitSent;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.ConnectRefused;
import io.jettio.server.Socket;
import io.jettio.server.data.DataKey;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.SocketIoBench;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Middlewares that judge a connection later. */
class AsyncMiddlewareTest {
    private static final DataKey<String> USER = DataKey.of("user", String.class);

    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final SocketIoBench bench = new SocketIoBench();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> decision = new CompletableFuture<>();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    @Tag("feature:3.25")
    void middlewaresJudgeInOrderTheAsynchronousOnesToo() {
        bench.io().use(request -> told.add("1"));
        bench.io().useAsync(request -> {
            told.add("2");
            return decision.thenAccept(name -> request.data().put(USER, name));
        });
        bench.io().use(request -> told.add("3 " + request.data().require(USER)));
        bench.io().onConnection(socket -> told.add("joined " + socket.data().require(USER)));

        FakeWebSocket peer = bench.open().receive("40");
        eventually(() -> assertThat(told).containsExactly("1", "2"));
        assertThat(peer.sent()).isEmpty();
        decision.complete("ada");

        eventually(() -> assertThat(told).containsExactly("1", "2", "3 ada", "joined ada"));
        assertThat(peer.sent()).singleElement().asString().startsWith("40{\"sid\"");
    }

    @Test
    void aLateRefusalCarriesItsDataAndReallyRefuses() {
        bench.io()
                .useAsync(request -> decision.thenAccept(name -> {
                    // never, it is refused
                }));
        bench.io().use(request -> told.add("not asked"));
        bench.io().onConnection(socket -> told.add("joined"));

        FakeWebSocket peer = bench.open().receive("40");
        decision.completeExceptionally(new ConnectRefused("no entry", Map.of("code", 3)));

        awaitSent(peer, "44{\"message\":\"no entry\",\"data\":{\"code\":3}}");
        peer.receive("42[\"x\"]");
        eventually(() -> assertThat(peer.isAborted() || peer.closeCode() != null)
                .as("a packet for what it has not joined")
                .isTrue());
        assertThat(told).isEmpty();
        assertThat(bench.io().of("/").sockets()).isEmpty();
    }

    @Test
    void aRefusalAtOnceIsOneToo() {
        bench.io().useAsync(request -> {
            throw new ConnectRefused("at once");
        });
        awaitSent(bench.open().receive("40"), "44{\"message\":\"at once\"}");
    }

    @Test
    void aStageThatFailsRefusesWithoutSayingWhy() {
        log.expect("a middleware failed; the connection is refused");
        bench.io().useAsync(request -> CompletableFuture.failedStage(new IllegalStateException("secret")));
        awaitSent(bench.open().receive("40"), "44{\"message\":\"Internal server error\"}");
    }

    @Test
    @Tag("feature:3.25")
    void noHandlerThreadWaitsWhileAMiddlewareJudges() {
        bench.io().useAsync(request -> decision);
        for (int i = 0; i < 300; i++) {
            bench.open().receive("40");
        }
        bench.io().of("/free").onConnection(socket -> told.add("joined"));
        bench.open().receive("40/free,");

        eventually(() -> assertThat(told).containsExactly("joined"));
        decision.complete("go");
        eventually(() -> assertThat(bench.io().of("/").sockets()).hasSize(300));
    }

    @Test
    void aClientThatGoesWhileAMiddlewareJudgesIsNotLetIn() {
        bench.io().useAsync(request -> decision);
        bench.io().onConnection(socket -> told.add("joined"));
        FakeWebSocket peer = bench.open().receive("40");

        peer.closeByPeer();
        decision.complete("go");
        bench.join();

        eventually(() -> assertThat(told).containsExactly("joined"));
    }

    @Test
    void whoJudgesForEverIsEndedByTheConnectTimeout() {
        bench.io().useAsync(request -> decision);
        FakeWebSocket peer = bench.open().receive("40");
        bench.time().advance(Duration.ofSeconds(10));
        assertThat(peer.isAborted() || peer.closeCode() != null).isFalse();
        for (int i = 0; i < 4; i++) {
            bench.time().advance(Duration.ofSeconds(10));
            peer.receive("3");
        }
        eventually(
                () -> assertThat(peer.isAborted() || peer.closeCode() != null).isTrue());
    }

    @Test
    @Tag("feature:3.88")
    void whatAMiddlewareKeepsIsTheSocketsFromTheBeginning() {
        List<Socket> joined = new CopyOnWriteArrayList<>();
        bench.io().use(request -> request.data().put(USER, "bob"));
        bench.io().onConnection(joined::add);
        bench.open().receive("40");
        eventually(() -> assertThat(joined).hasSize(1));
        assertThat(joined.get(0).data().toMap()).isEqualTo(Map.of("user", "bob"));
    }
}
