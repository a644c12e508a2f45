package io.jettio.client.internal.engine;

import static io.jettio.client.internal.engine.SessionFixture.RS;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.client.engine.EngineCloseReason;
import io.jettio.client.engine.TransportType;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Upgrades, and the session over WebSocket, on fake carriers and a clock of the test's own. */
final class EngineSessionUpgradeTest {
    private final SessionFixture it = new SessionFixture(o -> o.rememberUpgrade(true));

    private FakeCarriers.FakeConnection candidate() {
        return it.carriers.webSocketConnection();
    }

    private void probed() {
        candidate().listener.opened(HttpCarrier.Headers.NONE);
        it.strand.run();
        assertThat(candidate().sent).containsExactly("2probe");
        candidate().written();
        candidate().receive("3probe");
        it.strand.run();
    }

    @Test
    void nothingIsWrittenBetweenTheProbesAnswerAndUpgrade() {
        it.opened();
        assertThat(candidate().request.uri()).hasToString("ws://host:1/engine.io/?EIO=4&transport=websocket&sid=s1");
        it.send("a");
        probed();
        it.send("b");
        assertThat(candidate().sent).containsExactly("2probe");

        it.poll("4x" + RS + "6");
        assertThat(candidate().sent).as("the post is still under way").containsExactly("2probe");
        it.carriers.lastPost().answer("ok");
        it.strand.run();

        assertThat(candidate().sent).containsExactly("2probe", "5");
        assertThat(it.told).containsExactly("opened", "upgraded");
        candidate().written();
        it.strand.run();
        assertThat(candidate().sent).containsExactly("2probe", "5", "4b");
        assertThat(it.carriers.posts).hasSize(1);
        assertThat(it.messages).containsExactly("x");
        assertThat(it.session.transportType()).isEqualTo(TransportType.WEBSOCKET);
        candidate().receive("4y");
        it.strand.run();
        assertThat(it.messages).containsExactly("x", "y");
    }

    @Test
    void noPollStartsOnceTheProbeIsAnswered() {
        it.opened();
        int polls = it.carriers.gets.size();
        probed();
        it.poll("6");
        assertThat(it.carriers.gets).hasSize(polls);
    }

    @Test
    void pingOfTheLastPollIsAnsweredOverTheNewTransport() {
        it.opened();
        probed();
        it.poll("2");
        candidate().written();
        it.strand.run();
        assertThat(candidate().sent).containsExactly("2probe", "5", "3");
    }

    @Test
    void candidateThatFailsLeavesPollingAlone() {
        it.opened();
        candidate().listener.failed(new IllegalStateException("refused"));
        it.strand.run();
        it.send("a");
        assertThat(it.carriers.lastPost().body()).isEqualTo("4a");
        assertThat(it.told).containsExactly("opened");
    }

    @Test
    void candidateThatFailsWhileSwitchingResumesPolling() {
        SessionFixture other = new SessionFixture(o -> {}).opened();
        FakeCarriers.FakeConnection second = other.carriers.webSocketConnection();
        second.listener.opened(HttpCarrier.Headers.NONE);
        other.strand.run();
        second.receive("3probe");
        other.strand.run();
        other.send("a");
        int polls = other.carriers.gets.size();
        second.listener.closed(1006);
        other.strand.run();
        assertThat(other.carriers.lastPost().body()).isEqualTo("4a");
        other.poll("4x");
        assertThat(other.carriers.gets).hasSize(polls + 1);
        assertThat(other.messages).containsExactly("x");
    }

    @Test
    void wrongAnswerToTheProbeDropsTheCandidate() {
        it.opened();
        candidate().listener.opened(HttpCarrier.Headers.NONE);
        it.strand.run();
        candidate().receive("3");
        it.strand.run();
        assertThat(candidate().aborted).isTrue();
        assertThat(it.told).containsExactly("opened");
    }

    @Test
    void upgradeTimeoutDropsOnlyTheCandidate() {
        SessionFixture slow = new SessionFixture(o -> o.upgradeTimeout(Duration.ofMillis(100))).opened();
        FakeCarriers.FakeConnection candidate = slow.carriers.webSocketConnection();
        slow.strand.advance(Duration.ofMillis(100));
        assertThat(candidate.aborted).isTrue();
        assertThat(slow.told).containsExactly("opened");
        slow.poll("4x");
        assertThat(slow.messages).containsExactly("x");
    }

    @Test
    @Tag("feature:1.14")
    void noUpgradeWhereOneSideDoesNotWantIt() {
        assertThat(new SessionFixture(o -> o.upgrade(false)).opened().carriers.webSockets)
                .isEmpty();
        assertThat(SessionFixture.polling().opened().carriers.webSockets).isEmpty();
        it.session.open();
        it.poll(SessionFixture.handshake("\"webtransport\"", 1));
        assertThat(it.carriers.webSockets).isEmpty();
    }

    @Test
    void closingWhileSwitchingWaitsForTheUpgrade() {
        it.opened();
        probed();
        it.send("a");
        it.session.close();
        it.poll("6");
        candidate().written();
        it.strand.run();
        assertThat(candidate().sent).containsExactly("2probe", "5", "4a");
        assertThat(candidate().closed).isFalse();
        candidate().written();
        it.strand.run();
        assertThat(candidate().closed).isTrue();
        candidate().listener.closed(1000);
        it.strand.run();
        assertThat(it.told).endsWith("closed: forced close");
        assertThat(it.strand.timers()).isZero();
    }

    @Test
    @Tag("feature:1.14")
    void successIsRememberedUntilWebSocketFails() {
        it.opened();
        probed();
        it.poll("6");
        it.session.abort(EngineCloseReason.FORCED_CLOSE, null);

        it.newSession().open();
        assertThat(candidate().request.uri().getQuery()).doesNotContain("sid");
        candidate().listener.failed(new IllegalStateException("refused"));
        it.strand.run();
        assertThat(it.told).endsWith("closed: transport error");
        int polls = it.carriers.gets.size();
        it.newSession().open();
        assertThat(it.carriers.gets).hasSize(polls + 1);
    }

    @Test
    void webSocketIsWrittenInBatchesBehindOneAnother() {
        SessionFixture ws = new SessionFixture(o -> o.transports(TransportType.WEBSOCKET)).openedOverWebSocket();
        FakeCarriers.FakeConnection connection = ws.carriers.webSocketConnection();
        ws.send("a");
        ws.send("b", "c");
        assertThat(connection.sent).containsExactly("4a");
        connection.written();
        ws.strand.run();
        assertThat(connection.sent).containsExactly("4a", "4b", "4c");
        connection.receive("2");
        ws.strand.run();
        connection.written();
        ws.strand.run();
        assertThat(connection.sent).endsWith("3");
        assertThat(ws.releasedPackets).isEqualTo(3);
    }

    @Test
    void webSocketTextThatIsNoPacketEndsTheSession() {
        for (String text : new String[] {"", "9", "x", "5", "1"}) {
            SessionFixture ws = new SessionFixture(o -> o.transports(TransportType.WEBSOCKET)).openedOverWebSocket();
            ws.carriers.webSocketConnection().receive(text);
            ws.strand.run();
            assertThat(ws.told).hasSize(2);
            assertThat(ws.told.get(1)).isEqualTo(text.equals("1") ? "closed: transport close" : "closed: parse error");
            assertThat(ws.strand.timers()).isZero();
        }
    }

    @Test
    void everyMessageIsReportedConsumed() {
        SessionFixture ws = new SessionFixture(o -> o.transports(TransportType.WEBSOCKET)).openedOverWebSocket();
        int before = ws.carriers.webSocketConnection().consumed;
        ws.carriers.webSocketConnection().receive("4hello");
        ws.strand.run();
        assertThat(ws.carriers.webSocketConnection().consumed - before).isEqualTo(6);
    }
}
