package io.jettio.server.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.engine.OutboundPolicy;
import io.jettio.server.internal.fixture.EngineBench;
import io.jettio.server.internal.fixture.FakeExchange;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.FakeWebSocket.Writing;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.PollingPeer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A peer that does not take what waits for it is not read until it has; the mark is a quarter of the bound. */
class UnreadOutputTest {
    private static final Duration STALL = Duration.ofSeconds(100);
    private static final String ABOVE_MARK = "x".repeat(251);

    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final EngineBench bench = new EngineBench(
            options -> options.maxQueuedPackets(40).maxQueuedBytes(1_000).writeStallTimeout(STALL));

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aWebSocketAboveTheMarkIsNotReadUntilItHasDrained() {
        FakeWebSocket peer = bench.webSocket();
        bench.onMessage((told, message) -> send(ABOVE_MARK));
        peer.writing(Writing.STALLED);

        peer.receive("4a").receive("4b").receive("4c");

        assertThat(bench.last().messages()).containsExactly("a");
        assertThat(peer.isReading()).isFalse();
        bench.onMessage((told, message) -> {});
        peer.completeWrites();
        assertThat(bench.last().messages()).containsExactly("a", "b", "c");
        assertThat(peer.isReading()).isTrue();
    }

    @Test
    void aQueueAtTheMarkIsReadOn() {
        FakeWebSocket peer = bench.webSocket().writing(Writing.STALLED);
        send("x".repeat(250));

        peer.receive("4a").receive("4b");

        assertThat(bench.last().messages()).containsExactly("a", "b");
        peer.completeWrites();
    }

    @Test
    void echoesOfAFloodThatIsNotReadStayAtTheMark() {
        FakeWebSocket peer = bench.webSocket().forgetSent();
        bench.onMessage((told, message) -> send(((Frame.Text) message).text()));
        peer.writing(Writing.STALLED);

        for (int i = 0; i < 1_000; i++) {
            peer.receive("4" + "y".repeat(50));
        }

        assertThat(bench.last().messages()).as("up to the mark and one beyond").hasSize(6);
        assertThat(bench.last().closes()).isEmpty();
        peer.writing(Writing.AT_ONCE).completeWrites();
        assertThat(bench.last().messages()).hasSize(1_000);
        assertThat(peer.sent()).hasSize(1_000);
    }

    @Test
    void theStallTimeoutStillEndsIt() {
        bench.webSocket().writing(Writing.STALLED);
        send(ABOVE_MARK);

        bench.time().advance(STALL.minusMillis(1));
        assertThat(bench.last().closes()).as("its pongs wait unread").isEmpty();
        bench.time().advance(Duration.ofMillis(1));

        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.SLOW_CONSUMER);
    }

    @Test
    void aPongThatWaitedUnreadIsNoPingTimeout() {
        FakeWebSocket peer = bench.webSocket().writing(Writing.STALLED);
        bench.time().advance(Duration.ofSeconds(20));
        send(ABOVE_MARK);
        peer.receive("4is read, as the demand was there").receive("3");
        bench.time().advance(Duration.ofSeconds(90));
        assertThat(bench.last().closes()).isEmpty();
        assertThat(peer.unread()).isEqualTo(1);

        peer.writing(Writing.AT_ONCE).completeWrites();

        bench.time().advance(Duration.ofSeconds(44));
        assertThat(bench.last().closes()).as("the pong counted").isEmpty();
        bench.time().advance(Duration.ofSeconds(1));
        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.PING_TIMEOUT);
    }

    @Test
    void thePostThatFilledTheQueueIsAnsweredAndTheNextWaits() {
        PollingPeer peer = bench.polling();
        bench.onMessage((told, message) -> send(ABOVE_MARK));

        FakeExchange first = peer.post("4a");
        FakeExchange second = peer.post("4b");

        assertThat(first.body())
                .as("a client may poll only when it has its answer")
                .isEqualTo("ok");
        assertThat(second.isAnswered()).isFalse();
        assertThat(bench.last().messages()).containsExactly("a");
        bench.onMessage((told, message) -> {});
        assertThat(peer.poll().body()).isEqualTo("4" + ABOVE_MARK);
        assertThat(second.body()).isEqualTo("ok");
        assertThat(bench.last().messages()).containsExactly("a", "b");
        assertThat(peer.post("4c").body()).isEqualTo("ok");
    }

    @Test
    void aPostThatIsHeldForHandlersIsAnsweredThoughThePeerHasNotRead() {
        PollingPeer peer = bench.polling();
        bench.onMessage((told, message) -> {
            told.session().pauseReading();
            send(ABOVE_MARK);
        });
        FakeExchange post = peer.post("4a");
        assertThat(post.isAnswered()).isFalse();

        bench.last().session().resumeReading();

        assertThat(post.body()).isEqualTo("ok");
    }

    @Test
    void aPostBesideAWaitingOneIsAnOverlap() {
        PollingPeer peer = bench.polling();
        send(ABOVE_MARK);
        FakeExchange waiting = peer.post("4a");

        assertThat(peer.post("4b").status()).isEqualTo(400);

        assertThat(waiting.status()).isEqualTo(400);
        assertThat(bench.last().messages()).isEmpty();
        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.TRANSPORT_ERROR);
    }

    @Test
    void aPollingPeerThatPostsPongsButNeverPollsIsEndedByTheStallTimeout() {
        PollingPeer peer = bench.polling();
        send(ABOVE_MARK);
        FakeExchange pong = peer.post("3");

        bench.time().advance(STALL);

        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.SLOW_CONSUMER);
        assertThat(pong.isAnswered()).isTrue();
    }

    @Test
    void anUpgradeLetsTheLastPostThroughSinceTheClientWaitsForIt() {
        PollingPeer peer = bench.polling();
        send(ABOVE_MARK);
        FakeExchange waiting = peer.post("4a");
        assertThat(waiting.isAnswered()).isFalse();

        FakeWebSocket candidate = peer.candidate().receive("2probe");

        assertThat(waiting.body()).isEqualTo("ok");
        assertThat(peer.post("4b").body()).isEqualTo("ok");
        candidate.receive("5");
        assertThat(candidate.sent()).containsExactly("3probe", "4" + ABOVE_MARK);
        candidate.receive("4c");
        assertThat(bench.last().messages()).containsExactly("a", "b", "c");
    }

    @Test
    void whatAPolicyDropsMakesReadingGoOnToo() {
        try (EngineBench dropping =
                new EngineBench(options -> options.maxQueuedBytes(1_000).outboundPolicy(OutboundPolicy.dropOldest()))) {
            FakeWebSocket peer = dropping.webSocket().writing(Writing.STALLED);
            EngineSession session = dropping.last().session();
            EnginePacket small = EnginePacket.message(Frame.text("x"));
            session.send(List.of(small)); // on its way
            session.send(Outbound.message(List.of(EnginePacket.message(Frame.text("x".repeat(999))))));
            peer.receive("4a").receive("4b");
            assertThat(dropping.last().messages()).containsExactly("a");

            session.send(Outbound.message(List.of(small)));

            assertThat(dropping.last().messages()).containsExactly("a", "b");
            peer.completeWrites();
        }
    }

    private void send(String message) {
        bench.last().session().send(List.of(EnginePacket.message(Frame.text(message))));
    }
}
