package io.jettio.server.internal.socketio;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static io.jettio.server.internal.fixture.SocketIoBench.awaitSent;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.ConnectRefused;
import io.jettio.server.Socket;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.SocketIoBench;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is not let into a namespace, and is told why. */
class ConnectRefusalTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final SocketIoBench bench = new SocketIoBench(options -> options.maxNamespaces(3));
    private final List<Socket> joined = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        bench.close();
    }

    record Auth(String token) {}

    @Test
    @Tag("feature:3.16")
    void anUnknownNamespaceIsRefusedAndTheConnectionLives() {
        FakeWebSocket peer = bench.open().receive("40/nope,");
        awaitSent(peer, "44/nope,{\"message\":\"Invalid namespace\"}");

        peer.forgetSent().receive("40");
        eventually(() -> assertThat(peer.sent()).hasSize(1));
        assertThat(peer.sent().get(0)).startsWith("40{");
    }

    @Test
    void whoJoinsAndLeavesFasterThanItsHandlersReturnGathersNoMoreOfThem() {
        SocketIoBench one = new SocketIoBench(options -> options.maxNamespaces(1));
        one.io().onConnection(socket -> {
            joined.add(socket);
            release.await();
        });
        FakeWebSocket peer = one.open().receive("40");
        eventually(() -> assertThat(joined).hasSize(1));
        peer.receive("41").receive("40");
        eventually(() -> assertThat(joined).hasSize(2));

        peer.receive("41").receive("40");

        eventually(() -> assertThat(peer.sent()).contains("44{\"message\":\"Too many namespaces\"}"));
        assertThat(joined).as("twice as many as namespaces are allowed").hasSize(2);
        release.countDown();
        one.close();
    }

    @Test
    void oneNamespaceTooManyIsRefusedAndTheOthersLive() {
        List.of("a", "b", "c").forEach(bench.io()::of);
        FakeWebSocket peer = bench.open().receive("40").receive("40/a,").receive("40/b,");
        eventually(() -> assertThat(peer.sent()).hasSize(3));

        peer.forgetSent().receive("40/c,");
        awaitSent(peer, "44/c,{\"message\":\"Too many namespaces\"}");

        peer.forgetSent().receive("41/a,").receive("40/c,");
        eventually(() -> assertThat(peer.sent()).hasSize(1));
        assertThat(peer.sent().get(0)).startsWith("40/c,{\"sid\":");
    }

    /** And packets for those that ended last are ignored, as the client may not know yet. */
    @Test
    void namespacesThatTheServerEndedDoNotCount() {
        FakeWebSocket peer = bench.join();
        for (int i = 0; i < 20; i++) {
            String name = "/match" + i;
            bench.io().of(name);
            peer.forgetSent().receive("40" + name + ",");
            eventually(() -> assertThat(peer.sent()).hasSize(1));
            assertThat(peer.sent().get(0)).startsWith("40" + name + ",{\"sid\":");

            bench.io().of(name).disconnectSockets(false);

            eventually(() -> assertThat(peer.sent()).hasSize(2));
            assertThat(peer.sent().get(1)).isEqualTo("41" + name + ",");
            peer.receive("42" + name + ",[\"late\"]");
        }
        peer.receive("42/match18,[\"late\"]").receive("41/match19,");
        assertThat(peer.isAborted()).isFalse();
    }

    @Test
    @Tag("feature:2.3")
    @Tag("feature:3.23")
    void aRefusalOfAMiddlewareCarriesItsData() {
        AtomicBoolean second = new AtomicBoolean();
        bench.io().use(request -> {
            if (request.auth(Auth.class) == null) {
                throw new ConnectRefused("not authorized", Map.of("code", 7));
            }
        });
        bench.io().use(request -> second.set(true));
        bench.io().onConnection(joined::add);
        FakeWebSocket peer = bench.open().receive("40");

        awaitSent(peer, "44{\"message\":\"not authorized\",\"data\":{\"code\":7}}");
        assertThat(second).as("the next middleware is not asked").isFalse();
        assertThat(joined).isEmpty();

        peer.forgetSent().receive("40{\"token\":\"abc\"}");
        eventually(() -> assertThat(joined).hasSize(1));
        assertThat(second).isTrue();
    }

    @Test
    void aRefusalWithoutDataHasNone() {
        bench.io().use(request -> {
            throw new ConnectRefused("no");
        });
        awaitSent(bench.open().receive("40"), "44{\"message\":\"no\"}");
    }

    @Test
    void aMiddlewareThatFailsRefusesWithoutSayingWhy() {
        log.expect("a middleware failed");
        bench.io().use(request -> {
            throw request.namespace().equals("/") ? new IllegalStateException("secret") : new Exception();
        });
        awaitSent(bench.open().receive("40"), "44{\"message\":\"Internal server error\"}");
    }

    @Test
    void aMiddlewareThatFailsWithAnErrorRefusesToo() {
        log.expect("a middleware failed");
        bench.io().use(request -> {
            throw new AssertionError("secret");
        });
        awaitSent(bench.open().receive("40"), "44{\"message\":\"Internal server error\"}");
    }

    @Test
    void anAuthThatDoesNotFitIsRefusedAsSuch() {
        bench.io().use(request -> request.auth(Auth.class));
        awaitSent(bench.open().receive("40{\"token\":[]}"), "44{\"message\":\"Invalid auth\"}");
    }

    @Test
    void aRefusalWhoseDataCannotBeMappedStillRefuses() {
        log.expect("the data of a refusal");
        bench.io().use(request -> {
            throw new ConnectRefused("no", Double.NaN);
        });
        awaitSent(bench.open().receive("40"), "44{\"message\":\"no\"}");
    }

    @Test
    @Tag("feature:3.22")
    void aMiddlewareMayRefuseAndTheNextConnectIsJudgedAnew() {
        AtomicBoolean open = new AtomicBoolean();
        bench.io().use(request -> {
            if (!open.get()) {
                throw new ConnectRefused("closed");
            }
        });
        FakeWebSocket peer = bench.open().receive("40");
        awaitSent(peer, "44{\"message\":\"closed\"}");
        open.set(true);

        peer.forgetSent().receive("40");

        eventually(() -> assertThat(peer.sent()).hasSize(1));
        assertThat(peer.sent().get(0)).startsWith("40{");
    }
}
