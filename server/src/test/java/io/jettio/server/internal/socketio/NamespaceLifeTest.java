package io.jettio.server.internal.socketio;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static io.jettio.server.internal.fixture.SocketIoBench.awaitSent;
import static io.jettio.server.internal.socketio.DynamicNamespaceTest.joined;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.server.ConnectRefused;
import io.jettio.server.DynamicNamespace;
import io.jettio.server.Namespace;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.SocketIoBench;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Namespaces come and go, while clients come and go. */
class NamespaceLifeTest {
    private static final String INVALID = "{\"message\":\"Invalid namespace\"}";

    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final SocketIoBench bench = new SocketIoBench(options -> options.maxDynamicNamespaces(2));
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Boolean> verdict = new CompletableFuture<>();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        bench.close();
    }

    @Test
    @Tag("feature:3.14")
    void aChildIsRemovedWithItsLastSocket() {
        DynamicNamespace any = bench.io().ofAny();
        FakeWebSocket first = joined(bench, "/a");
        FakeWebSocket second = joined(bench, "/a");
        first.receive("41/a,");
        eventually(() ->
                assertThat(bench.io().namespace("/a").orElseThrow().sockets()).hasSize(1));
        second.closeByPeer();
        eventually(() -> assertThat(any.children()).isEmpty());
        assertThat(bench.io().namespace("/a")).isEmpty();
        joined(bench, "/a");
        assertThat(any.children()).hasSize(1);
    }

    @Test
    void aChildWhoseFirstClientIsRefusedIsRemoved() {
        DynamicNamespace any = bench.io().ofAny();
        any.use(request -> {
            throw new ConnectRefused("no");
        });
        for (int i = 0; i < 4; i++) {
            awaitSent(bench.open().receive("40/" + i + ","), "44/" + i + ",{\"message\":\"no\"}");
            eventually(() -> assertThat(any.children()).isEmpty());
        }
    }

    @Test
    void aChildWhoseOnlyClientGoesWhileAMiddlewareHangsIsRemoved() {
        DynamicNamespace any = bench.io().ofAny();
        any.useAsync(request -> verdict);
        FakeWebSocket peer = bench.open().receive("40/a,");
        eventually(() -> assertThat(any.children()).hasSize(1));
        peer.closeByPeer();
        eventually(() -> assertThat(any.children()).isEmpty());
    }

    @Test
    void emptyChildrenStayWhereTheOptionOrOfSaysSo() {
        bench.io().ofAny();
        FakeWebSocket peer = joined(bench, "/a");
        Namespace kept = bench.io().of("/a");
        peer.closeByPeer();
        eventually(() -> assertThat(kept.sockets()).isEmpty());
        assertThat(bench.io().namespace("/a")).contains(kept);

        try (SocketIoBench keeping = new SocketIoBench(options -> options.cleanupEmptyChildNamespaces(false))) {
            DynamicNamespace any = keeping.io().ofAny();
            FakeWebSocket there = joined(keeping, "/a");
            Namespace child = keeping.io().namespace("/a").orElseThrow();
            there.closeByPeer();
            eventually(() -> assertThat(child.sockets()).isEmpty());
            joined(keeping, "/a");
            assertThat(any.children()).containsExactly(child);
        }
    }

    @Test
    @Tag("feature:3.14")
    void oneDynamicNamespaceTooManyIsRefusedUntilOneIsEmpty() {
        DynamicNamespace any = bench.io().ofAny();
        FakeWebSocket one = joined(bench, "/1");
        joined(bench, "/2");
        FakeWebSocket third = bench.open();
        awaitSent(third.receive("40/3,"), "44/3,{\"message\":\"Too many dynamic namespaces\"}");
        joined(bench, "/2");
        bench.io().of("/declared");
        joined(bench, "/declared");

        one.receive("41/1,");
        eventually(() -> assertThat(any.children()).hasSize(1));
        third.forgetSent().receive("40/3,");
        eventually(() -> assertThat(third.sent()).singleElement().asString().startsWith("40/3,{"));
    }

    @Test
    @Tag("feature:3.10")
    void closingDisconnectsTheSocketsAndRefusesWhoComesLater() {
        Namespace namespace = bench.io().of("/a");
        namespace.onConnection(socket -> socket.onDisconnect(reason -> told.add(reason.toString())));
        FakeWebSocket peer = joined(bench, "/a");

        namespace.close();
        namespace.close();

        awaitSent(peer, "41/a,");
        eventually(() -> assertThat(told).hasSize(1));
        awaitSent(peer.forgetSent().receive("42/a,[\"ignored\"]").receive("40/a,"), "44/a," + INVALID);
        assertThat(namespace.emit("x").accepted()).isZero();
        assertThat(bench.io().namespace("/a")).isEmpty();
        assertThat(bench.io().of("/a")).isNotSameAs(namespace);
        joined(bench, "/a");
        assertThatThrownBy(() -> bench.io().of("/").close()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closingRefusesWhoIsBeingJudged() {
        Namespace namespace = bench.io().of("/a");
        namespace.useAsync(request -> verdict.whenComplete((yes, no) -> told.add("judged")));
        namespace.onConnection(socket -> told.add("joined"));
        FakeWebSocket peer = bench.open().receive("40/a,");
        eventually(() -> assertThat(verdict.getNumberOfDependents()).isOne());

        namespace.close();
        awaitSent(peer, "44/a," + INVALID);
        verdict.complete(true);
        bench.join();
        assertThat(told).containsExactly("judged");
        assertThat(peer.sent()).hasSize(1);
    }

    @Test
    void aClosedDynamicNamespaceTakesItsChildrenAlongAndMakesNoMore() {
        DynamicNamespace any = bench.io().ofAny();
        FakeWebSocket peer = joined(bench, "/a");
        any.close();
        awaitSent(peer, "41/a,");
        awaitSent(bench.open().receive("40/b,"), "44/b," + INVALID);
        assertThat(any.children()).isEmpty();
        assertThat(bench.io().ofAny()).isNotSameAs(any);
    }

    @Test
    void twoFirstConnectsAtOnceMakeOneNamespace() {
        bench.io().ofMatchingAsync((name, handshake) -> verdict);
        bench.io().onNewNamespace(namespace -> {
            told.add(namespace.name());
            namespace.onConnection(socket -> told.add("joined"));
        });
        for (int i = 0; i < 20; i++) {
            bench.open().receive("40/a,");
        }
        eventually(() -> assertThat(verdict.getNumberOfDependents()).isEqualTo(20));
        verdict.complete(true);
        eventually(() -> assertThat(told).hasSize(21));
        assertThat(told).startsWith("/a").filteredOn("/a"::equals).hasSize(1);
        assertThat(bench.io().namespace("/a").orElseThrow().sockets()).hasSize(20);
    }

    @Test
    void nobodyIsLetInBeforeTheListenersForNewNamespacesHaveReturned() {
        bench.io().ofAny();
        bench.io().onNewNamespace(namespace -> {
            told.add("new");
            release.await();
            namespace.onConnection(socket -> told.add("joined"));
        });
        FakeWebSocket first = bench.open().receive("40/a,");
        eventually(() -> assertThat(told).containsExactly("new"));
        FakeWebSocket second = bench.open().receive("40/a,");
        bench.join();
        assertThat(first.sent()).isEmpty();
        assertThat(second.sent()).isEmpty();
        release.countDown();
        eventually(() -> assertThat(told).containsExactly("new", "joined", "joined"));
    }

    @Test
    void aClientThatComesWhileTheLastOneLeavesIsAlwaysLetIn() {
        DynamicNamespace any = bench.io().ofAny();
        FakeWebSocket peer = bench.open();
        FakeWebSocket other = bench.open();
        for (int i = 1; i <= 300; i++) {
            int times = i;
            peer.receive("40/a,");
            eventually(() -> assertThat(peer.sent()).hasSize(times));
            peer.receive("41/a,"); // its lane ends while the other one asks
            other.receive("40/a,");
            eventually(() -> assertThat(other.sent()).hasSize(times));
            other.receive("41/a,");
        }
        assertThat(peer.sent()).allMatch(frame -> frame.startsWith("40/a,{"));
        assertThat(other.sent()).allMatch(frame -> frame.startsWith("40/a,{"));
        eventually(() -> assertThat(any.children()).isEmpty());
    }

    @Test
    void aPredicateThatAnswersAfterTheConnectionEndedMakesNothing() {
        DynamicNamespace some = bench.io().ofMatchingAsync((name, handshake) -> verdict);
        bench.io().onNewNamespace(namespace -> told.add(namespace.name()));
        FakeWebSocket peer = bench.open().receive("40/a,");
        eventually(() -> assertThat(verdict.getNumberOfDependents()).isOne());
        peer.closeByPeer();
        assertThat(bench.time().queue().size()).isZero();
        verdict.complete(true);
        bench.join();
        assertThat(some.children()).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void aPredicateThatFailsRefusesWithoutSayingWhy() {
        log.expect("the predicate of a dynamic namespace failed");
        bench.io().ofMatching((name, handshake) -> {
            if (name.equals("/refused")) {
                throw new ConnectRefused("not for you");
            }
            throw new IllegalStateException("secret");
        });
        awaitSent(bench.open().receive("40/refused,"), "44/refused,{\"message\":\"not for you\"}");
        awaitSent(bench.open().receive("40/a,"), "44/a,{\"message\":\"Internal server error\"}");
    }

    @Test
    void aPredicateThatHangsIsEndedByTheConnectTimeout() {
        bench.io().ofMatchingAsync((name, handshake) -> verdict);
        FakeWebSocket lonely = bench.open().receive("40/a,");
        eventually(() -> assertThat(verdict.getNumberOfDependents()).isOne());
        bench.time().advance(Duration.ofSeconds(10));
        FakeWebSocket joined = bench.join().receive("40/a,");
        eventually(() -> assertThat(verdict.getNumberOfDependents()).isEqualTo(2));

        bench.time().advance(Duration.ofSeconds(12));
        joined.receive("3");
        bench.time().advance(Duration.ofSeconds(20));
        joined.receive("3");
        bench.time().advance(Duration.ofSeconds(13));
        eventually(() ->
                assertThat(lonely.isAborted() || lonely.closeCode() != null).isTrue());
        eventually(() -> assertThat(joined.sent()).contains("44/a,{\"message\":\"Connect timeout\"}"));
        verdict.complete(true);
        bench.join();
        assertThat(joined.sent()).noneMatch(frame -> frame.startsWith("40/a"));
    }

    @Test
    void aSecondConnectWhileAPredicateJudgesBreaksTheProtocol() {
        bench.io().ofMatchingAsync((name, handshake) -> verdict);
        FakeWebSocket peer = bench.open().receive("40/a,").receive("40/a,");
        eventually(
                () -> assertThat(peer.isAborted() || peer.closeCode() != null).isTrue());
        verdict.complete(true);
    }
}
