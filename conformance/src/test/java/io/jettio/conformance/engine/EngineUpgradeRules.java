package io.jettio.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.conformance.subject.ContractRules;
import io.jettio.harness.wire.Answer;
import io.jettio.harness.wire.PollingSession;
import io.jettio.harness.wire.RawExchange;
import io.jettio.harness.wire.WebSocketPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From polling to WebSocket within one session. */
interface EngineUpgradeRules extends ContractRules {

    @Test
    @Tag("feature:1.9")
    default void probeIsAnsweredAndMessagesMoveOver() {
        PollingSession session = PollingSession.open(endpoint());
        try (WebSocketPeer peer = upgrade(session)) {
            peer.sendText("4hello");
            assertThat(peer.text()).isEqualTo("4hello");
            byte[] bytes = {0x00, 0x01, 0x02, (byte) 0xff};
            peer.sendBinary(bytes);
            assertThat(peer.binary()).containsExactly(bytes);
        }
    }

    @Test
    default void waitingPollIsAnsweredWithNoop() {
        PollingSession session = PollingSession.open(endpoint());
        try (RawExchange poll = session.heldPoll();
                WebSocketPeer peer = WebSocketPeer.open(endpoint(), session.upgradeQuery())) {
            peer.sendText("2probe");
            assertThat(peer.text()).isEqualTo("3probe");
            assertThat(poll.answer().text()).isEqualTo("6");
            peer.sendText("5").sendText("4hello");
            assertThat(peer.text()).isEqualTo("4hello");
        }
    }

    @Test
    default void upgradedSessionNoLongerPolls() {
        PollingSession session = PollingSession.open(endpoint());
        try (WebSocketPeer peer = upgrade(session)) {
            assertThat(session.poll().status()).isEqualTo(400);
            assertThat(session.post("4hello").status()).isEqualTo(400);
            peer.sendText("4hello");
            assertThat(peer.text()).isEqualTo("4hello");
        }
    }

    @Test
    default void secondWebSocketIsClosedAndTheFirstGoesOn() {
        PollingSession session = PollingSession.open(endpoint());
        try (WebSocketPeer first = upgrade(session)) {
            secondIsTurnedAway(session);
            first.sendText("4hello");
            assertThat(first.text()).isEqualTo("4hello");
        }
    }

    @Test
    default void secondWebSocketWhileProbingIsClosedAndTheFirstUpgrades() {
        PollingSession session = PollingSession.open(endpoint());
        try (WebSocketPeer first = WebSocketPeer.open(endpoint(), session.upgradeQuery())) {
            first.sendText("2probe");
            assertThat(first.text()).isEqualTo("3probe");
            secondIsTurnedAway(session);
            first.sendText("5").sendText("4hello");
            assertThat(first.text()).isEqualTo("4hello");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2probing", "4hello", "abc", "3probe"})
    default void wrongProbeEndsOnlyTheCandidate(String packet) {
        PollingSession session = PollingSession.open(endpoint());
        try (WebSocketPeer candidate = WebSocketPeer.open(endpoint(), session.upgradeQuery())) {
            candidate.sendText(packet);
            candidate.closed();
        }
        assertThat(session.send("4still here").packet()).isEqualTo("4still here");
    }

    @Test
    default void candidateThatLeavesDoesNotHarmTheSession() {
        PollingSession session = PollingSession.open(endpoint());
        try (WebSocketPeer candidate = WebSocketPeer.open(endpoint(), session.upgradeQuery())) {
            candidate.sendText("2probe");
            assertThat(candidate.text()).isEqualTo("3probe");
        }
        assertThat(session.send("4still here").packet()).isEqualTo("4still here");
    }

    @Test
    default void messagesAroundTheUpgradeArriveOnceAndInOrder() {
        PollingSession session = PollingSession.open(endpoint());
        try (WebSocketPeer peer = WebSocketPeer.open(endpoint(), session.upgradeQuery())) {
            peer.sendText("2probe");
            assertThat(peer.text()).isEqualTo("3probe");
            // Echoed while no poll waits: they belong to whichever transport comes next.
            session.send("4one\u001e4two");
            peer.sendText("5").sendText("4three");
            assertThat(peer.text()).isEqualTo("4one");
            assertThat(peer.text()).isEqualTo("4two");
            assertThat(peer.text()).isEqualTo("4three");
        }
    }

    @Test
    default void upgradedSessionEndsWithItsWebSocket() {
        PollingSession session = PollingSession.open(endpoint());
        upgrade(session).close();
        Answer answer = session.poll();
        assertThat(answer.status()).isEqualTo(400);
    }

    private WebSocketPeer upgrade(PollingSession session) {
        WebSocketPeer peer = WebSocketPeer.open(endpoint(), session.upgradeQuery());
        peer.sendText("2probe");
        assertThat(peer.text()).isEqualTo("3probe");
        peer.sendText("5");
        // The echo says that the server has taken the upgrade packet.
        peer.sendText("4upgraded");
        assertThat(peer.text()).isEqualTo("4upgraded");
        return peer;
    }

    private void secondIsTurnedAway(PollingSession session) {
        try (WebSocketPeer second = WebSocketPeer.open(endpoint(), session.upgradeQuery())) {
            second.closed();
        }
    }
}
