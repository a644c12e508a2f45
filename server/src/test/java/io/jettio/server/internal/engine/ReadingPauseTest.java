package io.jettio.server.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.internal.fixture.EngineBench;
import io.jettio.server.internal.fixture.FakeExchange;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.PollingPeer;
import io.jettio.server.internal.run.Inflow;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** While the server does not read a peer, the peer waits: for its POST's {@code ok}, or for its WebSocket to be read. */
class ReadingPauseTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final EngineBench bench = new EngineBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aPausedWebSocketIsNotReadAndLosesNothing() {
        FakeWebSocket peer = bench.webSocket();
        bench.onMessage((told, message) -> {
            if (message.equals(Frame.text("b"))) {
                told.session().pauseReading();
            }
        });

        peer.receive("4a").receive("4b").receive("4c").receive("4d");

        assertThat(peer.isReading()).isFalse();
        assertThat(bench.last().messages()).containsExactly("a", "b");
        session().resumeReading();
        assertThat(bench.last().messages()).containsExactly("a", "b", "c", "d");
        assertThat(peer.isReading()).isTrue();
    }

    @Test
    void aResumeBeforeTheMessageThatPausedIsThroughLosesNothing() {
        FakeWebSocket peer = bench.webSocket();
        bench.onMessage((told, message) -> {
            told.session().pauseReading();
            told.session().resumeReading();
        });

        peer.receive("4a").receive("4b");

        assertThat(bench.last().messages()).containsExactly("a", "b");
        assertThat(peer.isReading()).isTrue();
    }

    @Test
    void aPausedPostGetsItsOkWhenReadingGoesOn() {
        PollingPeer peer = bench.polling();
        bench.onMessage((told, message) -> told.session().pauseReading());

        FakeExchange post = peer.post("4a\u001e4b");

        assertThat(bench.last().messages()).as("what was read is taken").containsExactly("a", "b");
        assertThat(post.isAnswered()).isFalse();
        session().resumeReading();
        assertThat(post.body()).isEqualTo("ok");
    }

    @Test
    void whileAPostIsHeldPollsAreAnswered() {
        PollingPeer peer = bench.polling();
        bench.onMessage((told, message) -> told.session().pauseReading());
        FakeExchange post = peer.post("4a");

        session().send(List.of(EnginePacket.message(Frame.text("b"))));

        assertThat(peer.poll().body()).isEqualTo("4b");
        assertThat(post.isAnswered()).isFalse();
    }

    @Test
    void aPostBesideAHeldOneIsAnOverlap() {
        PollingPeer peer = bench.polling();
        bench.onMessage((told, message) -> told.session().pauseReading());
        FakeExchange held = peer.post("4a");

        assertThat(peer.post("4b").status()).isEqualTo(400);

        assertThat(held.isAnswered()).isTrue();
        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.TRANSPORT_ERROR);
    }

    @Test
    void theEndOfTheSessionAnswersAHeldPost() {
        PollingPeer peer = bench.polling();
        bench.onMessage((told, message) -> told.session().pauseReading());
        FakeExchange held = peer.post("4a");

        session().end(EngineCloseReason.FORCED_CLOSE, false);

        assertThat(held.isAnswered()).isTrue();
    }

    @Test
    void theHeartbeatStandsStillWhileWeDoNotRead() {
        FakeWebSocket peer = bench.webSocket();
        bench.time().advance(Duration.ofSeconds(40));
        session().pauseReading();

        bench.time().advance(Duration.ofHours(1));
        assertThat(bench.last().closes()).isEmpty();

        session().resumeReading();
        bench.time().advance(Duration.ofMillis(4_999));
        assertThat(bench.last().closes()).as("5 s of the 45 were left").isEmpty();
        bench.time().advance(Duration.ofMillis(1));
        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.PING_TIMEOUT);
        assertThat(peer.isAborted()).isTrue();
    }

    @Test
    void aPausedPollingSessionDoesNotExpireAtARequestEither() {
        PollingPeer peer = bench.polling();
        session().pauseReading();
        bench.time().advance(Duration.ofHours(1));

        FakeExchange poll = peer.poll();

        assertThat(bench.last().closes()).isEmpty();
        session().send(List.of(EnginePacket.message(Frame.text("a"))));
        assertThat(poll.body()).as("one ping, however long it waited").isEqualTo("2");
        assertThat(peer.poll().body()).isEqualTo("4a");
    }

    @Test
    void pingsGoOnWhileWeDoNotReadOrTheClientWouldGiveUp() {
        FakeWebSocket peer = bench.webSocket().forgetSent();
        session().pauseReading();

        bench.time().advance(Duration.ofSeconds(100));

        assertThat(peer.sent()).containsExactly("2", "2", "2", "2");
        assertThat(bench.last().closes()).isEmpty();
        session().resumeReading();
        peer.receive("3");
        bench.time().advance(Duration.ofSeconds(45));
        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.PING_TIMEOUT);
    }

    @Test
    void anUpgradeWhilePausedDoesNotReadOnAndLosesNothing() {
        PollingPeer peer = bench.polling();
        bench.onMessage((told, message) -> told.session().pauseReading());
        FakeWebSocket candidate = peer.candidate().receive("2probe");
        peer.post("4a");
        candidate.receive("5").receive("4b").receive("4c");

        assertThat(bench.last().messages()).containsExactly("a");
        assertThat(candidate.isReading()).isFalse();
        bench.onMessage((told, message) -> {});
        session().resumeReading();
        assertThat(bench.last().messages()).containsExactly("a", "b", "c");
    }

    @Test
    void pausesAndResumesThatCrossLeaveTheHeartbeatRunning() throws Exception {
        FakeWebSocket peer = bench.webSocket();
        Inflow inflow = new Inflow(session()::pauseReading, session()::resumeReading);
        for (int round = 0; round < 2_000; round++) {
            for (int i = 0; i < 1_000; i++) {
                inflow.arrived(1);
            }
            CyclicBarrier start = new CyclicBarrier(2);
            Thread handler = new Thread(() -> {
                await(start);
                for (int i = 0; i < 1_000; i++) {
                    inflow.handled(1);
                }
            });
            handler.start();
            await(start);
            inflow.arrived(1);
            inflow.handled(1);
            handler.join();
        }
        peer.receive("3");
        peer.forgetSent();

        bench.time().advance(Duration.ofSeconds(25));
        assertThat(peer.sent()).containsExactly("2");
        bench.time().advance(Duration.ofSeconds(20));
        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.PING_TIMEOUT);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private EngineSession session() {
        return bench.last().session();
    }
}
