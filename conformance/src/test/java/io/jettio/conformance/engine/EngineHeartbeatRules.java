package io.jettio.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.conformance.target.ContractRules;
import io.jettio.conformance.wire.Answer;
import io.jettio.conformance.wire.Deadlines;
import io.jettio.conformance.wire.Endpoint;
import io.jettio.conformance.wire.PollingSession;
import io.jettio.conformance.wire.WebSocketPeer;
import io.jettio.conformance.wire.WebSocketPeer.Pings;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The server pings every 300 ms and waits 200 ms for the pong. */
interface EngineHeartbeatRules extends ContractRules {

    @Test
    default void pollingSessionThatPongsLives() {
        PollingSession session = PollingSession.open(endpoint());
        for (int i = 0; i < 3; i++) {
            long asked = System.nanoTime();
            assertThat(session.poll().text()).isEqualTo("2");
            assertThat(System.nanoTime() - asked).isBetween(millis(200), millis(500));
            session.send("3");
        }
        assertThat(session.send("4still here").packet()).isEqualTo("4still here");
    }

    @Test
    default void webSocketThatPongsLives() {
        try (WebSocketPeer peer = WebSocketPeer.open(Pings.SEEN, endpoint(), "EIO=4&transport=websocket")) {
            assertThat(peer.text()).startsWith("0{");
            for (int i = 0; i < 3; i++) {
                long from = System.nanoTime();
                assertThat(peer.text()).isEqualTo("2");
                assertThat(System.nanoTime() - from).isBetween(millis(200), millis(500));
                peer.sendText("3");
            }
            peer.sendText("4still here");
            assertThat(peer.text()).isEqualTo("4still here");
        }
    }

    @Test
    default void webSocketThatDoesNotPongIsClosed() {
        try (WebSocketPeer peer = WebSocketPeer.open(Pings.SEEN, endpoint(), "EIO=4&transport=websocket")) {
            assertThat(peer.text()).startsWith("0{");
            long from = System.nanoTime();
            assertThat(peer.text()).isEqualTo("2");
            peer.closed();
            assertThat(System.nanoTime() - from).isBetween(millis(400), millis(1_000));
        }
    }

    @Test
    default void pollingSessionThatDoesNotPongIsClosed() {
        PollingSession session = PollingSession.open(endpoint());
        assertThat(session.poll().text()).isEqualTo("2");
        Answer last = session.poll();
        assertThat(last.text()).isEqualTo("1");
        assertThat(System.nanoTime() - session.opened()).isBetween(millis(400), millis(1_000));
        assertThat(session.poll().status()).isEqualTo(400);
    }

    @Test
    default void pollAfterTheTimeoutIsRefused() {
        PollingSession session = PollingSession.open(endpoint());
        // The reference implementation's two timers add their own delays to the interval and the timeout.
        Deadlines.reach(session.opened() + millis(560));
        assertThat(session.poll().status()).isEqualTo(400);
    }

    @Test
    default void pingWaitsForTheNextPoll() {
        PollingSession session = PollingSession.open(endpoint());
        Deadlines.reach(session.opened() + millis(350));
        CompletableFuture<Answer> late = session.pollLater();
        assertThat(Endpoint.await(late).text()).isEqualTo("2");
        session.send("3");
        assertThat(session.send("4still here").packet()).isEqualTo("4still here");
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
