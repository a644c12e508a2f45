package io.jettio.server.internal.socketio;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static io.jettio.server.internal.fixture.SocketIoBench.awaitSent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.protocol.handler.Ack;
import io.jettio.protocol.json.JsonException;
import io.jettio.server.AckException;
import io.jettio.server.Socket;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.SocketIoBench;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Acks, both ways. Each that is awaited ends once: by its answer, its timeout, or the disconnect. */
class AckTest {
    /** So that a future that nobody completes is a failure and not a build that hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final SocketIoBench bench = new SocketIoBench(
            options -> options.ackTimeout(Duration.ofSeconds(5)).maxPendingAcks(3));
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final AtomicReference<Socket> joined = new AtomicReference<>();
    private final FakeWebSocket peer;
    private final Socket socket;

    AckTest() {
        bench.io().onConnection(joined::set);
        peer = bench.join();
        eventually(() -> assertThat(joined.get()).isNotNull());
        socket = joined.get();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    // ---------------------------------------------------------------- the client asks

    @Test
    @Tag("feature:2.16")
    void anAckCarriesTheIdOfItsEvent() {
        socket.onWithAck("x", Integer.class, (n, ack) -> ack.send("got", n));
        peer.receive("4212[\"x\",1]");
        awaitSent(peer, "4312[\"got\",1]");
    }

    @Test
    void theLargestIdIsEchoedExactly() {
        socket.onWithAck("x", (payload, ack) -> ack.send());
        peer.receive("429007199254740992[\"x\"]");
        awaitSent(peer, "439007199254740992[]");
    }

    @Test
    @Tag("feature:3.43")
    void anAnswerIsTheAckNowOrLaterOrNull() {
        CompletableFuture<Integer> late = new CompletableFuture<>();
        socket.answer("now", Integer.class, n -> n + 1);
        socket.answer("later", payload -> late);
        socket.answer("null", payload -> null);
        socket.answer("bytes", payload -> new byte[] {1, 2});

        peer.receive("421[\"later\"]").receive("422[\"now\",4]").receive("423[\"null\"]");
        awaitSent(peer, "432[5]", "433[null]");
        late.complete(9);
        awaitSent(peer, "432[5]", "433[null]", "431[9]");

        peer.forgetSent().receive("424[\"bytes\"]");
        awaitSent(peer, "461-4[{\"_placeholder\":true,\"num\":0}]", "<0102>");
    }

    @Test
    @Tag("feature:3.45")
    void onlyTheFirstAckIsSent() {
        socket.onWithAck(
                "x", (payload, ack) -> told.add(ack.send("a") + " " + ack.send("b") + " " + ack.isRequested()));
        socket.onWithAck("x", (payload, ack) -> told.add("other handler " + ack.send("c")));

        peer.receive("420[\"x\"]");

        eventually(() -> assertThat(told).containsExactly("true false true", "other handler false"));
        awaitSent(peer, "430[\"a\"]");
    }

    @Test
    void whereNoAckIsAskedForNoneIsSent() {
        socket.onWithAck("x", (payload, ack) -> told.add(ack.isRequested() + " " + ack.send("a")));
        socket.answer("y", payload -> "answer");
        peer.receive("42[\"y\"]").receive("42[\"x\"]");

        eventually(() -> assertThat(told).containsExactly("false false"));
        assertThat(peer.sent()).isEmpty();
    }

    @Test
    void anAckMayBeSentFromAnyThreadMuchLater() throws InterruptedException {
        AtomicReference<Ack> kept = new AtomicReference<>();
        socket.onWithAck("x", (payload, ack) -> kept.set(ack));
        peer.receive("420[\"x\"]");
        eventually(() -> assertThat(kept.get()).isNotNull());

        Thread thread = new Thread(() -> kept.get().send("late"));
        thread.start();
        thread.join();

        assertThat(peer.sent()).containsExactly("430[\"late\"]");
    }

    @Test
    void anAckAfterTheDisconnectGoesNowhere() {
        AtomicReference<Ack> kept = new AtomicReference<>();
        socket.onWithAck("x", (payload, ack) -> kept.set(ack));
        peer.receive("420[\"x\"]");
        eventually(() -> assertThat(kept.get()).isNotNull());
        socket.disconnect();
        awaitSent(peer, "41");

        kept.get().send("late");

        assertThat(peer.sent()).containsExactly("41");
    }

    @Test
    void anAckWhoseValueCannotBeMappedIsStillOwed() {
        socket.onError(failure -> told.add("due " + failure.ackDue()));
        socket.onWithAck("x", (payload, ack) -> ack.send(Double.NaN));
        peer.receive("420[\"x\"]");
        eventually(() -> assertThat(told).containsExactly("due true"));
    }

    // ---------------------------------------------------------------- the server asks

    @Test
    @Tag("feature:3.67")
    @Tag("feature:3.69")
    void anAnswerCompletesTheFuture() {
        CompletableFuture<String> answer = socket.emitWithAck("q", String.class, 1, "two");
        assertThat(peer.sent()).containsExactly("420[\"q\",1,\"two\"]");

        peer.receive("430[\"yes\",\"ignored\"]");

        assertThat(answer).succeedsWithin(PATIENCE).isEqualTo("yes");
    }

    @Test
    void eachAnswerFindsItsQuestion() throws Exception {
        CompletableFuture<Integer> first = socket.emitWithAck("q", Integer.class);
        CompletableFuture<Integer> second = socket.emitWithAck("q", Integer.class);
        assertThat(peer.sent()).containsExactly("420[\"q\"]", "421[\"q\"]");

        peer.receive("431[2]").receive("430[1]");

        assertThat(first.get()).isEqualTo(1);
        assertThat(second.get()).isEqualTo(2);
    }

    @Test
    void anAnswerWithoutArgumentsIsNull() throws Exception {
        CompletableFuture<String> answer = socket.emitWithAck("q", String.class);
        peer.receive("430[]");
        assertThat(answer.get()).isNull();
    }

    @Test
    void aBinaryAnswerCompletesWhenItsAttachmentIsThere() throws Exception {
        CompletableFuture<byte[]> answer = socket.emitWithAck("q", byte[].class);
        peer.receive("461-0[{\"_placeholder\":true,\"num\":0}]");
        assertThat(answer).isNotDone();
        peer.receive("<0102>");
        assertThat(answer.get()).containsExactly(1, 2);
    }

    @Test
    void anAnswerThatDoesNotFitFailsTheFuture() {
        CompletableFuture<Integer> answer = socket.emitWithAck("q", Integer.class);
        peer.receive("430[\"no number\"]");
        assertThatThrownBy(answer::get).cause().isInstanceOf(JsonException.class);
        assertThat(socket.connected()).isTrue();
    }

    @Test
    @Tag("feature:3.68")
    void withoutAnAnswerTheFutureFailsExactlyAtItsTimeout() {
        CompletableFuture<String> answer = socket.emitWithAck("q", String.class);
        CompletableFuture<String> patient =
                socket.timeout(Duration.ofSeconds(8)).emitWithAck("q", String.class);

        bench.time().advance(Duration.ofMillis(4_999));
        assertThat(answer).isNotDone();
        bench.time().advance(Duration.ofMillis(1));
        assertFails(answer, AckException.Reason.TIMEOUT);

        assertThat(patient).isNotDone();
        bench.time().advance(Duration.ofSeconds(3));
        assertFails(patient, AckException.Reason.TIMEOUT);
    }

    @Test
    void aLateOrUnknownOrDoubledAnswerIsIgnored() throws Exception {
        CompletableFuture<String> late = socket.emitWithAck("q", String.class);
        bench.time().advance(Duration.ofSeconds(5));
        assertFails(late, AckException.Reason.TIMEOUT);

        peer.receive("430[\"late\"]").receive("434711[1]");
        CompletableFuture<String> next = socket.emitWithAck("q", String.class);
        peer.receive("431[\"a\"]").receive("431[\"b\"]");

        assertThat(next.get()).isEqualTo("a");
        assertThat(socket.connected()).isTrue();
    }

    @Test
    @Tag("feature:3.72")
    void theDisconnectFailsWhatIsAwaitedAtOnce() {
        CompletableFuture<String> answer = socket.emitWithAck("q", String.class);
        peer.closeByPeer();
        assertFails(answer, AckException.Reason.DISCONNECTED);
        assertFails(socket.emitWithAck("q", String.class), AckException.Reason.DISCONNECTED);
    }

    @Test
    void oneQuestionTooManyIsNotSent() {
        List<CompletableFuture<String>> asked = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            asked.add(socket.emitWithAck("q", String.class));
        }
        assertFails(socket.emitWithAck("q", String.class), AckException.Reason.TOO_MANY_PENDING);
        assertThat(peer.sent()).hasSize(3);

        peer.receive("430[]");
        asked.add(socket.emitWithAck("q", String.class));
        assertThat(peer.sent()).hasSize(4);
        assertThat(asked.get(3)).isNotDone();
    }

    @Test
    void aCancelledFutureIsNotAwaitedAnyMore() {
        for (int i = 0; i < 10; i++) {
            assertThat(socket.emitWithAck("q", String.class).cancel(false)).isTrue();
        }
        assertThat(socket.emitWithAck("q", String.class)).as("not too many").isNotDone();
        assertThat(peer.sent()).hasSize(11);
    }

    @Test
    void aTimeoutMustBePositiveAndOfAUsefulSize() {
        for (Duration timeout : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThatThrownBy(() -> socket.timeout(timeout)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    // ---------------------------------------------------------------- call

    @Test
    @Tag("feature:3.69")
    void aCallInsideAHandlerGetsItsAnswer() {
        socket.on("ask", payload -> {
            socket.emit("before");
            told.add("answer " + socket.call("q", Integer.class, 1));
        });
        peer.receive("42[\"ask\"]");
        awaitSent(peer, "42[\"before\"]", "420[\"q\",1]");

        peer.receive("430[7]");

        eventually(() -> assertThat(told).containsExactly("answer 7"));
    }

    @Test
    void joiningAFutureInsideAHandlerGetsItsAnswer() {
        socket.on(
                "ask",
                payload -> told.add("answer "
                        + socket.emitWithAck("q", Integer.class)
                                .thenApply(n -> n + 1)
                                .join()));
        peer.receive("42[\"ask\"]");
        eventually(bench.time(), () -> assertThat(peer.sent()).containsExactly("420[\"q\"]"));

        peer.receive("430[7]");

        eventually(() -> assertThat(told).containsExactly("answer 8"));
    }

    @Test
    void eventsBehindACallWaitAndItsAnswerOvertakesThem() {
        socket.on("ask", payload -> told.add("answer " + socket.call("q", Integer.class)));
        socket.on("x", payload -> told.add("x"));
        peer.receive("42[\"ask\"]").receive("42[\"x\"]");
        awaitSent(peer, "420[\"q\"]");

        peer.receive("430[7]");

        eventually(() -> assertThat(told).containsExactly("answer 7", "x"));
    }

    @Test
    void aCallEndsByItsTimeoutAndByTheDisconnect() {
        socket.onError(
                failure -> told.add(((AckException) failure.cause()).reason().name()));
        socket.on("ask", payload -> socket.call("q", Integer.class));
        peer.receive("42[\"ask\"]");
        awaitSent(peer, "420[\"q\"]");
        bench.time().advance(Duration.ofSeconds(5));
        eventually(() -> assertThat(told).containsExactly("TIMEOUT"));

        peer.receive("42[\"ask\"]");
        awaitSent(peer, "420[\"q\"]", "421[\"q\"]");
        peer.closeByPeer();
        eventually(() -> assertThat(told).containsExactly("TIMEOUT", "DISCONNECTED"));
    }

    @Test
    void aCallAfterTheDisconnectFailsAtOnce() {
        peer.closeByPeer();
        assertThatThrownBy(() -> socket.call("q", String.class))
                .isInstanceOfSatisfying(
                        AckException.class, e -> assertThat(e.reason()).isEqualTo(AckException.Reason.DISCONNECTED));
    }

    @Test
    void aCallThatIsInterruptedGivesUp() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread caller = new Thread(() -> {
            try {
                socket.call("q", String.class);
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        caller.start();
        awaitSent(peer, "420[\"q\"]");

        caller.interrupt();
        caller.join();

        assertThat(interrupted.getCount()).isZero();
        peer.receive("430[\"late\"]");
        assertThat(socket.connected()).isTrue();
    }

    private static void assertFails(CompletableFuture<?> answer, AckException.Reason reason) {
        assertThatThrownBy(() -> answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .satisfies(e -> assertThat(((AckException) Objects.requireNonNull(e.getCause())).reason())
                        .isEqualTo(reason));
    }
}
