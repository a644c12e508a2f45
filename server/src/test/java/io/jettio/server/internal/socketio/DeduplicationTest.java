package io.jettio.server.internal.socketio;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static io.jettio.server.internal.fixture.SocketIoBench.awaitSent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.protocol.handler.Ack;
import io.jettio.server.Deduplication;
import io.jettio.server.EventRefused;
import io.jettio.server.Socket;
import io.jettio.server.Socket.HandlerFailure;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.LogWatch;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that a client sends again, and that name a key: the first argument. */
class DeduplicationTest {
    private static final Deduplication BY_FIRST_ARGUMENT =
            Deduplication.by((socket, event, arguments) -> arguments.get(0, String.class));

    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final JoinedPeer joined = new JoinedPeer();
    private final AtomicInteger runs = new AtomicInteger();
    private final List<CompletableFuture<Object>> stages = new CopyOnWriteArrayList<>();
    private final List<HandlerFailure> failures = new CopyOnWriteArrayList<>();

    DeduplicationTest() {
        joined.bench.io().of("/").deduplicate(BY_FIRST_ARGUMENT);
        joined.bench.io().onError(failures::add);
        joined.bench.io().onConnection(this::handlers);
        handlers(joined.socket);
    }

    private void handlers(Socket socket) {
        socket.answer("count", payload -> List.of("run", runs.incrementAndGet()));
        socket.answer("later", payload -> begun());
        socket.on("silent", payload -> runs.incrementAndGet());
    }

    private CompletionStage<Object> begun() {
        runs.incrementAndGet();
        CompletableFuture<Object> stage = new CompletableFuture<>();
        stages.add(stage);
        return stage;
    }

    @AfterEach
    void close() {
        joined.close();
    }

    private Repeats repeats() {
        DefaultNamespace namespace = (DefaultNamespace) joined.bench.io().of("/");
        return Objects.requireNonNull(namespace.repeats());
    }

    private void awaitRuns(int count) {
        eventually(() -> assertThat(runs).hasValue(count));
    }

    // ---------------------------------------------------------------- what is answered

    @Test
    void aRepeatIsAnsweredLikeTheFirstAndNotHandled() {
        joined.receive("420[\"count\",\"a\"]", "421[\"count\",\"a\"]", "422[\"count\",\"b\"]", "42[\"count\",\"a\"]");
        assertThat(joined.peer.sent()).containsExactly("430[[\"run\",1]]", "431[[\"run\",1]]", "432[[\"run\",2]]");
        assertThat(runs).hasValue(2);
    }

    @Test
    void anEventWithoutKeyIsHandledEachTime() {
        joined.receive("420[\"count\"]", "421[\"count\",null]");
        assertThat(joined.peer.sent()).containsExactly("430[[\"run\",1]]", "431[[\"run\",2]]");
        assertThat(repeats().size()).isZero();
    }

    @Test
    void aRepeatIsAnsweredByteForByteWithAttachments() {
        joined.socket.onWithAck(
                "picture",
                (payload, ack) -> ack.send("p" + runs.incrementAndGet(), ByteBuffer.wrap(new byte[] {1, 2, 3})));
        joined.receive("420[\"picture\",\"a\"]", "427[\"picture\",\"a\"]");
        assertThat(joined.peer.sent())
                .containsExactly(
                        "461-0[\"p1\",{\"_placeholder\":true,\"num\":0}]",
                        "<010203>",
                        "461-7[\"p1\",{\"_placeholder\":true,\"num\":0}]",
                        "<010203>");
    }

    @Test
    void repeatsOfWhatStillRunsGetItsAnswerWhenItComes() {
        joined.receive("420[\"later\",\"a\"]", "421[\"later\",\"a\"]");
        FakeWebSocket other = joined.bench.join();
        other.receive("425[\"later\",\"a\"]").receive("426[\"count\",\"b\"]");
        awaitSent(other, "436[[\"run\",2]]");
        assertThat(joined.peer.sent()).isEmpty();

        stages.get(0).complete("done");

        awaitSent(joined.peer, "430[\"done\"]", "431[\"done\"]");
        awaitSent(other, "436[[\"run\",2]]", "435[\"done\"]");
        assertThat(stages).hasSize(1);
    }

    @Test
    void anAnswerThatTheFirstClientDidNotGetIsForTheSocketThatComesAfterIt() {
        joined.peer.receive("420[\"later\",\"a\"]");
        awaitRuns(1);
        joined.peer.closeByPeer();
        eventually(() -> assertThat(joined.bench.io().of("/").sockets()).isEmpty());
        FakeWebSocket again = joined.bench.join();
        again.receive("420[\"later\",\"a\"]").receive("421[\"count\",\"b\"]");
        awaitSent(again, "431[[\"run\",2]]");
        stages.get(0).complete("done");
        awaitSent(again, "431[[\"run\",2]]", "430[\"done\"]");

        FakeWebSocket oneMore = joined.bench.join();
        oneMore.receive("423[\"later\",\"a\"]");
        awaitSent(oneMore, "433[\"done\"]");
        assertThat(stages).hasSize(1);
    }

    @Test
    void ofManyRepeatsThatWaitThoseThatWaitLongestGetNoAnswer() {
        joined.receive("420[\"later\",\"a\"]");
        joined.receive(IntStream.rangeClosed(1, Deduplication.MAX_WAITING + 2)
                .mapToObj(id -> "42" + id + "[\"later\",\"a\"]")
                .toArray(String[]::new));
        stages.get(0).complete("done");
        eventually(() -> assertThat(joined.peer.sent()).hasSize(1 + Deduplication.MAX_WAITING));
        assertThat(joined.peer.sent())
                .contains("430[\"done\"]", "433[\"done\"]", "4318[\"done\"]")
                .doesNotContain("431[\"done\"]", "432[\"done\"]");
    }

    @Test
    void aRepeatOfWhatIsNotAnsweredIsNotHandledEither() {
        joined.receive("420[\"silent\",\"a\"]", "421[\"silent\",\"a\"]");
        assertThat(runs).hasValue(1);
        assertThat(joined.peer.sent()).isEmpty();
    }

    @Test
    void repeatsReachNeitherInterceptorsNorListenersToAnyEvent() {
        joined.socket.onAny((event, arguments) -> joined.told.add("any " + event));
        joined.socket.use(call -> {
            joined.told.add("interceptor " + call.event());
            return call.proceed();
        });
        joined.receive("420[\"count\",\"a\"]", "421[\"count\",\"a\"]");
        assertThat(joined.told()).containsExactly("any count", "interceptor count", "any end", "interceptor end");
        assertThat(joined.peer.sent()).containsExactly("430[[\"run\",1]]", "431[[\"run\",1]]");
    }

    @Test
    void ofTheSameEventFromManySocketsAtOnceOneIsHandledAndAllAreAnswered() {
        List<FakeWebSocket> peers =
                IntStream.range(0, 8).mapToObj(i -> joined.bench.join()).toList();
        IntStream.range(0, 200)
                .forEach(key -> peers.parallelStream()
                        .forEach(peer -> peer.receive("42" + key + "[\"count\",\"" + key + "\"]")));
        for (FakeWebSocket peer : peers) {
            eventually(() -> assertThat(peer.sent()).hasSize(200));
            assertThat(peer.sent())
                    .containsExactlyInAnyOrderElementsOf(peers.get(0).sent());
        }
        assertThat(runs).hasValue(200);
    }

    // ---------------------------------------------------------------- what is tried anew

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatFailedIsHandledAgain(boolean intercepted) {
        if (intercepted) {
            joined.socket.use(call -> call.proceed());
        }
        joined.socket.answer("shaky", payload -> {
            if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("on purpose");
            }
            return "done";
        });
        joined.receive("420[\"shaky\",\"a\"]", "421[\"shaky\",\"a\"]", "422[\"shaky\",\"a\"]");
        assertThat(joined.peer.sent()).containsExactly("431[\"done\"]", "432[\"done\"]");
        assertThat(runs).hasValue(2);
        assertThat(failures).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatFailedLaterIsHandledAgainAndWhoWaitsGetsWhatAMapperAnswers(boolean intercepted) {
        if (intercepted) {
            joined.socket.use(call -> call.proceed());
        }
        joined.bench.io().mapErrors(failure -> List.of(String.valueOf(failure.getMessage())));
        joined.receive("420[\"later\",\"a\"]", "421[\"later\",\"a\"]");
        stages.get(0).completeExceptionally(new IllegalStateException("on purpose"));
        awaitSent(joined.peer, "430[\"on purpose\"]", "431[\"on purpose\"]");

        joined.receive("422[\"later\",\"a\"]");
        stages.get(1).complete("done");
        awaitSent(joined.peer, "430[\"on purpose\"]", "431[\"on purpose\"]", "432[\"done\"]");
    }

    @Test
    void whatWasAnsweredBeforeItFailedIsNotHandledAgain() {
        joined.socket.onWithAck("half", (payload, ack) -> {
            ack.send(runs.incrementAndGet());
            throw new IllegalStateException("on purpose");
        });
        joined.receive("420[\"half\",\"a\"]", "421[\"half\",\"a\"]");
        assertThat(joined.peer.sent()).containsExactly("430[1]", "431[1]");
    }

    @Test
    void whatAnInterceptorRefusedOrDroppedOrNobodyHandledIsHandledAgain() {
        AtomicInteger times = new AtomicInteger();
        joined.socket.use(call -> {
            if (!call.event().equals("count")) {
                return call.proceed();
            }
            return switch (times.incrementAndGet()) {
                case 1 -> throw new EventRefused("not now");
                case 2 -> CompletableFuture.completedStage(null);
                default -> call.proceed();
            };
        });
        joined.receive("420[\"count\",\"a\"]", "421[\"count\",\"a\"]", "422[\"count\",\"a\"]");
        assertThat(joined.peer.sent())
                .containsExactly("430[{\"error\":{\"message\":\"not now\"}}]", "432[[\"run\",1]]");
        joined.receive("423[\"nobody\",\"b\"]");
        joined.socket.answer("nobody", payload -> "somebody");
        joined.receive("424[\"nobody\",\"b\"]");
        assertThat(joined.peer.sent()).endsWith("434[\"somebody\"]");
    }

    @Test
    void whatNobodyHandledIsNotKept() {
        joined.receive("423[\"nobody\",\"b\"]");
        assertThat(repeats().size()).isZero();
        assertThat(repeats().bytes()).isZero();
    }

    @Test
    void whatWasCutByTheEndOfItsSocketIsHandledOnTheNext() {
        CompletableFuture<Object> decision = new CompletableFuture<>();
        joined.bench
                .io()
                .of("/")
                .useOnEvents(call -> joined.socket.equals(call.socket())
                        ? decision.thenCompose(granted -> call.proceed())
                        : call.proceed());
        joined.peer.receive("420[\"count\",\"a\"]");
        eventually(() -> assertThat(repeats().size()).isEqualTo(1));
        joined.peer.closeByPeer();
        eventually(() -> assertThat(joined.bench.io().of("/").sockets()).isEmpty());
        decision.complete(true);
        eventually(() -> assertThat(repeats().size()).isZero());

        FakeWebSocket again = joined.bench.join();
        again.receive("420[\"count\",\"a\"]");
        awaitSent(again, "430[[\"run\",1]]");
        assertThat(failures).isEmpty();
    }

    @Test
    void aKeyThatCannotBeFoundIsAFailureAndTheEventIsNotHandled() {
        joined.bench.io().mapErrors(failure -> List.of("no key"));
        joined.receive("420[\"count\",{}]", "421[\"count\",\"a\"]");
        assertThat(joined.peer.sent()).containsExactly("430[\"no key\"]", "431[[\"run\",1]]");
        assertThat(failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure.event()).isEqualTo("count"));
    }

    // ---------------------------------------------------------------- bounds

    @Test
    void aKeyIsKnownForAsLongAsTheWindowFromWhenItsFirstCame() {
        joined.bench.io().of("/").deduplicate(BY_FIRST_ARGUMENT.withWindow(Duration.ofSeconds(10)));
        joined.receive("420[\"count\",\"a\"]");
        joined.bench.time().advance(Duration.ofSeconds(9));
        joined.receive("421[\"count\",\"a\"]");
        assertThat(runs).hasValue(1);
        joined.bench.time().advance(Duration.ofSeconds(1));
        joined.receive("422[\"count\",\"a\"]");
        assertThat(runs).hasValue(2);
        assertThat(repeats().size()).isEqualTo(1);
    }

    @Test
    void beyondTheMostKeysTheOldestAreForgotten() {
        joined.bench.io().of("/").deduplicate(BY_FIRST_ARGUMENT.withMaxKeys(2));
        joined.receive("42[\"count\",\"a\"]", "42[\"count\",\"b\"]", "42[\"count\",\"a\"]", "42[\"count\",\"c\"]");
        assertThat(runs).hasValue(3);
        assertThat(repeats().size()).isEqualTo(2);
        joined.receive("42[\"count\",\"b\"]", "42[\"count\",\"c\"]");
        assertThat(runs).hasValue(3);
        joined.receive("42[\"count\",\"a\"]");
        assertThat(runs).hasValue(4);
    }

    @Test
    void keysAndAnswersTogetherStayWithinTheMostBytes() {
        joined.bench.io().of("/").deduplicate(BY_FIRST_ARGUMENT.withMaxBytes(100));
        joined.socket.answer("long", payload -> {
            runs.incrementAndGet();
            return "x".repeat(38);
        });
        joined.receive("420[\"long\",\"a\"]", "421[\"long\",\"b\"]"); // 40 bytes, and 2 of the key
        assertThat(repeats().bytes()).isEqualTo(84);
        joined.receive("422[\"long\",\"c\"]");
        assertThat(repeats().bytes()).isEqualTo(84);
        joined.receive("423[\"long\",\"b\"]");
        assertThat(runs).hasValue(3);
        joined.receive("424[\"long\",\"a\"]");
        assertThat(runs).hasValue(4);
    }

    @Test
    void whatAloneIsTooLargeIsNotKeptAndPushesNothingOut() {
        joined.bench.io().of("/").deduplicate(BY_FIRST_ARGUMENT.withMaxBytes(100));
        joined.socket.answer("huge", payload -> "x".repeat(runs.incrementAndGet() + 100));
        joined.receive("420[\"count\",\"a\"]", "421[\"huge\",\"b\"]", "422[\"count\",\"" + "k".repeat(51) + "\"]");
        assertThat(repeats().size()).isEqualTo(1);
        joined.receive("423[\"count\",\"a\"]", "424[\"huge\",\"b\"]");
        assertThat(runs).hasValue(4);
        assertThat(repeats().bytes()).isEqualTo(2 + "[\"run\",1]".length());
    }

    @Test
    void anAnswerToWhatWasPushedOutStillReachesWhoWaitsForIt() {
        joined.bench.io().of("/").deduplicate(BY_FIRST_ARGUMENT.withMaxKeys(1));
        AtomicReference<Ack> owed = new AtomicReference<>();
        joined.socket.onWithAck("owed", (payload, ack) -> owed.set(ack));
        joined.receive("420[\"owed\",\"a\"]", "421[\"owed\",\"a\"]", "42[\"count\",\"b\"]");
        Objects.requireNonNull(owed.get()).send("done");
        awaitSent(joined.peer, "430[\"done\"]", "431[\"done\"]");
        assertThat(repeats().size()).isEqualTo(1);
        assertThat(repeats().bytes()).isEqualTo(2);
    }

    @Test
    void boundsAreChecked() {
        assertThat(BY_FIRST_ARGUMENT.window()).isEqualTo(Duration.ofMinutes(5));
        assertThat(BY_FIRST_ARGUMENT.maxKeys()).isEqualTo(10_000);
        assertThat(BY_FIRST_ARGUMENT.maxBytes()).isEqualTo(8 << 20);
        assertThatThrownBy(() -> BY_FIRST_ARGUMENT.withWindow(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BY_FIRST_ARGUMENT.withWindow(Duration.ofDays(2)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BY_FIRST_ARGUMENT.withMaxKeys(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BY_FIRST_ARGUMENT.withMaxBytes(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
