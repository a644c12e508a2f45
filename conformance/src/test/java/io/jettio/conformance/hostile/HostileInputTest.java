package io.jettio.conformance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.conformance.subject.RunningServer;
import io.jettio.harness.cases.HostilePackets;
import io.jettio.harness.wire.Channel;
import io.jettio.harness.wire.Channel.Transport;
import io.jettio.harness.wire.Endpoint;
import io.jettio.harness.wire.PollingSession;
import io.jettio.harness.wire.WebSocketPeer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Protocol violations of Socket.IO end the connection that sent them, over either transport, and no other. */
class HostileInputTest {
    @RegisterExtension
    static final RunningServer SERVER = RunningServer.steadyJettio("socket");

    @RegisterExtension
    final Witnessed witnessed = Witnessed.ofSocket(SERVER);

    static Stream<Arguments> violations() {
        return HostilePackets.all()
                .flatMap(row -> Stream.of(Transport.values())
                        .map(transport -> Arguments.argumentSet(transport + " " + name(row.rule()), transport, row)));
    }

    @ParameterizedTest
    @MethodSource("violations")
    void violationEndsItsConnectionOnly(Transport transport, HostilePackets.Row row) {
        try (Channel hostile = joined(transport)) {
            hostile.sendUntilClosed(row.messages().toArray(String[]::new));
            hostile.closed();
        }
    }

    /** The other side of the limits: what still passes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"message\" , 1 ]",
                "[\"message\",\"\\u0000\\ud83e\\udd8a\"]",
                "[\"message\",1.5E+3,-0,1e-7]",
                "[\"message\",{\"__proto__\":1,\"constructor\":{}}]",
                "[\"message\",{\"a\":1,\"a\":2}]",
                "[\"__proto__\",1]"
            })
    void legalJsonPasses(String payload) {
        try (Channel channel = joined(Transport.WEBSOCKET)) {
            channel.send("2" + payload, "2[\"message\",\"after\"]");
            String packet = channel.receive();
            if (payload.startsWith("[\"message\"")) {
                assertThat(packet).startsWith("2[\"message-back\",");
                packet = channel.receive();
            }
            assertThat(packet).isEqualTo("2[\"message-back\",\"after\"]");
        }
    }

    @Test
    void whatIsWithinTheLimitsPasses() {
        try (Channel channel = joined(Transport.WEBSOCKET)) {
            channel.send("2[\"message\"," + "[".repeat(90) + "]".repeat(90) + "]");
            assertThat(channel.receive()).isEqualTo("2[\"message-back\"," + "[".repeat(90) + "]".repeat(90) + "]");
            channel.send("2[\"message\"" + ",1".repeat(1_000) + "]");
            assertThat(channel.receive()).isEqualTo("2[\"message-back\"" + ",1".repeat(1_000) + "]");
            channel.send("0/" + "n".repeat(200) + ",");
            assertThat(channel.receive()).startsWith("4/n").endsWith(",{\"message\":\"Invalid namespace\"}");
            channel.send("2[\"message\",\"" + "x".repeat(900_000) + "\"]");
            assertThat(channel.receive()).hasSizeGreaterThan(900_000);
        }
    }

    @Test
    void leavingAndJoiningInOneBatchIsLegal() {
        for (Transport transport : Transport.values()) {
            try (Channel channel = joined(transport)) {
                channel.send("1", "0");
                assertThat(channel.receive()).startsWith("0{");
                assertThat(channel.receive()).isEqualTo("2[\"auth\",{}]");
            }
        }
    }

    @Test
    void packetBeforeConnectEndsTheConnection() {
        for (Transport transport : Transport.values()) {
            for (String packet : new String[] {"2[\"message\",1]", "31[]", "1", "51-[\"message\"]", "#00"}) {
                try (Channel channel = Channel.open(transport, endpoint())) {
                    channel.sendUntilClosed(packet);
                    channel.closed();
                }
            }
        }
    }

    @Test
    void restOfABatchAfterABadPacketIsDropped() {
        PollingSession session = PollingSession.open(endpoint());
        session.send("40");
        assertThat(session.packet()).startsWith("40{");
        assertThat(session.packet()).isEqualTo("42[\"auth\",{}]");
        session.post("42{}\u001e42[\"message\",\"after\"]");
        assertThat(session.poll().text()).doesNotContain("message-back");
        assertThat(session.poll().status()).isEqualTo(400);
    }

    @Test
    void unknownNamespacesAreRefusedOneByOne() {
        try (Channel channel = joined(Transport.WEBSOCKET)) {
            for (int i = 0; i < 100; i++) {
                channel.send("0/unknown" + i + ",");
                assertThat(channel.receive()).isEqualTo("4/unknown" + i + ",{\"message\":\"Invalid namespace\"}");
            }
            channel.send("2[\"message\",1]");
            assertThat(channel.receive()).isEqualTo("2[\"message-back\",1]");
        }
    }

    @Test
    void connectionCutInsideABinaryPacketLeavesTheOthers() {
        try (WebSocketPeer peer = WebSocketPeer.open(endpoint(), "EIO=4&transport=websocket")) {
            assertThat(peer.text()).startsWith("0{");
            peer.sendText("40");
            assertThat(peer.text()).startsWith("40{");
            peer.sendText("452-[\"message\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
            peer.sendBinary((byte) 1);
        }
    }

    private static Channel joined(Transport transport) {
        Channel channel = Channel.open(transport, endpoint());
        channel.send("0");
        assertThat(channel.receive()).startsWith("0{");
        assertThat(channel.receive()).isEqualTo("2[\"auth\",{}]");
        return channel;
    }

    private static Endpoint endpoint() {
        return SERVER.endpoint();
    }

    /** A test's name without what a report could not carry. */
    private static String name(String rule) {
        StringBuilder name = new StringBuilder();
        rule.chars().forEach(c -> {
            if (c < 0x20 || c > 0x7e) {
                name.append("\\u%04x".formatted(c));
            } else {
                name.append((char) c);
            }
        });
        return name.toString();
    }
}
