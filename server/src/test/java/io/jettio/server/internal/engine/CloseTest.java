package io.jettio.server.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.internal.fixture.EngineBench;
import io.jettio.server.internal.fixture.FakeExchange;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.FakeWebSocket.Writing;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.PollingPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A session ends once, with a reason, and a close of ours flushes first. */
class CloseTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final EngineBench bench = new EngineBench(options -> options.writeStallTimeout(Duration.ofSeconds(7)));

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void closingAnIdleWebSocketClosesItAtOnce() {
        FakeWebSocket peer = bench.webSocket();

        session().close(EngineCloseReason.FORCED_CLOSE);

        assertThat(peer.closeCode()).isEqualTo(1000);
        assertThat(peer.isAborted()).isFalse();
        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.FORCED_CLOSE);
    }

    @Test
    @Tag("feature:1.49")
    void closingAWebSocketThatIsBeingWrittenWaitsForAllThatIsQueued() {
        FakeWebSocket peer = bench.webSocket().writing(Writing.STALLED).forgetSent();
        assertThat(send("a")).isTrue();
        assertThat(send("b")).isTrue();

        session().close(EngineCloseReason.FORCED_CLOSE);

        assertThat(send("late")).as("nothing is taken any more").isFalse();
        assertThat(peer.closeCode()).isNull();
        peer.completeWrites();
        assertThat(peer.sent()).containsExactly("4a", "4b");
        assertThat(peer.closeCode()).isEqualTo(1000);
        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.FORCED_CLOSE);
    }

    @Test
    void whatThePeerSendsWhileWeFlushIsStillTaken() {
        FakeWebSocket peer = bench.webSocket().writing(Writing.STALLED);
        send("a");
        session().close(EngineCloseReason.FORCED_CLOSE);

        peer.receive("4b");

        assertThat(bench.last().messages()).containsExactly("b");
        assertThat(bench.last().closes()).isEmpty();
    }

    @Test
    @Tag("feature:1.49")
    void closingThatThePeerDoesNotLetFinishIsCutAfterTheWriteStallTimeout() {
        FakeWebSocket peer = bench.webSocket().writing(Writing.STALLED);
        send("a");
        session().close(EngineCloseReason.SERVER_SHUTTING_DOWN);

        bench.time().advance(Duration.ofMillis(6_999));
        assertThat(bench.last().closes()).isEmpty();
        bench.time().advance(Duration.ofMillis(1));

        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.SERVER_SHUTTING_DOWN);
        assertThat(peer.isAborted()).isTrue();
        peer.completeWrites();
    }

    @Test
    void closingAPollingSessionEndsItsPollWithTheClosePacket() {
        PollingPeer peer = bench.polling();
        FakeExchange poll = peer.poll();

        session().close(EngineCloseReason.FORCED_CLOSE);

        assertThat(poll.body()).isEqualTo("1");
        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.FORCED_CLOSE);
        assertThat(peer.poll().status()).isEqualTo(400);
    }

    @Test
    @Tag("feature:1.49")
    void closingAPollingSessionWaitsForTheNextPoll() {
        PollingPeer peer = bench.polling();
        send("a");
        session().close(EngineCloseReason.FORCED_CLOSE);
        assertThat(bench.last().closes()).isEmpty();

        assertThat(peer.poll().body()).isEqualTo("4a");
        assertThat(bench.last().closes()).isEmpty();
        assertThat(peer.poll().body())
                .as("alone, or clients drop what shares its payload")
                .isEqualTo("1");

        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.FORCED_CLOSE);
    }

    @Test
    void aPollingPeerThatNeverPollsAgainDoesNotKeepTheSession() {
        bench.polling();
        session().close(EngineCloseReason.FORCED_CLOSE);

        bench.time().advance(Duration.ofSeconds(7));

        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.FORCED_CLOSE);
    }

    @Test
    void thePollThatTheClosePacketOfThePeerOvertookIsEndedByIt() {
        PollingPeer peer = bench.polling();
        FakeExchange post = peer.post("4a\u001e1\u001e4late");
        assertThat(bench.last().closes()).isEmpty();
        assertThat(post.isAnswered()).isFalse();

        FakeExchange poll = peer.poll();
        bench.time().advance(Duration.ofMillis(10));

        assertThat(poll.body()).isEqualTo("6");
        assertThat(post.body()).isEqualTo("ok");
        assertThat(bench.last().messages()).containsExactly("a");
        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.TRANSPORT_CLOSE);
    }

    @Test
    void aPeerThatLeavesWithoutALastPollIsGoneInAMoment() {
        FakeExchange post = bench.polling().post("1");

        bench.time().advance(Duration.ofMillis(9));
        assertThat(bench.last().closes()).isEmpty();
        bench.time().advance(Duration.ofMillis(1));

        assertThat(post.body()).isEqualTo("ok");
        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.TRANSPORT_CLOSE);
    }

    /** Whoever takes the POST may be held up behind the packet. */
    @Test
    void aPeerThatIsGoneBeforeItsPostIsAnsweredHasItAnswered() {
        PollingPeer peer = bench.polling();
        AtomicBoolean leaves = new AtomicBoolean();
        bench.time().whenEarlier(() -> {
            if (leaves.getAndSet(false)) {
                bench.time().advance(Duration.ofMillis(10));
            }
        });
        leaves.set(true);

        FakeExchange post = peer.post("1");

        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.TRANSPORT_CLOSE);
        assertThat(post.isAnswered()).isTrue();
        assertThat(post.body()).isEqualTo("ok");
    }

    @Test
    void theClosePacketOfThePeerEndsTheSession() {
        bench.webSocket().receive("1").receive("4late");
        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.TRANSPORT_CLOSE);
        assertThat(bench.last().messages()).isEmpty();

        PollingPeer peer = bench.polling();
        FakeExchange poll = peer.poll();
        assertThat(peer.post("4a\u001e1\u001e4late").body()).isEqualTo("ok");
        assertThat(poll.body()).isEqualTo("6");
        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.TRANSPORT_CLOSE);
        assertThat(bench.last().messages()).containsExactly("a");
    }

    @Test
    void afterTheEndNoMessageIsTakenThatWasOnTheWireAlready() {
        FakeWebSocket peer = bench.webSocket();
        session().close(EngineCloseReason.FORCED_CLOSE);
        peer.receive("4late").receive("x").receive("3");
        peer.closeByPeer();

        assertThat(bench.last().messages()).isEmpty();
        assertThat(bench.last().closes()).hasSize(1);
    }

    @Test
    void aConnectionThatIsLostEndsTheSession() {
        bench.webSocket().closeByPeer();
        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.TRANSPORT_CLOSE);

        bench.webSocket().failByNetwork();
        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.TRANSPORT_ERROR);
    }

    @Test
    void aWriteThatFailsEndsTheSession() {
        FakeWebSocket peer = bench.webSocket().writing(Writing.FAILING);

        session().send(List.of(EnginePacket.message(Frame.text("a")), EnginePacket.message(Frame.text("b"))));

        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.TRANSPORT_ERROR);
        assertThat(peer.isAborted()).isTrue();
        assertThat(send("c")).isFalse();
    }

    @Test
    void whatIsSentToAClosedSessionGoesNowhere() {
        FakeWebSocket peer = bench.webSocket().forgetSent();
        peer.closeByPeer();

        assertThat(send("a")).isFalse();
        session().close(EngineCloseReason.FORCED_CLOSE);

        assertThat(peer.sent()).isEmpty();
        assertThat(session().isOpen()).isFalse();
        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.TRANSPORT_CLOSE);
    }

    @Test
    void aListenerThatThrowsEndsItsOwnSessionOnly() {
        log.expect("a message could not be taken");
        FakeWebSocket other = bench.webSocket();
        FakeWebSocket peer = bench.webSocket();
        bench.onMessage((told, message) -> {
            if (told == bench.last()) {
                throw new IllegalStateException("on purpose");
            }
        });

        peer.receive("4a");
        other.receive("4b");

        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.PARSE_ERROR);
        assertThat(bench.core().size()).isOne();
    }

    @Test
    void ofManyEndsAtOnceOnlyOneIsTold() throws InterruptedException {
        EngineCloseReason[] reasons = EngineCloseReason.values();
        for (int round = 0; round < 200; round++) {
            FakeWebSocket peer = bench.webSocket();
            EngineBench.Told told = bench.last();
            CyclicBarrier start = new CyclicBarrier(4);
            List<Thread> threads = new ArrayList<>();
            threads.add(at(start, () -> told.session().end(reasons[told.hashCode() % 3 + 3], false)));
            threads.add(at(start, () -> told.session().close(EngineCloseReason.FORCED_CLOSE)));
            threads.add(at(start, peer::closeByPeer));
            threads.add(at(start, () -> peer.receive("1")));
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(told.closes()).as("round %d", round).hasSize(1);
        }
        assertThat(bench.time().queue().size()).as("armed deadlines").isZero();
    }

    private static Thread at(CyclicBarrier start, Runnable action) {
        Thread thread = new Thread(() -> {
            try {
                start.await();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            action.run();
        });
        thread.start();
        return thread;
    }

    private EngineSession session() {
        return bench.last().session();
    }

    private boolean send(String message) {
        return session().send(List.of(EnginePacket.message(Frame.text(message))));
    }
}
