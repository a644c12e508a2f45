package io.jettio.server.internal.socketio;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static io.jettio.server.internal.fixture.SocketIoBench.awaitSent;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.handler.Registration;
import io.jettio.protocol.json.JsonException;
import io.jettio.server.Socket;
import io.jettio.server.Socket.HandlerFailure;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.SocketIoBench;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An event on its way to its handlers: order, arguments, failures. */
class EventTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final SocketIoBench bench = new SocketIoBench();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<HandlerFailure> failures = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicReference<Socket> joined = new AtomicReference<>();
    private final FakeWebSocket peer;
    private final Socket socket;

    EventTest() {
        bench.io().onConnection(joined::set);
        peer = bench.join();
        eventually(() -> assertThat(joined.get()).isNotNull());
        socket = joined.get();
        socket.onError(failures::add);
        socket.on("end", payload -> told.add("end"));
    }

    @AfterEach
    void close() {
        release.countDown();
        bench.close();
    }

    // ---------------------------------------------------------------- order

    @Test
    @Tag("feature:3.48")
    void eventsOfOneSocketAreHandledInOrderAndOneAtATime() {
        AtomicInteger running = new AtomicInteger();
        List<Integer> seen = new CopyOnWriteArrayList<>();
        socket.on("n", Integer.class, n -> {
            assertThat(running.incrementAndGet()).isOne();
            seen.add(n);
            running.decrementAndGet();
        });

        IntStream.range(0, 900).forEach(n -> peer.receive("42[\"n\"," + n + "]"));

        eventually(() -> assertThat(seen).hasSize(900));
        assertThat(seen).isSorted();
        assertThat(failures).isEmpty();
    }

    @Test
    @Tag("feature:3.48")
    void aBlockedHandlerHoldsUpItsOwnSocketOnly() {
        socket.on("block", payload -> release.await());
        FakeWebSocket other = bench.join();
        eventually(() -> assertThat(joined.get()).isNotSameAs(socket));
        joined.get().on("x", payload -> told.add("other"));

        peer.receive("42[\"block\"]").receive("42[\"end\"]");
        other.receive("42[\"x\"]");

        eventually(bench.time(), () -> assertThat(told).containsExactly("other"));
        release.countDown();
        eventually(() -> assertThat(told).containsExactly("other", "end"));
    }

    @Test
    @Tag("feature:3.47")
    void theNextEventDoesNotWaitForAStageThatAHandlerReturned() {
        CompletableFuture<String> late = new CompletableFuture<>();
        socket.answer("later", payload -> late);

        peer.receive("420[\"later\"]").receive("42[\"end\"]");

        eventually(() -> assertThat(told).containsExactly("end"));
        late.complete("now");
        awaitSent(peer, "430[\"now\"]");
    }

    @Test
    void handlersOfOneEventRunInTheOrderInWhichTheyWereAdded() {
        socket.on("x", payload -> told.add("first"));
        socket.on("x", payload -> told.add("second"));

        peer.receive("42[\"x\"]");

        eventually(() -> assertThat(told).containsExactly("first", "second"));
    }

    @Test
    void aHandlerThatIsTakenOffIsNotCalledAnyMore() {
        Registration[] second = new Registration[1];
        socket.on("x", payload -> {
            told.add("first");
            second[0].remove();
        });
        second[0] = socket.on("x", payload -> told.add("second"));

        peer.receive("42[\"x\"]").receive("42[\"end\"]");

        eventually(() -> assertThat(told).containsExactly("first", "end"));
        socket.off("x");
        peer.receive("42[\"x\"]").receive("42[\"end\"]");
        eventually(() -> assertThat(told).containsExactly("first", "end", "end"));
    }

    @Test
    void anEventThatNobodyHandlesIsIgnored() {
        peer.receive("42[\"nobody\",1]").receive("429[\"nobody\"]").receive("42[\"end\"]");

        eventually(() -> assertThat(told).containsExactly("end"));
        assertThat(peer.sent()).isEmpty();
    }

    @Test
    @Tag("feature:2.17")
    void anEventNameThatIsANumberIsItsText() {
        socket.on("7", String.class, told::add);
        peer.receive("42[7,\"seven\"]");
        eventually(() -> assertThat(told).containsExactly("seven"));
    }

    // ---------------------------------------------------------------- arguments

    @Test
    @Tag("feature:2.15")
    void argumentsBecomeTheHandlersTypes() {
        socket.on("x", Point.class, Integer.class, String.class, (point, n, text) -> told.add(point + " " + n + text));
        peer.receive("42[\"x\",{\"x\":1,\"y\":2},3,\"€\"]");
        eventually(() -> assertThat(told).containsExactly("Point[x=1, y=2] 3€"));
    }

    @Test
    @Tag("feature:2.6")
    void binaryArgumentsWaitForAllTheirAttachments() {
        socket.on("x", byte[].class, byte[].class, (a, b) -> told.add(hex(a) + " " + hex(b)));

        peer.receive("452-[\"x\",{\"_placeholder\":true,\"num\":1},{\"_placeholder\":true,\"num\":0}]")
                .receive("<01>");
        assertThat(told).isEmpty();
        peer.receive("<0203>");

        eventually(() -> assertThat(told).containsExactly("0203 01"));
    }

    @Test
    void anArgumentThatIsMissingIsNull() {
        socket.on("x", String.class, Integer.class, (text, n) -> told.add(text + " " + n));
        peer.receive("42[\"x\",\"a\"]").receive("42[\"x\"]").receive("42[\"x\",null,null]");
        eventually(() -> assertThat(told).containsExactly("a null", "null null", "null null"));
        assertThat(failures).isEmpty();
    }

    @Test
    void aPrimitiveThatIsMissingIsAFailureAndTheHandlerIsNotCalled() {
        socket.on("x", int.class, n -> told.add("called " + n));

        peer.receive("42[\"x\"]").receive("421[\"x\",null]").receive("42[\"end\"]");

        eventually(() -> assertThat(told).containsExactly("end"));
        assertThat(failures).hasSize(2).allSatisfy(failure -> {
            assertThat(failure.cause()).isInstanceOf(JsonException.class);
            assertThat(failure.event()).isEqualTo("x");
            assertThat(failure.socket()).isSameAs(socket);
        });
        assertThat(failures).extracting(HandlerFailure::ackDue).containsExactly(false, true);
    }

    @Test
    void anArgumentThatDoesNotFitIsAFailureAndTheHandlerIsNotCalled() {
        socket.on("x", Point.class, point -> told.add("called"));
        socket.on("x", payload -> told.add("raw " + payload.json()));

        peer.receive("42[\"x\",\"no point\"]").receive("42[\"x\",{\"x\":\"no number\"}]");

        eventually(() -> assertThat(told).hasSize(2).allMatch(line -> line.startsWith("raw")));
        assertThat(failures)
                .hasSize(2)
                .allSatisfy(failure -> assertThat(failure.cause()).isInstanceOf(JsonException.class));
        assertThat(socket.connected()).isTrue();
    }

    @Test
    void argumentsThatNobodyAskedForAreIgnored() {
        socket.on("x", Integer.class, n -> told.add("x " + n));
        peer.receive("42[\"x\",1,\"more\",{}]");
        eventually(() -> assertThat(told).containsExactly("x 1"));
        assertThat(failures).isEmpty();
    }

    // ---------------------------------------------------------------- failures

    @Test
    @Tag("feature:2.19")
    void aHandlerThatThrowsReachesTheHookAndChangesNothingElse() {
        socket.onWithAck("x", (payload, ack) -> {
            throw new IllegalStateException("on purpose");
        });
        socket.on("x", payload -> told.add("next handler"));

        peer.receive("427[\"x\"]").receive("42[\"end\"]");

        eventually(() -> assertThat(told).containsExactly("next handler", "end"));
        assertThat(failures).singleElement().satisfies(failure -> {
            assertThat(failure.cause()).hasMessage("on purpose");
            assertThat(failure.ackDue()).isTrue();
        });
        assertThat(peer.sent()).as("no ack").isEmpty();
        assertThat(socket.connected()).isTrue();
    }

    @Test
    void aHandlerThatThrowsAfterItsAckOwesNone() {
        socket.onWithAck("x", (payload, ack) -> {
            ack.send();
            throw new IllegalStateException("on purpose");
        });
        peer.receive("427[\"x\"]");

        awaitSent(peer, "437[]");
        eventually(() -> assertThat(failures).hasSize(1));
        assertThat(failures.get(0).ackDue()).isFalse();
    }

    @Test
    void errorsReachTheHookToo() {
        socket.on("x", payload -> {
            throw new AssertionError("on purpose");
        });
        socket.on("deep", payload -> recurse(0));

        peer.receive("42[\"x\"]").receive("42[\"deep\"]").receive("42[\"end\"]");

        eventually(() -> assertThat(told).containsExactly("end"));
        assertThat(failures)
                .extracting(failure -> failure.cause().getClass().getSimpleName())
                .containsExactly("AssertionError", "StackOverflowError");
    }

    private static int recurse(int depth) {
        return depth < 0 ? 0 : recurse(depth + 1) + 1;
    }

    @Test
    void withoutAHookAFailureIsLogged() {
        log.expect("a handler of \"x\" failed");
        FakeWebSocket other = bench.join();
        eventually(() -> assertThat(joined.get()).isNotSameAs(socket));
        joined.get().on("x", payload -> {
            throw new IllegalStateException("on purpose");
        });
        joined.get().on("end", payload -> told.add("end"));

        other.receive("42[\"x\"]").receive("42[\"end\"]");

        eventually(() -> assertThat(told).containsExactly("end"));
        assertThat(log.logged()).hasSize(1);
    }

    @Test
    void aHookThatThrowsIsLoggedAndChangesNothingElse() {
        log.expect("the error hook failed");
        socket.onError(failure -> {
            throw new IllegalStateException("in the hook");
        });
        socket.on("x", payload -> {
            throw new IllegalStateException("on purpose");
        });

        peer.receive("42[\"x\"]").receive("42[\"end\"]");

        eventually(() -> assertThat(told).containsExactly("end"));
        assertThat(log.logged()).hasSize(1);
    }

    @Test
    void anOnConnectionThatThrowsReachesTheLogAndTheSocketLives() {
        log.expect("a handler of \"connection\" failed");
        bench.io().onConnection(connected -> {
            throw new AssertionError("on purpose");
        });
        bench.io().onConnection(connected -> connected.on("end", payload -> told.add("end")));

        bench.join().receive("42[\"end\"]");

        eventually(() -> assertThat(told).containsExactly("end"));
    }

    @Test
    void aLateAnswerThatFailsReachesTheHook() {
        CompletableFuture<String> late = new CompletableFuture<>();
        socket.answer("x", payload -> late);
        CompletableFuture<Double> unmappable = CompletableFuture.completedFuture(Double.NaN);
        socket.answer("y", payload -> unmappable);
        peer.receive("427[\"x\"]").receive("428[\"y\"]").receive("42[\"end\"]");
        eventually(() -> assertThat(told).containsExactly("end"));

        late.completeExceptionally(new IllegalStateException("on purpose"));

        eventually(() -> assertThat(failures).hasSize(2));
        assertThat(failures.get(0).event()).isEqualTo("y");
        assertThat(failures.get(0).cause()).isInstanceOf(JsonException.class);
        assertThat(failures.get(1).cause())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("on purpose");
        assertThat(failures).allMatch(HandlerFailure::ackDue);
        assertThat(peer.sent()).isEmpty();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** An argument. */
    record Point(int x, int y) {}
}
