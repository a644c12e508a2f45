package io.jettio.conformance.engineclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.conformance.subject.ContractRules;
import io.jettio.harness.wire.Channel;
import io.jettio.harness.wire.Channel.Transport;
import io.jettio.harness.wire.Json;
import io.jettio.harness.wire.PollingSession;
import io.jettio.harness.wire.WebSocketPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the servers for the official engine clients have in common: they greet, then echo, and ask every 500 ms. */
interface GreetingRules extends ContractRules {

    @ParameterizedTest
    @EnumSource
    default void greetingIsTheFirstMessage(Transport transport) {
        try (Channel channel = Channel.open(transport, endpoint())) {
            channel.send("hello");
            assertThat(channel.receive()).isEqualTo("hi");
            assertThat(channel.receive()).isEqualTo("hello");
        }
    }

    @Test
    default void handshakesAnswerHoldsTheHandshakeOnly() {
        String answer = endpoint().get("EIO=4&transport=polling").text();
        assertThat(Json.object(answer.substring(1)).keySet())
                .containsExactlyInAnyOrder("sid", "upgrades", "pingInterval", "pingTimeout", "maxPayload");
    }

    @ParameterizedTest
    @EnumSource
    default void messagesComeBackWithTheirType(Transport transport) {
        try (Channel channel = greeted(transport)) {
            channel.send("#0001020304", "cash money €€€", "#", "");
            assertThat(channel.receive()).isEqualTo("#0001020304");
            assertThat(channel.receive()).isEqualTo("cash money €€€");
            assertThat(channel.receive()).isEqualTo("#");
            assertThat(channel.receive()).isEmpty();
        }
    }

    @Test
    default void charactersOutsideTheBasicPlaneComeBack() {
        String text = "\uD800\uDC00-\uDB7F\uDFFF\uDB80\uDC00-\uDBFF\uDFFF\uE000-\uF8FF";
        for (Transport transport : Transport.values()) {
            try (Channel channel = greeted(transport)) {
                channel.send(text);
                assertThat(channel.receive()).isEqualTo(text);
            }
        }
    }

    @Test
    default void pingComesAtTheAnnouncedInterval() {
        try (WebSocketPeer peer =
                WebSocketPeer.open(WebSocketPeer.Pings.SEEN, endpoint(), "EIO=4&transport=websocket")) {
            String open = peer.text();
            assertThat(Json.object(open.substring(1)).get("pingInterval").getAsInt())
                    .isEqualTo(500);
            assertThat(peer.text()).isEqualTo("4hi");
            assertThat(peer.text()).isEqualTo("2");
        }
    }

    @Test
    default void greetingThatNoPollTookComesAfterTheUpgrade() {
        PollingSession session = PollingSession.open(endpoint());
        try (WebSocketPeer peer = WebSocketPeer.open(endpoint(), session.upgradeQuery())) {
            peer.sendText("2probe");
            assertThat(peer.text()).isEqualTo("3probe");
            peer.sendText("5").sendText("4hello");
            assertThat(peer.text()).isEqualTo("4hi");
            assertThat(peer.text()).isEqualTo("4hello");
        }
    }

    /** A channel that has read the greeting. */
    default Channel greeted(Transport transport) {
        Channel channel = Channel.open(transport, endpoint());
        assertThat(channel.receive()).isEqualTo("hi");
        return channel;
    }
}
