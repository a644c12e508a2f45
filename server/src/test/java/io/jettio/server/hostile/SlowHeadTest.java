package io.jettio.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.carrier.RawWebSocket;
import io.jettio.server.engine.EngineSocket;
import io.jettio.server.hooks.RawPeer;
import io.jettio.server.internal.fixture.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection of ours whose request does not come is cut in time, and one that waits for an answer is not. */
class SlowHeadTest {
    private static final int TIMEOUT = 30;
    private static final String ELSEWHERE = "GET /elsewhere HTTP/1.1\nHost: localhost\n\n";

    /** Polls that the engine has; a handshake is answered before it could be counted. */
    private static final AtomicInteger ARRIVED = new AtomicInteger();

    @RegisterExtension
    static final WitnessedEngine SERVER = WitnessedEngine.alone(options -> options.requestTimeout(
                            Duration.ofSeconds(TIMEOUT))
                    .pingInterval(Duration.ofHours(1))
                    .middleware(exchange -> {
                        exchange.next(); // when it returns, the engine has the request
                        if (exchange.request().query("sid") != null) {
                            ARRIVED.incrementAndGet();
                        }
                    }))
            .stepped();

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
        RawPeer slow = SERVER.peer().send(beginning);
        assertThat(SERVER.drip(slow, "x")).isGreaterThanOrEqualTo(TIMEOUT);
        assertThat(slow.readToEnd()).isEmpty();
    }

    @Test
    @Tag("feature:1.51")
    void silentConnectionIsCutAtTheTimeout() {
        RawPeer silent = SERVER.peer();
        assertThat(SERVER.drip(silent, "")).isGreaterThanOrEqualTo(TIMEOUT);
        assertThat(silent.readToEnd()).isEmpty();
    }

    @Test
    void nextHeadOfAConnectionHasNoMoreTime() {
        RawPeer slow = SERVER.peer().send(ELSEWHERE);
        assertThat(slow.answer().status()).isEqualTo(404);
        slow.send("GET /elsewhere HTTP/1.1\nX-Slow: ");
        assertThat(SERVER.drip(slow, "x")).isGreaterThanOrEqualTo(TIMEOUT);
        assertThat(slow.readToEnd()).isEmpty();
    }

    @Test
    void twoHundredSlowConnectionsAreGoneTogether() {
        List<RawPeer> slow = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            slow.add(SERVER.peer().send("GET /engine.io/?x=" + i));
        }
        for (RawPeer peer : slow) {
            SERVER.drip(peer, "");
            assertThat(peer.readToEnd()).isEmpty();
        }
    }

    @Test
    void eachAnswerGivesTheNextHeadItsTime() {
        RawPeer quick = SERVER.peer();
        for (int i = 0; i < 5; i++) {
            quick.send(ELSEWHERE);
            assertThat(quick.answer().status()).isEqualTo(404);
            SERVER.pass(Duration.ofSeconds(TIMEOUT - 1));
        }
    }

    @Test
    void pollsAndWebSocketsThatWaitAreLeftAlone() throws Exception {
        RawWebSocket webSocket = SERVER.webSocket("");
        EngineSocket polling = SERVER.opened();
        RawPeer poll = SERVER.peer();
        int before = ARRIVED.get();
        poll.request("GET", WitnessedEngine.POLLING + "&sid=" + polling.id());
        Eventually.eventually(() -> assertThat(ARRIVED).hasValue(before + 1));
        SERVER.pass(Duration.ofSeconds(TIMEOUT * 3));
        webSocket.sendText("4still there");
        assertThat(webSocket.receive().text()).isEqualTo("4still there");
        polling.send("late");
        assertThat(poll.answer().body()).isEqualTo("4late");
    }

    @Test
    void requestThatIsHandledWhenTheTimeIsUpIsAnswered() {
        EngineSocket polling = SERVER.opened();
        RawPeer pipelining = SERVER.peer();
        int before = ARRIVED.get();
        pipelining.send("GET " + WitnessedEngine.POLLING + "&sid=" + polling.id() + " HTTP/1.1\nHost: localhost\n\n"
                + ELSEWHERE);
        Eventually.eventually(() -> assertThat(ARRIVED).hasValue(before + 1));
        SERVER.pass(Duration.ofSeconds(TIMEOUT * 3));
        polling.send("late");
        assertThat(pipelining.answer().body()).isEqualTo("4late");
        assertThat(pipelining.answer().status()).isEqualTo(404);
    }
}
