package io.jettio.server.internal.socketio;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.ConnectRefused;
import io.jettio.server.Socket;
import io.jettio.server.adapter.RecoveryOptions;
import io.jettio.server.data.DataKey;
import io.jettio.server.engine.OutboundPolicy;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.RecoveringClient;
import io.jettio.server.internal.fixture.SocketIoBench;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients that come back, and the middlewares that they meet. */
@Tag("feature:3.89")
class RecoveryAdmissionTest {
    private static final DataKey<String> USER = DataKey.of("user", String.class);

    private SocketIoBench bench = bench(RecoveryOptions.DEFAULTS.withMaxEvents(50));
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger judged = new AtomicInteger();
    private volatile CompletableFuture<Void> verdict = CompletableFuture.completedFuture(null);

    private static SocketIoBench bench(RecoveryOptions options) {
        return new SocketIoBench(builder -> builder.recovery(options));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private RecoveringClient join() {
        bench.io().useAsync(request -> {
            judged.incrementAndGet();
            request.data().computeIfAbsent(USER, () -> "judge " + judged.get());
            return verdict;
        });
        bench.io().onConnection(sockets::add);
        RecoveringClient client = new RecoveringClient(bench);
        eventually(() -> assertThat(sockets).hasSize(1));
        return client;
    }

    private void lose(RecoveringClient client) {
        client.lose();
        RecoveryTest.awaitGone(bench, client);
    }

    private void awaitJudged(int times) {
        eventually(() -> assertThat(judged).hasValue(times));
    }

    @Test
    void whatIsSentWhileMiddlewaresJudgeIsNotLost() {
        RecoveringClient client = join();
        lose(client);
        bench.io().emit("before");
        verdict = new CompletableFuture<>();
        client.ask();
        awaitJudged(2);
        bench.io().emit("meanwhile");
        bench.io().to(client.sid()).emit("to it alone");
        verdict.complete(null);
        client.connected();
        bench.io().emit("after");
        assertThat(client.recovered()).isTrue();
        assertThat(client.take(4))
                .containsExactly("42[\"before\"]", "42[\"meanwhile\"]", "42[\"to it alone\"]", "42[\"after\"]");
        eventually(() -> assertThat(sockets).hasSize(2));
        assertThat(sockets.get(1).data().require(USER))
                .as("the old data, which the middleware has seen")
                .isEqualTo("judge 1");
    }

    @Test
    void whoIsRefusedMayTryAgain() {
        RecoveringClient client = join();
        bench.io().emit("got");
        client.take(1);
        lose(client);
        bench.io().emit("missed");
        verdict = CompletableFuture.failedFuture(new ConnectRefused("not now"));
        FakeWebSocket peer = client.ask();
        eventually(() -> assertThat(peer.sent()).containsExactly("44{\"message\":\"not now\"}"));
        peer.closeByPeer();
        verdict = CompletableFuture.completedFuture(null);
        client.comeBack();
        assertThat(client.recovered()).isTrue();
        assertThat(client.take(1)).containsExactly("42[\"missed\"]");
    }

    @Test
    void whoIsLostAgainWhileMiddlewaresJudgeMayTryAgain() {
        RecoveringClient client = join();
        lose(client);
        CompletableFuture<Void> never = new CompletableFuture<>();
        verdict = never;
        client.ask();
        awaitJudged(2);
        client.lose();
        verdict = CompletableFuture.completedFuture(null);
        client.comeBack();
        assertThat(client.recovered()).isTrue();
    }

    @Test
    void whoComesAgainWhileMiddlewaresJudgeTakesThePlace() {
        RecoveringClient client = join();
        lose(client);
        verdict = new CompletableFuture<>();
        FakeWebSocket first = client.ask();
        awaitJudged(2);
        verdict = CompletableFuture.completedFuture(null);
        client.comeBack();
        assertThat(client.recovered()).isTrue();
        assertThat(first.isAborted() || first.closeCode() != null).isTrue();
        assertThat(first.sent()).isEmpty();
    }

    @Test
    void aConnectThatComesLateTakesNothingFromANewerConnection() {
        RecoveringClient client = join();
        lose(client);
        FakeWebSocket given = bench.open(); // which the client gives up before it is answered
        client.comeBack();
        given.receive("40{\"pid\":\"" + client.pid() + "\"}");
        eventually(() -> assertThat(given.sent()).hasSize(1));
        assertThat(given.sent().get(0)).startsWith("40{").doesNotContain(client.sid(), client.pid());
        bench.io().to(client.sid()).emit("still here");
        assertThat(client.take(1)).containsExactly("42[\"still here\"]");
    }

    @Test
    void whomAMiddlewareLetsInTooLateDoesNotPushOutWhoCameAfterwards() {
        CountDownLatch late = new CountDownLatch(1);
        AtomicReference<CountDownLatch> next = new AtomicReference<>();
        AtomicReference<Thread> held = new AtomicReference<>();
        bench.io().use(request -> {
            CountDownLatch latch = next.getAndSet(null);
            if (latch != null) {
                held.set(Thread.currentThread());
                latch.await();
                held.get().setName("let go");
            }
        });
        RecoveringClient client = join();
        sockets.get(0).join("room");
        lose(client);
        next.set(late);
        client.ask();
        eventually(() -> assertThat(held.get()).isNotNull());
        client.lose();
        client.comeBack();
        assertThat(client.recovered()).isTrue();
        late.countDown();
        eventually(() -> {
            assertThat(held.get().getName()).isEqualTo("let go");
            assertThat(held.get().getState())
                    .as("done with it")
                    .isIn(Thread.State.WAITING, Thread.State.TIMED_WAITING, Thread.State.TERMINATED);
        });
        bench.io().to("room").emit("still here");
        assertThat(client.take(1)).containsExactly("42[\"still here\"]");
    }

    @Test
    void whoMissedTooMuchWhileMiddlewaresJudgeIsNewWithTheIdThatTheySaw() {
        RecoveringClient client = join();
        String sid = client.sid();
        sockets.get(0).join("room");
        lose(client);
        verdict = new CompletableFuture<>();
        client.ask();
        awaitJudged(2);
        for (int i = 0; i < 51; i++) {
            bench.io().emit("e", i);
        }
        verdict.complete(null);
        client.connected();
        assertThat(client.recovered()).isFalse();
        eventually(() -> assertThat(sockets).hasSize(2));
        assertThat(sockets.get(1).id()).isEqualTo(sid);
        assertThat(sockets.get(1).recovered()).isFalse();
        assertThat(sockets.get(1).rooms()).containsExactly(sid);
        assertThat(client.take(0)).isEmpty();
        lose(client);
        client.comeBack();
        assertThat(client.recovered()).as("by the new private id").isTrue();
    }

    @Test
    void middlewaresArePassedByOnRequestOnly() {
        bench.close();
        bench = bench(RecoveryOptions.DEFAULTS.withSkipMiddlewares(true));
        RecoveringClient client = join();
        lose(client);
        client.comeBack();
        assertThat(client.recovered()).isTrue();
        assertThat(judged).hasValue(1);
        client.peer().receive("41");
        eventually(() -> assertThat(bench.io().of("/").sockets()).isEmpty());
        client.lose();
        client.comeBack();
        assertThat(client.recovered()).isFalse();
        assertThat(judged).hasValue(2);
    }

    @Test
    void whoHasPassedThemByMeetsThemWhereTheReplayDoesNotFit() {
        bench.close();
        bench = new SocketIoBench(
                builder -> builder.maxQueuedPackets(20).recovery(RecoveryOptions.DEFAULTS.withSkipMiddlewares(true)));
        RecoveringClient client = join();
        lose(client);
        for (int i = 0; i < 11; i++) {
            bench.io().emit("e", i);
        }
        verdict = CompletableFuture.failedFuture(new ConnectRefused("not now"));
        FakeWebSocket peer = client.ask();
        eventually(() -> assertThat(peer.sent()).containsExactly("44{\"message\":\"not now\"}"));
        assertThat(judged).hasValue(2);
    }

    @Test
    void theKeyOfACoalescingPolicyIsAskedForUnderNoLock() {
        bench.close();
        List<Boolean> locked = new CopyOnWriteArrayList<>();
        bench = new SocketIoBench(builder -> builder.recovery(RecoveryOptions.DEFAULTS)
                .outboundPolicy(OutboundPolicy.coalesce(frame -> {
                    DefaultNamespace main = (DefaultNamespace) bench.io().of("/");
                    locked.add(Thread.holdsLock(main.adapter()));
                    return "key";
                })));
        RecoveringClient client = join();
        client.peer().writing(FakeWebSocket.Writing.STALLED);
        bench.io().emit("first"); // on its way
        bench.io().emit("second");
        sockets.get(0).emit("third");
        client.peer().completeWrites();
        client.peer().completeWrites();
        assertThat(client.take(2)).containsExactly("42[\"first\"]", "42[\"third\"]");
        assertThat(locked).hasSize(3).containsOnly(false);
    }

    @Test
    void aFloodIsKeptWithinItsBounds() {
        bench.close();
        bench = bench(RecoveryOptions.DEFAULTS.withMaxBytes(100_000).withMaxSessions(10));
        RecoveringClient client = join();
        Socket socket = sockets.get(0);
        String text = "x".repeat(1_000);
        for (int i = 0; i < 1_000; i++) {
            socket.join("a", "room " + i);
            bench.io().to("a").to("b").asVolatile().emit("volatile", text);
            bench.io().to("nobody").emit("e", text);
        }
        lose(client);
        for (int i = 0; i < 30; i++) {
            RecoveringClient other = new RecoveringClient(bench);
            lose(other);
        }
        client.comeBack();
        assertThat(client.recovered()).as("others went later").isFalse();
        RecoveringClient last = new RecoveringClient(bench);
        lose(last);
        for (int i = 0; i < 80; i++) {
            bench.io().emit("e", text);
        }
        last.comeBack();
        assertThat(last.recovered()).isTrue();
        assertThat(last.take(80)).hasSize(80);
        lose(last);
        for (int i = 0; i < 90; i++) {
            bench.io().emit("e", text);
        }
        last.comeBack();
        assertThat(last.recovered()).isFalse();
    }
}
