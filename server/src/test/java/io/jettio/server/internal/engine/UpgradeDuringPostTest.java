package io.jettio.server.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.engine.EngineTransport;
import io.jettio.server.internal.fixture.EngineBench;
import io.jettio.server.internal.fixture.FakeExchange;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.PollingPeer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that sends its upgrade packet while a POST of its is under way: the POST's packets come first, whole. */
class UpgradeDuringPostTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final EngineBench bench = new EngineBench();
    private final PollingPeer peer = bench.polling();
    private final FakeWebSocket candidate = peer.candidate().receive("2probe").forgetSent();

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c"})
    void anUpgradePacketBetweenThePacketsOfAPostWaitsForTheRest(String between) {
        bench.onMessage((told, message) -> {
            if (told.messages().get(told.messages().size() - 1).equals(between)) {
                candidate.receive("5").receive("4d").receive("4e");
                assertThat(told.messages()).as("nobody decodes beside the POST").endsWith(between);
            }
        });

        FakeExchange post = peer.post("4a\u001e4b\u001e4c");

        assertThat(bench.last().messages()).containsExactly("a", "b", "c", "d", "e");
        assertThat(post.body()).isEqualTo("ok");
        assertThat(bench.last().session().transportKind()).isEqualTo(EngineTransport.WEBSOCKET);
    }

    @Test
    void anUpgradePacketWaitsForABodyThatIsOnItsWay() {
        FakeExchange post = slowPost();
        candidate.receive("5").receive("4b");
        assertThat(bench.last().messages()).isEmpty();
        assertThat(bench.last().session().transportKind()).isEqualTo(EngineTransport.POLLING);

        post.arriveBody();

        assertThat(post.body()).isEqualTo("ok");
        assertThat(bench.last().messages()).containsExactly("a", "b");
        assertThat(bench.last().session().transportKind()).isEqualTo(EngineTransport.WEBSOCKET);
        candidate.receive("4c");
        assertThat(bench.last().messages()).containsExactly("a", "b", "c");
    }

    @Test
    void aPostThatPausesTheReadingHoldsTheWebSocketToo() {
        bench.onMessage((told, message) -> told.session().pauseReading());
        FakeExchange post = slowPost();
        candidate.receive("5").receive("4b");

        post.arriveBody();

        assertThat(post.body())
                .as("its transport is gone, and with it the pause of its answer")
                .isEqualTo("ok");
        assertThat(bench.last().messages()).containsExactly("a");
        bench.last().session().resumeReading();
        assertThat(bench.last().messages()).containsExactly("a", "b");
    }

    @Test
    void aBodyThatDoesNotComeCostsTheCandidateOnly() {
        FakeExchange post = slowPost();
        candidate.receive("5").receive("4lost with the candidate");

        bench.time().advance(Duration.ofSeconds(10));

        assertThat(candidate.closeCode()).isEqualTo(1000);
        post.arriveBody();
        assertThat(bench.last().messages()).containsExactly("a");
        assertThat(bench.last().session().transportKind()).isEqualTo(EngineTransport.POLLING);
        assertThat(peer.post("4b").body()).isEqualTo("ok");
    }

    @Test
    void aCandidateThatIsLostWhileItWaitsLeavesTheSessionOnPolling() {
        FakeExchange post = slowPost();
        candidate.receive("5").failByNetwork();

        post.arriveBody();

        assertThat(bench.last().messages()).containsExactly("a");
        assertThat(bench.last().closes()).isEmpty();
        assertThat(bench.last().session().transportKind()).isEqualTo(EngineTransport.POLLING);
    }

    @Test
    void aBrokenPostEndsTheSessionAndTheCandidate() {
        FakeExchange post = FakeExchange.post(peer.query(), "x").holdBody();
        peer.handle(post);
        candidate.receive("5").receive("4b");

        post.arriveBody();

        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.PARSE_ERROR);
        assertThat(bench.last().messages()).isEmpty();
        assertThat(candidate.closeCode()).isEqualTo(1000);
    }

    private FakeExchange slowPost() {
        return peer.handle(FakeExchange.post(peer.query(), "4a").holdBody());
    }
}
