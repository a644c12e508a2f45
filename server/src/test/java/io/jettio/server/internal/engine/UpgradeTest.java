package io.jettio.server.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.engine.EngineTransport;
import io.jettio.server.internal.fixture.EngineBench;
import io.jettio.server.internal.fixture.FakeExchange;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.PollingPeer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Engine.IO protocol, "Upgrade": {@code 2probe}, {@code 3probe}, {@code 5}. */
class UpgradeTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final EngineBench bench = new EngineBench();
    private final PollingPeer peer = bench.polling();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    @Tag("feature:1.9")
    void aProbeIsAnsweredAndTheWaitingPollIsEndedWithANoop() {
        FakeExchange poll = peer.poll();
        FakeWebSocket candidate = peer.candidate();
        assertThat(poll.isAnswered()).isFalse();

        candidate.receive("2probe");

        assertThat(candidate.sent()).containsExactly("3probe");
        bench.time().advance(Duration.ofMillis(10));
        assertThat(poll.body()).isEqualTo("6");
        assertThat(bench.last().session().transportKind()).isEqualTo(EngineTransport.POLLING);
    }

    @Test
    @Tag("feature:1.10")
    void aPollThatWasBegunBeforeTheProbesAnswerArrivedIsEndedWithinATenthOfASecond() {
        FakeWebSocket candidate = peer.candidate().receive("2probe");
        bench.time().advance(Duration.ofMillis(10)); // the first noop has nothing to end
        FakeExchange poll = peer.poll();

        bench.time().advance(Duration.ofMillis(99));
        assertThat(poll.isAnswered()).isFalse();
        bench.time().advance(Duration.ofMillis(1));

        assertThat(poll.body()).isEqualTo("6");
        assertThat(candidate.closeCode()).isNull();
    }

    @Test
    @Tag("feature:1.9")
    void afterTheUpgradePacketEverythingTravelsOnTheWebSocket() {
        FakeWebSocket candidate = peer.candidate().receive("2probe").receive("5");

        assertThat(bench.last().session().transportKind()).isEqualTo(EngineTransport.WEBSOCKET);
        send("a");
        candidate.receive("4b");

        assertThat(candidate.sent()).containsExactly("3probe", "4a");
        assertThat(bench.last().messages()).containsExactly("b");
        assertThat(peer.poll().status()).isEqualTo(400);
        assertThat(bench.last().closes()).isEmpty();
    }

    @Test
    void whatWaitsWhenTheUpgradePacketComesGoesOutOnTheWebSocket() {
        FakeWebSocket candidate = peer.candidate().receive("2probe");
        send("a");
        send("b");

        candidate.receive("5");

        assertThat(candidate.sent()).containsExactly("3probe", "4a", "4b");
    }

    @Test
    void aPollThatStillWaitsWhenTheUpgradePacketComesIsRefusedAsOneThatComesAfterIt() {
        FakeWebSocket candidate = peer.candidate().receive("2probe");
        FakeExchange poll = peer.poll();

        candidate.receive("5");

        assertThat(poll.status()).isEqualTo(400);
        assertThat(poll.body()).contains("\"code\":3");
        assertThat(bench.last().closes()).isEmpty();
    }

    @Test
    void theHeartbeatGoesOnAcrossTheUpgrade() {
        bench.time().advance(Duration.ofSeconds(20));
        FakeWebSocket candidate =
                peer.candidate().receive("2probe").receive("5").forgetSent();

        bench.time().advance(Duration.ofSeconds(5));
        assertThat(candidate.sent()).containsExactly("2");
        bench.time().advance(Duration.ofSeconds(20));
        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.PING_TIMEOUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "2Probe", "5", "4early", "1", "6", "3probe", "0{}", "x", "<01>"})
    void whateverElseTheCandidateBeginsWithCostsTheCandidateOnly(String first) {
        FakeWebSocket candidate = peer.candidate().receive(first).receive("5");

        assertThat(candidate.closeCode()).isEqualTo(1000);
        assertThat(candidate.sent()).isEmpty();
        thePollingSessionGoesOn();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2probe", "4early", "1", "x"})
    void whateverElseFollowsTheProbeCostsTheCandidateOnly(String second) {
        FakeWebSocket candidate = peer.candidate().receive("2probe").receive(second);

        assertThat(candidate.closeCode()).isEqualTo(1000);
        thePollingSessionGoesOn();
    }

    @Test
    @Tag("feature:1.11")
    void aCandidateThatTakesTooLongIsDroppedAndTheSessionStays() {
        FakeWebSocket silent = peer.candidate();
        bench.time().advance(Duration.ofMillis(9_999));
        assertThat(silent.closeCode()).isNull();
        bench.time().advance(Duration.ofMillis(1));
        assertThat(silent.closeCode()).isEqualTo(1000);

        FakeWebSocket probed = peer.candidate().receive("2probe");
        bench.time().advance(Duration.ofSeconds(10));
        assertThat(probed.closeCode()).isEqualTo(1000);
        thePollingSessionGoesOn();
    }

    @Test
    void aCandidateThatOpensAfterTheTimeoutIsClosed() {
        FakeExchange request = peer.handle(peer.upgradeRequest().holdWebSocket());
        bench.time().advance(Duration.ofSeconds(10));

        FakeWebSocket late = request.openWebSocket();

        assertThat(late.closeCode()).isEqualTo(1000);
        thePollingSessionGoesOn();
    }

    @Test
    void afterAnUpgradeThatFailedAnotherMaySucceed() {
        peer.candidate().closeByPeer();
        peer.candidate().receive("2probe").failByNetwork();
        peer.handle(peer.upgradeRequest().breakHandshake());

        FakeWebSocket candidate = peer.candidate().receive("2probe").receive("5");

        send("a");
        assertThat(candidate.sent()).containsExactly("3probe", "4a");
    }

    @Test
    void aSecondCandidateIsRefusedAndTheFirstGoesOn() {
        FakeWebSocket first = peer.candidate().receive("2probe");

        FakeWebSocket second = peer.candidate();
        assertThat(second.closeCode()).isEqualTo(1000);
        second.receive("2probe").receive("5").closeByPeer();

        assertThat(second.sent()).isEmpty();
        first.receive("5");
        send("a");
        assertThat(first.sent()).containsExactly("3probe", "4a");
    }

    @Test
    void afterTheUpgradeAnotherWebSocketIsRefusedAndTheFirstGoesOn() {
        FakeWebSocket first = peer.candidate().receive("2probe").receive("5");

        FakeWebSocket second = peer.candidate();
        assertThat(second.closeCode()).isEqualTo(1000);
        second.receive("2probe").receive("5").failByNetwork();

        send("a");
        assertThat(first.sent()).endsWith("4a");
        assertThat(bench.last().closes()).isEmpty();
    }

    @Test
    void aWebSocketForAnUnknownSessionIsRefusedBeforeThe101() {
        FakeExchange request = bench.handle(FakeExchange.webSocket("EIO=4&transport=websocket&sid=unknown"));

        assertThat(request.isWebSocket()).isFalse();
        assertThat(request.body()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
    }

    @Test
    @Tag("feature:1.12")
    void whereUpgradesAreOffAWebSocketForASessionIsABadRequest() {
        try (EngineBench without = new EngineBench(options -> options.allowUpgrades(false))) {
            PollingPeer stays = without.polling();
            FakeExchange request = stays.handle(stays.upgradeRequest());

            assertThat(request.isWebSocket()).isFalse();
            assertThat(request.body()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
            assertThat(without.last().closes()).isEmpty();
        }
    }

    @Test
    void theEndOfTheSessionClosesTheCandidate() {
        FakeWebSocket candidate = peer.candidate().receive("2probe");

        bench.last().session().end(EngineCloseReason.FORCED_CLOSE, false);

        assertThat(candidate.closeCode()).isNotNull();
        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.FORCED_CLOSE);
    }

    @Test
    void aSessionThatClosesDuringItsUpgradeStillFlushes() {
        FakeWebSocket candidate = peer.candidate().receive("2probe");
        send("last words");
        bench.last().session().close(EngineCloseReason.FORCED_CLOSE);

        candidate.receive("5");

        assertThat(candidate.sent()).startsWith("3probe", "4last words");
        assertThat(candidate.closeCode()).isEqualTo(1000);
        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.FORCED_CLOSE);
    }

    @Test
    void theLossOfTheUpgradedWebSocketIsTheEndOfTheSession() {
        peer.candidate().receive("2probe").receive("5").closeByPeer();
        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.TRANSPORT_CLOSE);

        PollingPeer other = bench.polling();
        other.candidate().receive("2probe").receive("5").failByNetwork();
        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.TRANSPORT_ERROR);
    }

    @Test
    void bytesThatBreakTheProtocolAfterTheUpgradeEndTheSession() {
        FakeWebSocket candidate =
                peer.candidate().receive("2probe").receive("5").receive("x");

        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.PARSE_ERROR);
        assertThat(candidate.isAborted()).isTrue();
    }

    @Test
    void anAnswerThatFailsAfterTheUpgradeDoesNotEndTheSession() {
        FakeExchange poll = peer.handle(FakeExchange.get(peer.query()).holdWrite());
        send("a");
        FakeWebSocket candidate = peer.candidate().receive("2probe").receive("5");

        poll.finishWrite(false);
        send("b");

        assertThat(candidate.sent()).containsExactly("3probe", "4b");
        assertThat(bench.last().closes()).isEmpty();
    }

    private void thePollingSessionGoesOn() {
        assertThat(bench.last().session().transportKind()).isEqualTo(EngineTransport.POLLING);
        send("still here");
        assertThat(peer.poll().body()).isEqualTo("4still here");
        assertThat(peer.post("4and I").body()).isEqualTo("ok");
        assertThat(bench.last().messages()).containsExactly("and I");
        assertThat(bench.last().closes()).isEmpty();
    }

    private void send(String message) {
        bench.last().session().send(List.of(EnginePacket.message(Frame.text(message))));
    }
}
