package io.jettio.conformance.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.harness.wire.Answer;
import io.jettio.harness.wire.Channel;
import io.jettio.harness.wire.Channel.Transport;
import io.jettio.harness.wire.Json;
import io.jettio.harness.wire.WebSocketPeer;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract {@code java-client}. */
interface JavaClientRules extends RefusalRules {

    /** Both namespaces over both transports. */
    static Stream<Arguments> connections() {
        return Stream.of("", "/foo")
                .flatMap(namespace ->
                        Stream.of(Transport.values()).map(transport -> Arguments.of(namespace, transport)));
    }

    @Test
    default void pingIntervalIsTwoSeconds() {
        String open = endpoint().get("EIO=4&transport=polling").text();
        assertThat(Json.object(open.substring(1)).get("pingInterval").getAsInt())
                .isEqualTo(2_000);
    }

    @ParameterizedTest
    @EnumSource
    default void refusalCarriesData(Transport transport) {
        try (Channel channel = Channel.open(transport, endpoint())) {
            channel.send("0/no,");
            var error = Joined.object(channel.receive(), "4/no,", "");
            assertThat(error).isEqualTo(Json.value("{\"message\":\"auth failed\",\"data\":{\"a\":\"b\",\"c\":3}}"));
        }
    }

    @ParameterizedTest
    @MethodSource("connections")
    default void greetingIsTheFirstEvent(String namespace, Transport transport) {
        greeted(namespace, transport).close();
    }

    @ParameterizedTest
    @MethodSource("connections")
    default void argumentsComeBack(String namespace, Transport transport) {
        String p = Joined.prefix(namespace);
        try (Channel channel = greeted(namespace, transport)) {
            channel.send("2" + p + "[\"message\",\"foo\",\"bar\"]");
            assertThat(channel.receive()).isEqualTo("2" + p + "[\"message\",\"foo\",\"bar\"]");
            channel.send("2" + p + "[\"echo\",{\"foo\":1},null,\"bar\"]");
            assertThat(channel.receive()).isEqualTo("2" + p + "[\"echoBack\",{\"foo\":1},null,\"bar\"]");
            channel.send("2" + p + "[\"room\",\"hi\"]");
            assertThat(channel.receive()).isEqualTo("2" + p + "[\"roomBack\",\"hi\"]");
            channel.send("51-" + p + "[\"echo\",{\"_placeholder\":true,\"num\":0}]", "#000102ff");
            assertThat(channel.receive()).isEqualTo("51-" + p + "[\"echoBack\",{\"_placeholder\":true,\"num\":0}]");
            assertThat(channel.receive()).isEqualTo("#000102ff");
        }
    }

    @ParameterizedTest
    @MethodSource("connections")
    default void acksCarryWhatWasSent(String namespace, Transport transport) {
        String p = Joined.prefix(namespace);
        try (Channel channel = greeted(namespace, transport)) {
            channel.send("2" + p + "1[\"ack\",{\"foo\":1},\"bar\"]");
            assertThat(channel.receive()).isEqualTo("3" + p + "1[{\"foo\":1},\"bar\"]");
            channel.send("2" + p + "2[\"ack\"]");
            assertThat(channel.receive()).isEqualTo("3" + p + "2[]");
            channel.send("2" + p + "3[\"getAckBinary\",\"\"]");
            assertThat(channel.receive()).isEqualTo("61-" + p + "3[{\"_placeholder\":true,\"num\":0}]");
            // huehue
            assertThat(channel.receive()).isEqualTo("#687565687565");
        }
    }

    @ParameterizedTest
    @MethodSource("connections")
    default void acksOfTheClientComeBack(String namespace, Transport transport) {
        String p = Joined.prefix(namespace);
        try (Channel channel = greeted(namespace, transport)) {
            for (String answer : new String[] {"[]", "[5,{\"test\":true}]"}) {
                channel.send("2" + p + "[\"callAck\"]");
                channel.send("3" + p + Joined.ackId(channel.receive(), namespace) + answer);
                assertThat(channel.receive())
                        .isEqualTo(
                                "2" + p + answer.replace("[", "[\"ackBack\",").replace(",]", "]"));
            }
            channel.send("2" + p + "[\"callAckBinary\"]");
            String id = Joined.ackId(channel.receive(), namespace);
            channel.send("61-" + p + id + "[{\"_placeholder\":true,\"num\":0}]", "#687565");
            assertThat(channel.receive()).isEqualTo("51-" + p + "[\"ackBack\",{\"_placeholder\":true,\"num\":0}]");
            assertThat(channel.receive()).isEqualTo("#687565");
        }
    }

    @Test
    default void dateIsAnIsoString() {
        try (Channel channel = greeted("", Transport.WEBSOCKET)) {
            channel.send("29[\"getAckDate\",{\"test\":true}]");
            String answer = channel.receive();
            assertThat(answer).startsWith("39[\"").endsWith("\"]");
            Instant.parse(answer.substring(4, answer.length() - 2));
        }
    }

    @Test
    default void broadcastReachesTheOthersOnly() {
        // In a namespace that the other tests leave alone as far as broadcasts go.
        try (Channel one = greeted("/foo", Transport.WEBSOCKET);
                Channel other = greeted("/foo", Transport.WEBSOCKET)) {
            one.send("2/foo,[\"broadcast\",\"hi\",1]", "2/foo,[\"echo\",\"after\"]");
            assertThat(other.receive()).isEqualTo("2/foo,[\"broadcastBack\",\"hi\",1]");
            assertThat(one.receive()).isEqualTo("2/foo,[\"echoBack\",\"after\"]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/foo"})
    default void clientIsDisconnectedOnRequest(String namespace) {
        try (Channel channel = greeted(namespace, Transport.WEBSOCKET)) {
            channel.send("2" + Joined.prefix(namespace) + "[\"requestDisconnect\"]");
            assertThat(channel.receive()).isEqualTo("1" + Joined.prefix(namespace));
        }
    }

    @Test
    default void handshakeIsAcknowledged() {
        try (Channel channel = Channel.open(Transport.WEBSOCKET, endpoint(), "&a=b")) {
            channel.send("0{\"token\":\"abc\"}");
            assertThat(channel.receive()).startsWith("0{");
            assertThat(channel.receive()).isEqualTo("2[\"message\",\"hello client\"]");
            channel.send("21[\"getHandshake\"]");
            var handshake = Joined.object(channel.receive(), "31[", "]");
            assertThat(handshake.getAsJsonObject("query").get("a").getAsString())
                    .isEqualTo("b");
            assertThat(handshake.get("auth")).isEqualTo(Json.value("{\"token\":\"abc\"}"));
        }
    }

    @Test
    default void headerIsEchoedOnPollingAndOnTheUpgrade() {
        Answer handshake = endpoint().get("EIO=4&transport=polling", "X-SocketIO", "one");
        assertThat(handshake.headers("X-SocketIO")).containsExactly("one");
        String sid = Json.sid(handshake.text());
        String query = "EIO=4&transport=polling&sid=" + sid;
        assertThat(endpoint().post(query, "40", "X-SocketIO", "two").headers("X-SocketIO"))
                .containsExactly("two");
        try (WebSocketPeer peer =
                WebSocketPeer.open(endpoint(), "EIO=4&transport=websocket&sid=" + sid, "X-SocketIO: three")) {
            assertThat(peer.headers("X-SocketIO")).containsExactly("three");
        }
        assertThat(endpoint().get("EIO=4&transport=polling").headers("X-SocketIO"))
                .isEmpty();
    }

    private Channel greeted(String namespace, Transport transport) {
        Channel channel = Joined.to(namespace, transport, endpoint());
        assertThat(channel.receive()).isEqualTo("2" + Joined.prefix(namespace) + "[\"message\",\"hello client\"]");
        return channel;
    }
}
