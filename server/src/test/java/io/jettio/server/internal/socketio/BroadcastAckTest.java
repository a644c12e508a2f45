package io.jettio.server.internal.socketio;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.server.AckException;
import io.jettio.server.AckException.Reason;
import io.jettio.server.BroadcastAcks;
import io.jettio.server.BroadcastAcks.Answer;
import io.jettio.server.engine.OutboundPolicy;
import io.jettio.server.internal.fixture.FakeWebSocket.Writing;
import io.jettio.server.internal.fixture.Joined;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.SocketIoBench;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Broadcasts that ask for acks: who answers, who does not, and when it is over. */
class BroadcastAckTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final SocketIoBench bench = new SocketIoBench(
            options -> options.ackTimeout(Duration.ofSeconds(5)).maxPendingAcks(2));
    private final Joined a = Joined.to(bench);
    private final Joined b = Joined.to(bench);
    private final Joined c = Joined.to(bench);

    @AfterEach
    void close() {
        bench.close();
    }

    /** Where there are many, or the process stood still: nobody is waited for who is asked behind the timeout. */
    @Test
    void aTimeoutThatPassesWhileTheyAreAskedEndsTheWaitForAll() throws Exception {
        OutboundPolicy slow = OutboundPolicy.coalesce(frame -> {
            bench.time().advance(Duration.ofSeconds(2));
            return "key";
        });
        BroadcastAcks<Integer> result = bench.io()
                .timeout(Duration.ofSeconds(1))
                .policy(slow)
                .emitWithAck("q", Integer.class)
                .get(20, SECONDS);

        assertThat(result.missing().values()).containsExactly(Reason.TIMEOUT, Reason.TIMEOUT, Reason.TIMEOUT);
        assertThat(Stream.of(a, b, c).filter(each -> !each.peer().sent().isEmpty()))
                .as("asked before it passed")
                .hasSize(1);
        for (Joined each : List.of(a, b, c)) {
            CompletableFuture<Integer> first = each.socket().emitWithAck("next", Integer.class);
            CompletableFuture<Integer> second = each.socket().emitWithAck("next", Integer.class);
            assertThat(List.of(first, second)).as("nothing else is pending").noneMatch(CompletableFuture::isDone);
        }
    }

    @Test
    @Tag("feature:3.70")
    void itIsOverWhenAllHaveAnsweredOneIdForAll() throws Exception {
        int deadlines = bench.time().queue().size();
        CompletableFuture<BroadcastAcks<Integer>> acks = bench.io().emitWithAck("q", Integer.class, "x");
        for (Joined each : List.of(a, b, c)) {
            assertThat(each.peer().sent()).containsExactly("420[\"q\",\"x\"]");
        }
        b.peer().receive("430[2]");
        a.peer().receive("430[1]");
        assertThat(acks).isNotDone();
        c.peer().receive("430[]");

        BroadcastAcks<Integer> result = acks.get(20, SECONDS);
        assertThat(result.answers())
                .containsExactly(
                        new Answer<>(b.socket().id(), 2),
                        new Answer<>(a.socket().id(), 1),
                        new Answer<>(c.socket().id(), null));
        assertThat(result.values()).containsExactly(2, 1, null);
        assertThat(result.missing()).isEmpty();
        assertThat(result.asked()).isEqualTo(3);
        assertThat(result.complete()).isTrue();
        assertThat(bench.time().queue().size()).as("armed deadlines").isLessThanOrEqualTo(deadlines);
    }

    @Test
    @Tag("feature:3.70")
    void atTheTimeoutThereIsWhatThereIsAndNothingIsLeft() throws Exception {
        int deadlines = bench.time().queue().size();
        CompletableFuture<BroadcastAcks<Integer>> acks =
                bench.io().timeout(Duration.ofSeconds(1)).emitWithAck("q", Integer.class);
        a.peer().receive("430[1]");
        bench.time().advance(Duration.ofMillis(999));
        assertThat(acks).isNotDone();
        bench.time().advance(Duration.ofMillis(1));

        BroadcastAcks<Integer> result = acks.get(20, SECONDS);
        assertThat(result.values()).containsExactly(1);
        assertThat(result.missing())
                .isEqualTo(Map.of(b.socket().id(), Reason.TIMEOUT, c.socket().id(), Reason.TIMEOUT));
        assertThat(result.complete()).isFalse();
        assertThat(bench.time().queue().size()).as("armed deadlines").isLessThanOrEqualTo(deadlines);
        for (Joined each : List.of(a, b, c)) {
            assertThat(((DefaultSocket) each.socket()).acks().size()).isZero();
        }
        b.peer().receive("430[2]");
        assertThat(b.socket().connected()).as("a late answer is ignored").isTrue();
    }

    @Test
    void theDefaultTimeoutIsTheServers() throws Exception {
        CompletableFuture<BroadcastAcks<Integer>> acks = bench.io().emitWithAck("q", Integer.class);
        bench.time().advance(Duration.ofMillis(4_999));
        assertThat(acks).isNotDone();
        bench.time().advance(Duration.ofMillis(1));
        assertThat(acks.get(20, SECONDS).missing()).hasSize(3);
    }

    @Test
    void withoutATimeoutAcksAreAwaitedUntilTheDisconnect() throws Exception {
        try (SocketIoBench patient =
                new SocketIoBench(options -> options.ackTimeout(Duration.ZERO).pingInterval(Duration.ofHours(2)))) {
            Joined d = Joined.to(patient);
            CompletableFuture<String> asked = d.socket().emitWithAck("q", String.class);
            CompletableFuture<BroadcastAcks<String>> all = patient.io().emitWithAck("q", String.class);
            patient.time().advance(Duration.ofHours(1));
            assertThat(asked).isNotDone();
            assertThat(all).isNotDone();

            d.peer().receive("431[\"at last\"]").closeByPeer();

            assertThat(all.get(20, SECONDS).values()).containsExactly("at last");
            assertFails(asked, Reason.DISCONNECTED);
        }
    }

    @Test
    void whoIsDisconnectedIsNotWaitedFor() throws Exception {
        CompletableFuture<BroadcastAcks<Integer>> acks =
                bench.io().to(a.socket().id()).to(b.socket().id()).emitWithAck("q", Integer.class);
        a.peer().receive("430[1]");
        b.peer().closeByPeer();

        BroadcastAcks<Integer> result = acks.get(20, SECONDS);
        assertThat(result.values()).containsExactly(1);
        assertThat(result.missing()).isEqualTo(Map.of(b.socket().id(), Reason.DISCONNECTED));
        assertThat(result.complete()).isFalse();
    }

    @Test
    void whereNobodyIsChosenItIsOverAtOnceAndComplete() throws Exception {
        BroadcastAcks<String> result =
                bench.io().to("nobody").emitWithAck("q", String.class).get(20, SECONDS);
        assertThat(result.answers()).isEmpty();
        assertThat(result.asked()).isZero();
        assertThat(result.complete()).isTrue();
    }

    @Test
    void whoOwesTooManyAndWhoDropsTheEventIsNotWaitedFor() throws Exception {
        assertThat(a.socket().emitWithAck("q", String.class)).isNotDone();
        assertThat(a.socket().emitWithAck("q", String.class)).isNotDone();
        b.peer().writing(Writing.STALLED);
        b.socket().emit("under way");

        CompletableFuture<BroadcastAcks<Integer>> acks = bench.io().asVolatile().emitWithAck("q", Integer.class);
        c.peer().receive("432[3]");

        BroadcastAcks<Integer> result = acks.get(20, SECONDS);
        assertThat(result.values()).containsExactly(3);
        assertThat(result.missing())
                .isEqualTo(Map.of(
                        a.socket().id(), Reason.TOO_MANY_PENDING, b.socket().id(), Reason.DROPPED));
        assertThat(a.peer().sent()).hasSize(2);
    }

    @Test
    void whoDropsItLaterIsNotWaitedForEither() throws Exception {
        b.peer().writing(Writing.STALLED);
        b.socket().emit("under way");
        CompletableFuture<BroadcastAcks<Integer>> acks = bench.io()
                .to(b.socket().id())
                .policy(OutboundPolicy.coalesceBy("k"))
                .emitWithAck("q", Integer.class);
        assertThat(acks).isNotDone();

        bench.io().policy(OutboundPolicy.coalesceBy("k")).emit("newer");

        assertThat(acks.get(20, SECONDS).missing()).isEqualTo(Map.of(b.socket().id(), Reason.DROPPED));
    }

    @Test
    void anAnswerThatDoesNotFitCountsAsMissing() throws Exception {
        CompletableFuture<BroadcastAcks<Integer>> acks =
                bench.io().except(c.socket().id()).emitWithAck("q", Integer.class);
        a.peer().receive("430[\"no number\"]");
        b.peer().receive("430[2]");

        BroadcastAcks<Integer> result = acks.get(20, SECONDS);
        assertThat(result.values()).containsExactly(2);
        assertThat(result.missing()).isEqualTo(Map.of(a.socket().id(), Reason.UNFIT));
        assertThat(result.complete()).isFalse();
    }

    @Test
    void cancellingEndsTheWaits() {
        CompletableFuture<BroadcastAcks<Integer>> acks = bench.io().emitWithAck("q", Integer.class);
        assertThat(acks.cancel(false)).isTrue();
        assertThat(((DefaultSocket) a.socket()).acks().size()).isZero();
        assertThat(((DefaultSocket) c.socket()).acks().size()).isZero();
    }

    @Test
    void aBroadcastsIdIsNoOtherAcksId() throws Exception {
        CompletableFuture<Integer> own = a.socket().emitWithAck("q", Integer.class);
        CompletableFuture<BroadcastAcks<Integer>> all =
                bench.io().to(a.socket().id()).emitWithAck("q", Integer.class);
        assertThat(a.peer().sent()).containsExactly("420[\"q\"]", "421[\"q\"]");
        a.peer().receive("431[1]").receive("430[0]");
        assertThat(own.get(20, SECONDS)).isZero();
        assertThat(all.get(20, SECONDS).values()).containsExactly(1);
    }

    @Test
    void binaryAnswersCount() throws Exception {
        CompletableFuture<BroadcastAcks<byte[]>> acks =
                bench.io().to(a.socket().id()).emitWithAck("q", byte[].class, new byte[] {1});
        assertThat(a.peer().sent()).containsExactly("451-0[\"q\",{\"_placeholder\":true,\"num\":0}]", "<01>");
        a.peer().receive("461-0[{\"_placeholder\":true,\"num\":0}]").receive("<0203>");
        assertThat(acks.get(20, SECONDS).values().get(0)).containsExactly(2, 3);
    }

    @Test
    void joiningItInsideAHandlerWorks() {
        List<String> told = new CopyOnWriteArrayList<>();
        a.socket()
                .on(
                        "ask",
                        payload -> told.add(a.socket()
                                        .to(b.socket().id())
                                        .emitWithAck("q", Integer.class)
                                        .join()
                                        .values()
                                + " "
                                + bench.io().to(c.socket().id()).single().call("q", Integer.class)));
        a.peer().receive("42[\"ask\"]");
        eventually(bench.time(), () -> assertThat(b.peer().sent()).containsExactly("420[\"q\"]"));
        b.peer().receive("430[1]");
        SocketIoBench.awaitSent(c.peer(), "421[\"q\"]");
        c.peer().receive("431[2]");
        eventually(() -> assertThat(told).containsExactly("[1] 2"));
    }

    // ---------------------------------------------------------------- one socket

    @Test
    @Tag("feature:3.71")
    void ofASingleSocketTheFirstAckIsTheAnswer() throws Exception {
        CompletableFuture<String> answer =
                bench.io().to(a.socket().id()).single().emitWithAck("q", String.class, "x");
        assertThat(a.peer().sent()).containsExactly("420[\"q\",\"x\"]");
        a.peer().receive("430[\"yes\"]");
        assertThat(answer.get(20, SECONDS)).isEqualTo("yes");
    }

    @Test
    void ofASingleSocketThatIsNotThereOrDoesNotAnswerTheWaitFails() {
        assertFails(bench.io().to("nobody").single().emitWithAck("q", String.class), Reason.DISCONNECTED);
        CompletableFuture<String> left = bench.io().to(a.socket().id()).single().emitWithAck("q", String.class);
        a.peer().closeByPeer();
        assertFails(left, Reason.DISCONNECTED);
        CompletableFuture<String> late = bench.io()
                .to(b.socket().id())
                .single()
                .timeout(Duration.ofSeconds(1))
                .emitWithAck("q", String.class);
        bench.time().advance(Duration.ofSeconds(1));
        assertFails(late, Reason.TIMEOUT);
    }

    @Test
    void reservedNamesAreRefusedAndNothingIsSent() {
        assertThatThrownBy(() -> bench.io().emitWithAck("connect", String.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("connect");
        assertThatThrownBy(() -> bench.io().to("x").single().emitWithAck("disconnecting", String.class))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(a.peer().sent()).isEmpty();
    }

    private static void assertFails(CompletableFuture<?> answer, Reason reason) {
        assertThatThrownBy(() -> answer.get(20, SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        AckException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
