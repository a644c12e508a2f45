package io.jettio.conformance.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.conformance.subject.ContractRules;
import io.jettio.harness.wire.Channel;
import io.jettio.harness.wire.Channel.Transport;
import io.jettio.harness.wire.WebSocketPeer;
import io.jettio.harness.wire.WebSocketPeer.Pings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Leaving namespaces, and the violations that the contract itself names. */
public interface SocketDisconnectRules extends ContractRules {

    @Test
    default void disconnectLeavesTheConnectionOpen() {
        try (WebSocketPeer peer = WebSocketPeer.open(Pings.SEEN, timed(), "EIO=4&transport=websocket")) {
            assertThat(peer.text()).startsWith("0{");
            peer.sendText("40");
            assertThat(afterPings(peer)).startsWith("40{");
            assertThat(afterPings(peer)).isEqualTo("42[\"auth\",{}]");
            peer.sendText("41");
            for (int i = 0; i < 3; i++) { // of which one may have come before
                assertThat(peer.text()).isEqualTo("2");
                peer.sendText("3");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    default void mainNamespaceMayBeJoinedAgain(Transport transport) {
        try (Channel channel = Connections.main(transport, endpoint())) {
            channel.send("1");
            // The reference implementation leaves a moment after it reads: a round trip lies between.
            channel.send("0/random");
            assertThat(channel.receive()).isEqualTo("4/random,{\"message\":\"Invalid namespace\"}");
            channel.send("0");
            assertThat(channel.receive()).startsWith("0{");
            assertThat(channel.receive()).isEqualTo("2[\"auth\",{}]");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void leavingOneNamespaceKeepsTheOther(Transport transport) {
        try (Channel channel = Connections.main(transport, endpoint())) {
            channel.send("0/custom,");
            assertThat(channel.receive()).startsWith("0/custom,{");
            assertThat(channel.receive()).isEqualTo("2/custom,[\"auth\",{}]");
            channel.send("1/custom", "2[\"message\",\"hello\"]");
            assertThat(channel.receive()).isEqualTo("2[\"message-back\",\"hello\"]");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void unknownPacketTypeCloses(Transport transport) {
        closedBy(transport, "abc");
    }

    @ParameterizedTest
    @EnumSource
    default void eventWhosePayloadIsNoArrayCloses(Transport transport) {
        closedBy(transport, "2{}");
    }

    @ParameterizedTest
    @EnumSource
    default void eventWhoseIdIsNoNumberCloses(Transport transport) {
        closedBy(transport, "2abc[\"message-with-ack\",1]");
    }

    @Test
    default void violationEndsTheOtherNamespaceToo() {
        try (Channel channel = Connections.main(Transport.WEBSOCKET, endpoint())) {
            channel.send("0/custom,");
            assertThat(channel.receive()).startsWith("0/custom,{");
            channel.send("2/custom,{}");
            channel.closed();
        }
    }

    private static String afterPings(WebSocketPeer peer) {
        String packet = peer.text();
        while (packet.equals("2")) {
            peer.sendText("3");
            packet = peer.text();
        }
        return packet;
    }

    private void closedBy(Transport transport, String packet) {
        try (Channel channel = Connections.main(transport, endpoint())) {
            channel.sendUntilClosed(packet);
            channel.closed();
        }
    }
}
