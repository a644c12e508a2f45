package io.jettio.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.conformance.subject.ContractRules;
import io.jettio.harness.wire.Answer;
import io.jettio.harness.wire.Deadlines;
import io.jettio.harness.wire.PollingSession;
import io.jettio.harness.wire.WebSocketPeer;
import io.jettio.harness.wire.WebSocketPeer.Pings;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The server pings every 300 ms and waits some time for the pong. */
interface EngineHeartbeatRules extends ContractRules {
    /** The contract's ping interval, less what timers of the reference implementation may round off. */
    long INTERVAL = 300 - 2;

    @Test
    default void pollingSessionThatPongsLives() {
        long beat = System.nanoTime();
        PollingSession session = PollingSession.open(timed());
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
        try (WebSocketPeer peer = WebSocketPeer.open(Pings.SEEN, timed(), "EIO=4&transport=websocket")) {
            assertThat(peer.text()).startsWith("0{");
            for (int i = 0; i < 3; i++) {
                assertThat(peer.text()).isEqualTo("2");
                assertThat(System.nanoTime() - beat).isGreaterThanOrEqualTo(millis(INTERVAL));
                beat = System.nanoTime();
                peer.sendText("3");
            }
            peer.sendText("4still here");
            String echo = peer.text();
            while (echo.equals("2")) { // that came while nobody read
                peer.sendText("3");
                echo = peer.text();
            }
            assertThat(echo).isEqualTo("4still here");
        }
    }

    @Test
    default void webSocketThatDoesNotPongIsClosed() {
        long beat = System.nanoTime();
        try (WebSocketPeer peer = WebSocketPeer.open(Pings.SEEN, timed(), "EIO=4&transport=websocket")) {
            assertThat(peer.text()).startsWith("0{");
            assertThat(peer.text()).isEqualTo("2");
            peer.closed();
            assertThat(System.nanoTime() - beat).isGreaterThanOrEqualTo(millis(INTERVAL + pingTimeoutMillis()));
        }
    }

    @Test
    default void pollingSessionThatDoesNotPongIsClosed() {
        long beat = System.nanoTime();
        PollingSession session = pinged();
        Answer last = session.poll();
        assertThat(last.text()).isEqualTo("1");
        assertThat(System.nanoTime() - beat).isGreaterThanOrEqualTo(millis(INTERVAL + pingTimeoutMillis()));
        assertThat(session.poll().status()).isEqualTo(400);
    }

    @Test
    @Tag("feature:1.20")
    default void pollAfterTheTimeoutIsRefused() {
        PollingSession session = PollingSession.open(timed());
        // The reference implementation's timers may come late.
        Deadlines.reach(session.opened() + millis(300 + pingTimeoutMillis() + 400));
        assertThat(session.poll().status()).isEqualTo(400);
    }

    @Test
    default void pingWaitsForTheNextPoll() {
        PollingSession session = pingedUnread();
        assertThat(session.poll().text()).isEqualTo("2");
        session.send("3");
        assertThat(session.send("4still here").packet()).isEqualTo("4still here");
    }

    /** A session whose first ping was read. */
    private PollingSession pinged() {
        PollingSession session = PollingSession.open(timed());
        assertThat(session.poll().text()).isEqualTo("2");
        return session;
    }

    /** A session that was pinged while no poll waited. */
    private PollingSession pingedUnread() {
        PollingSession session = PollingSession.open(timed());
        Deadlines.reach(session.opened() + millis(340));
        return session;
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
