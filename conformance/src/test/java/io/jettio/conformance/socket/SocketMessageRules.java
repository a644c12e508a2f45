package io.jettio.conformance.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.conformance.subject.ContractRules;
import io.jettio.harness.wire.Channel;
import io.jettio.harness.wire.Channel.Transport;
import io.jettio.harness.wire.Json;
import io.jettio.harness.wire.PollingSession;
import io.jettio.harness.wire.WebSocketPeer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Events and acks, with text and binary, over both transports. */
public interface SocketMessageRules extends ContractRules {

    /** Argument lists as they stand behind the event's name, for each transport. */
    static Stream<Arguments> argumentLists() {
        return Stream.of(
                        "",
                        ",1",
                        ",\"1\",2,{\"3\":[false]}",
                        ",\"\"",
                        ",null",
                        ",[],{}",
                        ",-0.5,1e21,123456789",
                        ",\"€ привет 漢字 🦊\"",
                        ",\"line\\nbreak \\\"quoted\\\" \\\\ <b>&amp;</b>\"",
                        ",{\"a\":{\"b\":{\"c\":[1,[2,[3]]]}}}",
                        ",{\"_placeholder\":false,\"num\":7}")
                .flatMap(list -> Stream.of(Transport.values())
                        .map(transport -> Arguments.argumentSet(transport + list, transport, list)));
    }

    @ParameterizedTest
    @MethodSource("argumentLists")
    @Tag("feature:2.16")
    default void eventComesBackWithItsArguments(Transport transport, String arguments) {
        try (Channel channel = connected(transport)) {
            channel.send("2[\"message\"" + arguments + "]");
            assertPacket(channel.receive(), "2", "[\"message-back\"" + arguments + "]");
        }
    }

    @ParameterizedTest
    @MethodSource("argumentLists")
    @Tag("feature:2.16")
    default void ackCarriesTheArguments(Transport transport, String arguments) {
        try (Channel channel = connected(transport)) {
            channel.send("2456[\"message-with-ack\"" + arguments + "]");
            assertPacket(channel.receive(), "3456", "[" + arguments.replaceFirst("^,", "") + "]");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void binaryEventComesBackByteForByte(Transport transport) {
        try (Channel channel = connected(transport)) {
            channel.send("51-[\"message\",{\"_placeholder\":true,\"num\":0}]", "#000102ff");
            assertPacket(channel.receive(), "51-", "[\"message-back\",{\"_placeholder\":true,\"num\":0}]");
            assertThat(channel.receive()).isEqualTo("#000102ff");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("feature:2.5")
    @Tag("feature:2.6")
    default void everyByteValueSurvives(Transport transport) {
        StringBuilder all = new StringBuilder("#");
        for (int i = 0; i < 256; i++) {
            all.append("%02x".formatted(i));
        }
        try (Channel channel = connected(transport)) {
            channel.send("51-[\"message\",{\"_placeholder\":true,\"num\":0}]", all.toString());
            assertPacket(channel.receive(), "51-", "[\"message-back\",{\"_placeholder\":true,\"num\":0}]");
            assertThat(channel.receive()).hasToString(all.toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    default void emptyAttachmentIsAnAttachment(Transport transport) {
        try (Channel channel = connected(transport)) {
            channel.send("51-[\"message\",{\"_placeholder\":true,\"num\":0}]", "#");
            assertPacket(channel.receive(), "51-", "[\"message-back\",{\"_placeholder\":true,\"num\":0}]");
            assertThat(channel.receive()).isEqualTo("#");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("feature:2.8")
    default void nestedBinaryKeepsItsPlaces(Transport transport) {
        try (Channel channel = connected(transport)) {
            channel.send(
                    "53-[\"message\",{\"a\":[{\"_placeholder\":true,\"num\":0},2],\"b\":{\"c\":"
                            + "{\"_placeholder\":true,\"num\":1}}},\"x\",{\"_placeholder\":true,\"num\":2}]",
                    "#0102",
                    "#00",
                    "#ffee");
            assertPacket(
                    channel.receive(),
                    "53-",
                    "[\"message-back\",{\"a\":[{\"_placeholder\":true,\"num\":0},2],\"b\":{\"c\":"
                            + "{\"_placeholder\":true,\"num\":1}}},\"x\",{\"_placeholder\":true,\"num\":2}]");
            assertThat(channel.receive()).isEqualTo("#0102");
            assertThat(channel.receive()).isEqualTo("#00");
            assertThat(channel.receive()).isEqualTo("#ffee");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void placeholdersOutOfOrderAreResolvedByNumber(Transport transport) {
        try (Channel channel = connected(transport)) {
            channel.send(
                    "52-[\"message\",{\"num\":1,\"_placeholder\":true},{\"_placeholder\":true,\"num\":0}]",
                    "#aa",
                    "#bb");
            assertPacket(
                    channel.receive(),
                    "52-",
                    "[\"message-back\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
            assertThat(channel.receive()).isEqualTo("#bb");
            assertThat(channel.receive()).isEqualTo("#aa");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("feature:2.10")
    default void tenAttachmentsPass(Transport transport) {
        StringBuilder list = new StringBuilder();
        String[] messages = new String[11];
        for (int i = 0; i < 10; i++) {
            list.append(",{\"_placeholder\":true,\"num\":").append(i).append('}');
            messages[i + 1] = "#%02x".formatted(i);
        }
        messages[0] = "510-[\"message\"" + list + "]";
        try (Channel channel = connected(transport)) {
            channel.send(messages);
            assertPacket(channel.receive(), "510-", "[\"message-back\"" + list + "]");
            for (int i = 0; i < 10; i++) {
                assertThat(channel.receive()).isEqualTo(messages[i + 1]);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    default void binaryAckCarriesTheBytes(Transport transport) {
        try (Channel channel = connected(transport)) {
            channel.send(
                    "52-789[\"message-with-ack\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]",
                    "#010203",
                    "#00ff");
            assertPacket(
                    channel.receive(),
                    "62-789",
                    "[{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
            assertThat(channel.receive()).isEqualTo("#010203");
            assertThat(channel.receive()).isEqualTo("#00ff");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void ackIdIsEchoedExactly(Transport transport) {
        try (Channel channel = connected(transport)) {
            for (String id : new String[] {"0", "1", "456", "2147483648", "4294967296", "9007199254740991"}) {
                channel.send("2" + id + "[\"message-with-ack\",true]");
                assertThat(channel.receive()).isEqualTo("3" + id + "[true]");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    default void eventsComeBackInOrder(Transport transport) {
        try (Channel channel = connected(transport)) {
            String[] events = new String[120];
            for (int i = 0; i < events.length; i++) {
                events[i] = "2[\"message\"," + i + "]";
            }
            channel.send(events);
            for (int i = 0; i < events.length; i++) {
                assertThat(channel.receive()).isEqualTo("2[\"message-back\"," + i + "]");
            }
        }
    }

    @Test
    default void eventNobodyListensToIsIgnored() {
        try (Channel channel = connected(Transport.WEBSOCKET)) {
            channel.send("2[\"nobody listens\",1]", "2[\"message\",1]");
            assertThat(channel.receive()).isEqualTo("2[\"message-back\",1]");
        }
    }

    @Test
    default void ackNobodyAskedForIsIgnored() {
        try (Channel channel = connected(Transport.WEBSOCKET)) {
            channel.send("37[1]", "2[\"message\",1]");
            assertThat(channel.receive()).isEqualTo("2[\"message-back\",1]");
        }
    }

    @Test
    default void numberMayNameAnEvent() {
        try (Channel channel = connected(Transport.WEBSOCKET)) {
            channel.send("2[5,\"x\"]", "2[\"message\",1]");
            assertThat(channel.receive()).isEqualTo("2[\"message-back\",1]");
        }
    }

    @Test
    default void upgradeBetweenEventsLosesNothing() {
        PollingSession session = PollingSession.open(endpoint());
        session.send("40");
        assertThat(session.packet()).startsWith("40{");
        assertThat(session.packet()).isEqualTo("42[\"auth\",{}]");
        try (WebSocketPeer peer = WebSocketPeer.open(endpoint(), session.upgradeQuery())) {
            session.send("42[\"message\",1]");
            assertThat(session.packet()).isEqualTo("42[\"message-back\",1]");
            peer.sendText("2probe");
            assertThat(peer.text()).isEqualTo("3probe");
            peer.sendText("5").sendText("451-[\"message\",{\"_placeholder\":true,\"num\":0}]");
            peer.sendBinary((byte) 0, (byte) 1, (byte) 2, (byte) 0xff);
            assertPacket(peer.text(), "451-", "[\"message-back\",{\"_placeholder\":true,\"num\":0}]");
            assertThat(peer.binary()).containsExactly(0, 1, 2, 0xff);
        }
    }

    private Channel connected(Transport transport) {
        return Connections.main(transport, endpoint());
    }

    /** The packet's head must match as it is, its JSON in meaning. */
    private static void assertPacket(String packet, String head, String json) {
        assertThat(packet).startsWith(head + "[");
        assertThat(Json.value(packet.substring(head.length()))).isEqualTo(Json.value(json));
    }
}
