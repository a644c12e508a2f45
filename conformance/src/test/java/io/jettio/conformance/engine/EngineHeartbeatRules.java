package io.jettio.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.conformance.subject.ContractRules;
import io.jettio.harness.wire.Answer;
import io.jettio.harness.wire.Deadlines;
import io.jettio.harness.wire.PollingSession;
import io.jettio.harness.wire.WebSocketPeer;
import io.jettio.harness.wire.WebSocketPeer.Pings;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The server pings every 300 ms and waits 200 ms for the pong. */
interface EngineHeartbeatRules extends ContractRules {
    /** The contract's ping interval, less what timers of the reference implementation may round off. */
    long INTERVAL = 300 - 2;

    /** The contract's ping timeout. */
    long TIMEOUT = 200;

    @Test
    default void pollingSessionThatPongsLives() {
        long beat = System.nanoTime();
        PollingSession session = PollingSession.open(endpoint());
        for (int i = 0; i < 3; i++) {
            assertThat(session.poll().text()).isEqualTo("2");
            assertThat(System.nanoTime() - beat).isGreaterThanOrEqualTo(millis(INTERVAL));
            beat = System.nanoTime();
            session.send("3");
        }
        assertThat(session.send("4still here").packet()).isEqualTo("4still here");
    }

    @Test
    default void webSocketThatPongsLives() {
        long beat = System.nanoTime();
        try (WebSocketPeer peer = WebSocketPeer.open(Pings.SEEN, endpoint(), "EIO=4&transport=websocket")) {
            assertThat(peer.text()).startsWith("0{");
            for (int i = 0; i < 3; i++) {
                assertThat(peer.text()).isEqualTo("2");
                assertThat(System.nanoTime() - beat).isGreaterThanOrEqualTo(millis(INTERVAL));
                beat = System.nanoTime();
                peer.sendText("3");
            }
            peer.sendText("4still here");
            assertThat(peer.text()).isEqualTo("4still here");
        }
    }

    @Test
    default void webSocketThatDoesNotPongIsClosed() {
        long beat = System.nanoTime();
        try (WebSocketPeer peer = WebSocketPeer.open(Pings.SEEN, endpoint(), "EIO=4&transport=websocket")) {
            assertThat(peer.text()).startsWith("0{");
            assertThat(peer.text()).isEqualTo("2");
            peer.closed();
            assertThat(System.nanoTime() - beat).isGreaterThanOrEqualTo(millis(INTERVAL + TIMEOUT));
        }
    }

    @Test
    default void pollingSessionThatDoesNotPongIsClosed() {
        long beat = System.nanoTime();
        PollingSession session = pinged();
        Answer last = session.poll();
        assertThat(last.text()).isEqualTo("1");
        assertThat(System.nanoTime() - beat).isGreaterThanOrEqualTo(millis(INTERVAL + TIMEOUT));
        assertThat(session.poll().status()).isEqualTo(400);
    }

    @Test
    @Tag("feature:1.20")
    default void pollAfterTheTimeoutIsRefused() {
        PollingSession session = PollingSession.open(endpoint());
        // Interval and timeout are 500 ms together; the reference implementation's timers may come late.
        Deadlines.reach(session.opened() + millis(900));
        assertThat(session.poll().status()).isEqualTo(400);
    }

    @Test
    default void pingWaitsForTheNextPoll() {
        PollingSession session = pingedUnread();
        assertThat(session.poll().text()).isEqualTo("2");
        session.send("3");
        assertThat(session.send("4still here").packet()).isEqualTo("4still here");
    }

    /** A session whose first ping was read, early enough that the next request is within the ping timeout. */
    private PollingSession pinged() {
        return onTime(session -> assertThat(session.poll().text()).isEqualTo("2"));
    }

    /** A session that was pinged while no poll waited. */
    private PollingSession pingedUnread() {
        return onTime(session -> Deadlines.reach(session.opened() + millis(340)));
    }

    /** The window is 200 ms; a try in which this machine paused the test for longer proves nothing. */
    private PollingSession onTime(Consumer<PollingSession> begin) {
        for (int i = 0; i < 5; i++) {
            PollingSession session = PollingSession.open(endpoint());
            begin.accept(session);
            if (System.nanoTime() - session.opened() < millis(420)) {
                return session;
            }
        }
        throw new AssertionError("this machine is too busy to keep within a window of 200 ms");
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
