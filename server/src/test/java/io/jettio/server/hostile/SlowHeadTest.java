package io.jettio.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.carrier.RawWebSocket;
import io.jettio.server.engine.EngineSocket;
import io.jettio.server.hooks.RawPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection of ours whose request does not come is cut in time, and one that waits for an answer is not. */
class SlowHeadTest {
    private static final Duration TIMEOUT = Duration.ofMillis(600);

    @RegisterExtension
    static final WitnessedEngine SERVER = WitnessedEngine.alone(options -> options.requestTimeout(TIMEOUT));

    private static final String ENDLESS_HEADER = "x".repeat(10_000);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET",
                "GET /engine.io/?EIO=4&transport=polling HTTP/1.1\n",
                "GET /engine.io/?EIO=4&transport=polling HTTP/1.1\nHost: localhost\nX-Slow: ",
                "POST /elsewhere HTTP/1.1\nHost: localhost\nContent-Length: 5\nX-Slow: ",
            })
    @Tag("feature:1.51")
    void headThatComesByteByByteIsCutAtTheTimeout(String beginning) {
        long from = System.nanoTime();
        RawPeer slow = SERVER.peer();
        if (!beginning.isEmpty()) {
            slow.send(beginning);
        }
        try (Drip drip = new Drip(slow, ENDLESS_HEADER)) {
            assertThat(drip.readToEnd()).isEmpty();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isBetween(TIMEOUT, TIMEOUT.plusSeconds(10));
    }

    @Test
    @Tag("feature:1.51")
    void silentConnectionIsCutAtTheTimeout() {
        assertThat(SERVER.peer().readToEnd()).isEmpty();
    }

    @Test
    void nextHeadOfAConnectionHasNoMoreTime() {
        RawPeer slow = SERVER.peer();
        slow.send("GET /elsewhere HTTP/1.1\nHost: localhost\n\n");
        assertThat(slow.answer().status()).isEqualTo(404);
        try (Drip drip = new Drip(slow, "GET /elsewhere HTTP/1.1\r\nX-Slow: " + ENDLESS_HEADER)) {
            assertThat(drip.readToEnd()).isEmpty();
        }
    }

    @Test
    void twoHundredSlowConnectionsAreGoneTogether() {
        List<RawPeer> slow = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            slow.add(SERVER.peer().send("GET /engine.io/?x=" + i));
        }
        SERVER.witness().echoes();
        slow.forEach(peer -> assertThat(peer.readToEnd()).isEmpty());
    }

    @Test
    void eachAnswerGivesTheNextHeadItsTime() {
        RawPeer quick = SERVER.peer();
        long from = System.nanoTime();
        Awaitility.await().pollInterval(Duration.ofMillis(100)).until(() -> {
            quick.send("GET /elsewhere HTTP/1.1\nHost: localhost\n\n");
            assertThat(quick.answer().status()).isEqualTo(404);
            return System.nanoTime() - from > TIMEOUT.toNanos() * 3;
        });
    }

    @Test
    void pollsAndWebSocketsThatWaitAreLeftAlone() throws Exception {
        RawWebSocket webSocket = SERVER.webSocket("");
        RawPeer poll = SERVER.peer();
        EngineSocket polling = SERVER.opened();
        poll.request("GET", WitnessedEngine.POLLING + "&sid=" + polling.id());
        for (int i = 0; i < 2; i++) {
            SERVER.peer().readToEnd(); // another connection's time is up
        }
        webSocket.sendText("4still there");
        assertThat(webSocket.receive().text()).isEqualTo("4still there");
        polling.send("late");
        assertThat(poll.answer().body()).isEqualTo("4late");
    }

    @Test
    void requestThatIsHandledWhenTheTimeIsUpIsAnswered() {
        RawPeer pipelining = SERVER.peer();
        EngineSocket polling = SERVER.opened();
        String poll = WitnessedEngine.POLLING + "&sid=" + polling.id();
        pipelining.send("GET " + poll + " HTTP/1.1\nHost: localhost\n\nGET /elsewhere HTTP/1.1\nHost: localhost\n\n");
        SERVER.peer().readToEnd();
        SERVER.peer().readToEnd();
        polling.send("late");
        assertThat(pipelining.answer().body()).isEqualTo("4late");
        assertThat(pipelining.answer().status()).isEqualTo(404);
    }
}
