package io.jettio.server.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.engine.OutboundPolicy;
import io.jettio.server.internal.fixture.EngineBench;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.FakeWebSocket.Writing;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.PollingPeer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What waits for one peer is bounded, and a peer that does not take it is closed. */
class SlowConsumerTest {
    private static final Duration STALL = Duration.ofSeconds(10);
    private static final Duration MILLI = Duration.ofMillis(1);

    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final EngineBench bench = new EngineBench(
            options -> options.maxQueuedPackets(40).maxQueuedBytes(1_000).writeStallTimeout(STALL));

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    @Tag("feature:1.50")
    void thePacketBoundIsReachedAndNotExceeded() {
        FakeWebSocket peer = stalledPeer();
        for (int i = 0; i < 40; i++) {
            assertThat(send("x")).isTrue();
        }
        assertThat(bench.last().closes()).isEmpty();

        assertThat(send("x")).isFalse();

        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.SLOW_CONSUMER);
        assertThat(peer.isAborted()).isTrue();
    }

    @Test
    @Tag("feature:1.50")
    void theByteBoundIsReachedAndNotExceeded() {
        stalledPeer();
        assertThat(send("x".repeat(600))).isTrue();
        assertThat(send("x".repeat(400))).isTrue();
        assertThat(bench.last().closes()).isEmpty();

        assertThat(send("x")).isFalse();

        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.SLOW_CONSUMER);
    }

    @Test
    void thePacketsOfOneSendAreTakenTogetherOrNotAtAll() {
        FakeWebSocket peer = stalledPeer();
        EnginePacket packet = EnginePacket.message(Frame.text("x"));

        assertThat(session().send(Collections.nCopies(41, packet))).isFalse();

        assertThat(peer.sent()).isEmpty();
        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.SLOW_CONSUMER);
    }

    @Test
    void whatIsWrittenMakesRoomAgain() {
        FakeWebSocket peer = bench.webSocket();
        for (int i = 0; i < 500; i++) {
            assertThat(send("x".repeat(100))).isTrue();
        }
        assertThat(peer.sent()).hasSize(501);
        assertThat(bench.last().closes()).isEmpty();
    }

    @Test
    void aPollingPeerThatNeverPollsIsBoundedTheSameWay() {
        bench.polling();
        for (int i = 0; i < 40; i++) {
            assertThat(send("x")).isTrue();
        }
        assertThat(send("x")).isFalse();
        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.SLOW_CONSUMER);
    }

    @Test
    void aQueueAboveTheMarkFromWhichNothingGoesOutIsClosedExactlyAfterTheStallTimeout() {
        FakeWebSocket peer = stalledPeer();
        send("x".repeat(251));

        bench.time().advance(STALL.minus(MILLI));
        assertThat(bench.last().closes()).isEmpty();
        bench.time().advance(MILLI);

        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.SLOW_CONSUMER);
        assertThat(peer.isAborted()).isTrue();
    }

    static List<OutboundPolicy> policiesThatMakeRoom() {
        return List.of(OutboundPolicy.dropOldest(), OutboundPolicy.coalesce(frame -> "key"));
    }

    /** What makes room for others was not taken by the peer, which may be gone for good. */
    @ParameterizedTest
    @MethodSource("policiesThatMakeRoom")
    void whatIsDroppedDoesNotCountAsTaken(OutboundPolicy policy) {
        try (EngineBench dropping = new EngineBench(
                options -> options.maxQueuedPackets(8).writeStallTimeout(STALL).outboundPolicy(policy))) {
            FakeWebSocket peer = dropping.webSocket().writing(Writing.STALLED);
            EngineSession session = dropping.last().session();
            for (int i = 0; i < 7; i++) {
                assertThat(session.send(List.of(EnginePacket.message(Frame.text("kept")))))
                        .isTrue();
            }
            Outbound latest = Outbound.message(List.of(EnginePacket.message(Frame.text("latest"))));
            session.send(latest);
            for (int i = 0; i < 3; i++) {
                dropping.time().advance(STALL.dividedBy(4));
                session.send(latest);
            }
            assertThat(dropping.last().closes()).isEmpty();

            dropping.time().advance(STALL.dividedBy(4));

            assertThat(dropping.last().closes()).containsExactly(EngineCloseReason.SLOW_CONSUMER);
            assertThat(peer.isAborted()).isTrue();
        }
    }

    /** There is nothing to be slow with. */
    @Test
    void aQueueThatDropsBringBelowTheMarkMayWait() {
        try (EngineBench dropping = new EngineBench(options -> options.maxQueuedBytes(1_000)
                .writeStallTimeout(STALL)
                .outboundPolicy(OutboundPolicy.coalesce(frame -> "key")))) {
            FakeWebSocket peer = dropping.webSocket().writing(Writing.STALLED);
            EngineSession session = dropping.last().session();
            for (String text : List.of("under way", "x".repeat(300), "small")) {
                session.send(Outbound.message(List.of(EnginePacket.message(Frame.text(text)))));
            }
            dropping.time().advance(STALL.multipliedBy(3));

            assertThat(dropping.last().closes()).isEmpty();
            peer.completeWrites();
        }
    }

    @Test
    void aQueueAtTheMarkMayWait() {
        FakeWebSocket peer = stalledPeer();
        send("x".repeat(250));

        bench.time().advance(STALL.multipliedBy(2));

        assertThat(bench.last().closes()).isEmpty();
        peer.completeWrites();
    }

    @Test
    void eachWriteThatIsDoneStartsTheStallTimeoutAnew() {
        PollingPeer peer = bench.polling();
        for (int i = 0; i < 5; i++) {
            send("x".repeat(300));
            bench.time().advance(STALL.minus(MILLI));
            assertThat(peer.poll().packets()).contains("4" + "x".repeat(300));
            peer.post("3");
        }
        assertThat(bench.last().closes()).isEmpty();

        bench.time().advance(STALL);
        assertThat(bench.last().closes()).as("an empty queue stalls nobody").isEmpty();
    }

    @Test
    void aPeerThatAnswersPingsButDoesNotReadIsClosedAllTheSame() {
        FakeWebSocket peer = stalledPeer();
        send("x".repeat(300));
        for (int second = 0; second < 9; second++) {
            bench.time().advance(Duration.ofSeconds(1));
            peer.receive("3");
        }
        bench.time().advance(Duration.ofSeconds(1));

        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.SLOW_CONSUMER);
    }

    @Test
    void oneSlowPeerDelaysNobodyElse() {
        stalledPeer();
        EngineSession slow = session();
        FakeWebSocket other = bench.webSocket().forgetSent();
        for (int i = 0; i < 10; i++) {
            slow.send(List.of(EnginePacket.message(Frame.text("x"))));
            send("y");
        }
        assertThat(other.sent()).hasSize(10);
    }

    private FakeWebSocket stalledPeer() {
        return bench.webSocket().writing(Writing.STALLED).forgetSent();
    }

    private EngineSession session() {
        return bench.last().session();
    }

    private boolean send(String message) {
        return session().send(List.of(EnginePacket.message(Frame.text(message))));
    }
}
