package io.jettio.server.internal.socketio;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static io.jettio.server.internal.fixture.SocketIoBench.awaitSent;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.AckException;
import io.jettio.server.ConnectRefused;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.Joined;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.ObservedCalls;
import io.jettio.server.internal.fixture.SocketIoBench;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What observers are told of sockets, their events and acks. */
@Tag("feature:6.3")
class SocketObserverTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final ObservedCalls calls = new ObservedCalls();
    private final SocketIoBench bench = new SocketIoBench(
            options -> options.ackTimeout(Duration.ofSeconds(5)).observer(calls.observer()));

    @AfterEach
    void close() {
        bench.close();
    }

    private void awaitTold(String method, String... lines) {
        eventually(() -> assertThat(calls.of(method)).containsExactly(lines));
    }

    @Test
    void aSocketIsToldWhenItComesAndWhenItGoes() {
        Joined joined = Joined.to(bench);
        String id = joined.socket().id();
        awaitTold("connected", "connected 1 / " + id);
        joined.peer().receive("41");
        awaitTold("disconnected", "disconnected 1 / " + id + " client namespace disconnect");
        assertThat(calls.of("closed")).isEmpty();
    }

    @Test
    void theEndOfAConnectionEndsItsSocketsForTheSameReason() {
        bench.io().of("/b");
        FakeWebSocket peer = bench.open().receive("40").receive("40/b,");
        eventually(() -> assertThat(calls.of("connected")).hasSize(2));
        peer.closeByPeer();
        eventually(() -> assertThat(calls.of("disconnected"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).endsWith(" transport close")));
        assertThat(calls.of("closed")).containsExactly("closed 1 websocket transport close");
    }

    @Test
    void whoIsNotLetInIsRefusedAndNothingElse() {
        bench.io().of("/closed").use(connect -> {
            throw new ConnectRefused("no");
        });
        bench.open().receive("40/closed,");
        awaitTold("refused", "refused 1");
        bench.open().receive("40/unknown,");
        awaitTold("refused", "refused 1", "refused 2");
        assertThat(calls.of("connected", "disconnected")).isEmpty();
    }

    @Test
    void handlersAreTimedByEventAndUnknownEventsAreNotNamed() {
        Joined joined = Joined.to(bench);
        joined.socket().on("slow", payload -> bench.time().advance(Duration.ofMillis(3)));
        joined.socket().on("slow", payload -> bench.time().advance(Duration.ofMillis(4)));
        joined.peer().receive("42[\"slow\"]").receive("42[\"made up by the client\"]");
        awaitTold("unhandled", "unhandled 1 /");
        awaitTold("handled", "handled 1 / slow 7000000");
    }

    @Test
    void handlersBehindAnInterceptorAreTimedWithoutIt() {
        Joined joined = Joined.to(bench);
        joined.socket().use(call -> {
            bench.time().advance(Duration.ofMillis(100));
            return call.proceed();
        });
        joined.socket().on("x", payload -> bench.time().advance(Duration.ofMillis(2)));
        joined.peer().receive("42[\"x\"]");
        awaitTold("handled", "handled 1 / x 2000000");
    }

    @Test
    void aFailureIsTold() {
        Joined joined = Joined.to(bench);
        joined.socket().onError(failure -> {});
        joined.socket().on("x", payload -> {
            throw new IllegalStateException("on purpose");
        });
        joined.peer().receive("42[\"x\"]");
        awaitTold("failed", "failed 1 /");
        eventually(() -> assertThat(calls.of("handled")).hasSize(1));
    }

    @Test
    void theTimeToOurAckIsTold() {
        Joined joined = Joined.to(bench);
        CompletableFuture<String> answer = new CompletableFuture<>();
        joined.socket().answer("x", payload -> (CompletionStage<String>) answer);
        joined.peer().receive("427[\"x\"]").receive("42[\"x\"]");
        eventually(() -> assertThat(calls.of("handled")).hasSize(2));
        bench.time().advance(Duration.ofMillis(30));
        answer.complete("done");
        awaitSent(joined.peer(), "437[\"done\"]");
        awaitTold("ackSent", "ackSent 1 / 30000000");
    }

    @Test
    void theTimeToTheClientsAckIsTold() {
        Joined joined = Joined.to(bench);
        CompletableFuture<Integer> answer = joined.socket().emitWithAck("x", Integer.class);
        bench.time().advance(Duration.ofMillis(40));
        joined.peer().receive("430[1]");
        assertThat(answer).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(1);
        awaitTold("ackReceived", "ackReceived 1 / 40000000");
    }

    @Test
    void anAckThatDoesNotComeIsToldWithItsReason() {
        Joined joined = Joined.to(bench);
        CompletableFuture<Integer> late = joined.socket().emitWithAck("x", Integer.class);
        bench.time().advance(Duration.ofSeconds(5));
        assertThat(late).failsWithin(Duration.ofSeconds(20));
        CompletableFuture<Integer> never = joined.socket().emitWithAck("x", Integer.class);
        joined.peer().closeByPeer();
        assertThat(never)
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .withCauseInstanceOf(AckException.class);
        awaitTold("ackMissed", "ackMissed 1 / timeout", "ackMissed 1 / disconnected");
    }
}
