package io.jettio.server.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.internal.fixture.EngineBench;
import io.jettio.server.internal.fixture.FakeExchange;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.PollingPeer;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Engine.IO protocol, "Heartbeat": interval 25 s, timeout 20 s. */
class HeartbeatTest {
    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration INTERVAL = Duration.ofSeconds(25);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final EngineBench bench = new EngineBench(options -> options.allowEngineV3(true));

    @Test
    @Tag("feature:1.16")
    void thePingGoesOutExactlyAfterTheInterval() {
        try (bench) {
            FakeWebSocket peer = bench.webSocket().forgetSent();

            bench.time().advance(INTERVAL.minus(MILLI));
            assertThat(peer.sent()).isEmpty();
            bench.time().advance(MILLI);
            assertThat(peer.sent()).containsExactly("2");
            bench.time().advance(TIMEOUT.minus(MILLI));
            assertThat(peer.sent()).as("one ping until it is answered").containsExactly("2");
        }
    }

    @Test
    @Tag("feature:1.16")
    @Tag("feature:1.20")
    void withoutAPongTheSessionEndsExactlyAfterIntervalAndTimeout() {
        try (bench) {
            FakeWebSocket peer = bench.webSocket();

            bench.time().advance(INTERVAL.plus(TIMEOUT).minus(MILLI));
            assertThat(bench.last().closes()).isEmpty();
            bench.time().advance(MILLI);
            assertThat(bench.last().closes()).containsExactly(EngineCloseReason.PING_TIMEOUT);
            assertThat(peer.isAborted()).isTrue();
        }
    }

    @Test
    void eachPongStartsTheIntervalAnew() {
        try (bench) {
            FakeWebSocket peer = bench.webSocket().forgetSent();
            for (int beat = 1; beat <= 5; beat++) {
                bench.time().advance(INTERVAL);
                assertThat(peer.sent()).hasSize(beat);
                bench.time().advance(TIMEOUT.minus(MILLI));
                peer.receive("3");
            }
            bench.time().advance(INTERVAL.plus(TIMEOUT).minus(MILLI));
            assertThat(bench.last().closes()).isEmpty();
            bench.time().advance(MILLI);
            assertThat(bench.last().closes()).containsExactly(EngineCloseReason.PING_TIMEOUT);
        }
    }

    @Test
    void aMessageIsNoPong() {
        try (bench) {
            FakeWebSocket peer = bench.webSocket();
            for (int i = 0; i < 45; i++) {
                peer.receive("4still here");
                bench.time().advance(Duration.ofSeconds(1));
            }
            assertThat(bench.last().closes()).containsExactly(EngineCloseReason.PING_TIMEOUT);
        }
    }

    @Test
    void aPingTimeoutEndsTheHeldPoll() {
        try (bench) {
            PollingPeer peer = bench.polling();
            FakeExchange ping = peer.poll();
            bench.time().advance(INTERVAL);
            assertThat(ping.body()).isEqualTo("2");
            FakeExchange held = peer.poll();

            bench.time().advance(TIMEOUT);

            assertThat(held.isAnswered()).isTrue();
            assertThat(peer.poll().body()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
        }
    }

    /** As with Node's, for which the end of a poll's connection is the session's. */
    @Test
    void aPingThatAPollsConnectionDoesNotTakeEndsTheSession() {
        try (bench) {
            PollingPeer peer = bench.polling();
            peer.handle(FakeExchange.get(peer.query()).failWrite());

            bench.time().advance(INTERVAL);

            assertThat(bench.last().closes()).containsExactly(EngineCloseReason.TRANSPORT_ERROR);
            assertThat(peer.poll().body()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
        }
    }

    @Test
    void aRequestAtTheDeadlineFindsTheSessionExpiredThoughTheTimerIsLate() {
        try (bench) {
            PollingPeer peer = bench.polling();

            bench.time().advanceWithoutWakeUp(INTERVAL.plus(TIMEOUT));
            assertThat(bench.last().closes()).as("the timer has not woken").isEmpty();

            FakeExchange pong = peer.post("3");
            assertThat(pong.body()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
            assertThat(bench.last().closes()).containsExactly(EngineCloseReason.PING_TIMEOUT);
        }
    }

    @Test
    void aRequestJustBeforeTheDeadlineKeepsTheSessionThoughTheTimerIsLate() {
        try (bench) {
            PollingPeer peer = bench.polling();

            bench.time().advanceWithoutWakeUp(INTERVAL.plus(TIMEOUT).minus(MILLI));
            assertThat(peer.post("3").body()).isEqualTo("ok");

            bench.time().advance(INTERVAL);
            assertThat(bench.last().closes()).isEmpty();
            assertThat(peer.poll().body()).isEqualTo("2");
        }
    }

    @Test
    void aLateWakeUpStillPingsAndExpiresByTheLastBeat() {
        try (bench) {
            FakeWebSocket peer = bench.webSocket().forgetSent();

            bench.time().advanceWithoutWakeUp(INTERVAL.plusSeconds(5));
            bench.time().runDue();
            assertThat(peer.sent()).containsExactly("2");

            bench.time().advance(TIMEOUT.minusSeconds(5).minus(MILLI));
            assertThat(bench.last().closes()).isEmpty();
            bench.time().advance(MILLI);
            assertThat(bench.last().closes()).containsExactly(EngineCloseReason.PING_TIMEOUT);
        }
    }

    @Test
    void aPauseOfTheProcessCostsNobodyTheConnection() {
        try (bench) {
            FakeWebSocket peer = bench.webSocket().forgetSent();
            PollingPeer other = bench.polling();
            bench.time().advance(INTERVAL);

            bench.time().pauseProcess(Duration.ofSeconds(30));
            assertThat(bench.core().size()).isEqualTo(2);

            peer.receive("3");
            assertThat(other.post("3").body()).isEqualTo("ok");
            bench.time().advance(INTERVAL);
            assertThat(bench.core().size()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "4"})
    void aWakeUpAfterTheDeadlineEndsTheSessionAtOnce(String version) {
        try (bench) {
            open(version);
            bench.time().advanceWithoutWakeUp(INTERVAL.plus(TIMEOUT).minus(MILLI));
            bench.time().runDue();
            assertThat(bench.last().closes()).isEmpty();

            bench.time().advanceWithoutWakeUp(MILLI);
            bench.time().runDue();

            assertThat(bench.last().closes()).containsExactly(EngineCloseReason.PING_TIMEOUT);
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 2", "3, 30", "4, 2", "4, 30"})
    void aPauseOfTheProcessJustBeforeTheDeadlineLeavesASecondToReadWhatWaits(String version, int seconds) {
        try (bench) {
            FakeWebSocket peer = open(version);
            bench.time().advance(INTERVAL.plus(TIMEOUT).minus(MILLI));

            bench.time().pauseProcess(Duration.ofSeconds(seconds));
            assertThat(bench.last().closes()).isEmpty();
            bench.time().advance(Duration.ofSeconds(1));
            assertThat(bench.last().closes()).as("its grace is not over").isEmpty();
            peer.receive(version.equals("4") ? "3" : "2");
            bench.time().advance(INTERVAL.plus(TIMEOUT).minus(MILLI));
            assertThat(bench.last().closes()).as("what waited counted").isEmpty();

            bench.time().advance(MILLI);
            assertThat(bench.last().closes()).containsExactly(EngineCloseReason.PING_TIMEOUT);
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 2", "3, 30", "4, 2", "4, 30"})
    void aPeerThatIsGoneAfterAPauseIsEndedWhenTheGraceIsOver(String version, int seconds) {
        try (bench) {
            open(version);
            bench.time().advance(INTERVAL.plus(TIMEOUT).minus(MILLI));
            bench.time().pauseProcess(Duration.ofSeconds(seconds));

            bench.time().advance(Duration.ofSeconds(1));
            assertThat(bench.last().closes()).isEmpty();
            bench.time().advance(MILLI);
            assertThat(bench.last().closes()).containsExactly(EngineCloseReason.PING_TIMEOUT);
        }
    }

    @Test
    void inVersionThreeTheDeadlineStandsStillToo() {
        try (bench) {
            FakeWebSocket peer = open("3");
            bench.last().session().pauseReading();
            peer.receive("4read, as the demand was there").receive("2");
            bench.time().advance(Duration.ofMinutes(10));
            assertThat(bench.last().closes()).isEmpty();
            assertThat(peer.sent())
                    .as("it asks, not we")
                    .singleElement()
                    .asString()
                    .startsWith("0{");
            peer.forgetSent();

            bench.last().session().resumeReading();

            assertThat(peer.sent()).containsExactly("3");
            bench.time().advance(INTERVAL.plus(TIMEOUT));
            assertThat(bench.last().closes()).containsExactly(EngineCloseReason.PING_TIMEOUT);
        }
    }

    private FakeWebSocket open(String version) {
        return bench.handle(FakeExchange.webSocket("EIO=" + version + "&transport=websocket"))
                .socket()
                .forgetSent();
    }

    // ---------------------------------------------------------------- version 3: the client pings

    @Test
    @Tag("feature:1.6")
    void inVersionThreeTheServerAnswersAndNeverAsks() {
        try (bench) {
            FakeWebSocket peer = bench.handle(FakeExchange.webSocket("EIO=3&transport=websocket"))
                    .socket()
                    .forgetSent();

            bench.time().advance(INTERVAL.plus(TIMEOUT).minus(MILLI));
            assertThat(peer.sent()).singleElement().asString().startsWith("0{");
            peer.forgetSent().receive("2");
            assertThat(peer.sent()).containsExactly("3");
            peer.receive("2probe");
            assertThat(peer.sent()).containsExactly("3", "3probe");

            bench.time().advance(INTERVAL.plus(TIMEOUT).minus(MILLI));
            assertThat(bench.last().closes()).isEmpty();
            bench.time().advance(MILLI);
            assertThat(bench.last().closes()).containsExactly(EngineCloseReason.PING_TIMEOUT);
        }
    }

    @Test
    @Tag("feature:1.18")
    void aPingInTheWrongDirectionBreaksTheProtocol() {
        try (bench) {
            bench.webSocket().receive("2");
            assertThat(bench.last().closes()).containsExactly(EngineCloseReason.PARSE_ERROR);
            bench.handle(FakeExchange.webSocket("EIO=3&transport=websocket"))
                    .socket()
                    .receive("3");
            assertThat(bench.last().closes()).containsExactly(EngineCloseReason.PARSE_ERROR);
        }
    }

    @Test
    void pingsOfAPeerThatNeverReadsDoNotGrowTheServer() {
        try (EngineBench small = new EngineBench(
                options -> options.allowEngineV3(true).maxQueuedPackets(20).maxQueuedBytes(1_000))) {
            FakeWebSocket peer = small.handle(FakeExchange.webSocket("EIO=3&transport=websocket"))
                    .socket();
            small.time().advance(Duration.ofMillis(5));
            peer.writing(FakeWebSocket.Writing.STALLED);
            for (int i = 0; i < 30; i++) {
                peer.receive("2");
            }
            assertThat(peer.unread()).as("six are above the mark of five").isEqualTo(24);
            small.time().advance(INTERVAL.plus(TIMEOUT));
            assertThat(small.last().closes()).containsExactly(EngineCloseReason.SLOW_CONSUMER);
        }
    }
}
