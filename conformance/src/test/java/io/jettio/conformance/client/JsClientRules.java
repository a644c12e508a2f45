package io.jettio.conformance.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.harness.wire.Channel;
import io.jettio.harness.wire.Channel.Transport;
import io.jettio.harness.wire.Json;
import io.jettio.harness.wire.PollingSession;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract {@code js-client}. Recovery is on: what is emitted without ack has an offset behind its arguments. */
interface JsClientRules extends RefusalRules {
    @Override
    default String event(Channel channel) {
        return Offsets.event(channel);
    }

    @Test
    default void handshakeTakesTenMilliseconds() {
        long begun = System.nanoTime();
        PollingSession session = PollingSession.open(endpoint());
        // Less what timers of the reference implementation may round off.
        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(10 - 2));
        assertThat(session.handshake().get("pingInterval").getAsInt()).isEqualTo(2_000);
    }

    @ParameterizedTest
    @EnumSource
    default void queryWithFailIsRefusedInTheMainNamespaceOnly(Transport transport) {
        try (Channel channel = Channel.open(transport, endpoint(), "&fail=true")) {
            channel.send("0");
            assertThat(channel.receive()).isEqualTo("4{\"message\":\"Auth failed (main namespace)\"}");
            channel.send("0/foo,");
            assertThat(channel.receive()).startsWith("0/foo,{");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void namespaceRefusesEverybody(Transport transport) {
        try (Channel channel = Channel.open(transport, endpoint())) {
            channel.send("0/no,");
            assertThat(channel.receive()).isEqualTo("4/no,{\"message\":\"Auth failed (custom namespace)\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/foo"})
    default void socketTellsItsId(String namespace) {
        try (Channel channel = Channel.open(Transport.WEBSOCKET, endpoint())) {
            String sid = Joined.sid(channel, namespace);
            channel.send("2" + Joined.prefix(namespace) + "7[\"getId\"]");
            assertThat(channel.receive()).isEqualTo("3" + Joined.prefix(namespace) + "7[\"" + sid + "\"]");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2[\"hi\"] | 2[\"hi\"]",
                "21[\"echo\",123] | 31[123]",
                "22[\"echo\",null] | 32[null]",
                "23[\"echo\",{\"a\":[1,\"€\"]}] | 33[{\"a\":[1,\"€\"]}]",
                "2[\"false\"] | 2[\"false\",false]"
            })
    default void eventsAreAnswered(String event, String answer) {
        for (Transport transport : Transport.values()) {
            try (Channel channel = joined(transport)) {
                channel.send(event);
                assertThat(answer.startsWith("2") ? event(channel) : channel.receive())
                        .isEqualTo(answer);
            }
        }
    }

    @Test
    default void rightAckOfTheClientIsTold() {
        try (Channel channel = joined(Transport.WEBSOCKET)) {
            channel.send("2[\"ack\"]");
            channel.send("3" + Joined.ackId(channel.receive(), "") + "[5,{\"test\":true}]");
            assertThat(event(channel)).isEqualTo("2[\"got it\"]");
        }
    }

    @Test
    default void wrongAckOfTheClientIsNotTold() {
        try (Channel channel = joined(Transport.WEBSOCKET)) {
            for (String answer : new String[] {"[4,{\"test\":true}]", "[5,{\"test\":false}]"}) {
                channel.send("2[\"ack\"]");
                channel.send("3" + Joined.ackId(channel.receive(), "") + answer, "2[\"hi\"]");
                assertThat(event(channel)).isEqualTo("2[\"hi\"]");
            }
        }
    }

    @Test
    default void callbackOfTheAckEventIsNeverAcknowledged() {
        try (Channel channel = joined(Transport.WEBSOCKET)) {
            channel.send("2456[\"ack\"]", "2[\"hi\"]");
            Joined.ackId(channel.receive(), "");
            assertThat(event(channel)).isEqualTo("2[\"hi\"]");
        }
    }

    @Test
    default void datesAreIsoStrings() {
        try (Channel channel = joined(Transport.WEBSOCKET)) {
            channel.send("21[\"getAckDate\",{\"test\":true}]");
            Instant.parse(inside(channel.receive(), "31[\"", "\"]"));
            channel.send("2[\"getDate\"]");
            Instant.parse(inside(event(channel), "2[\"takeDate\",\"", "\"]"));
            channel.send("2[\"getDateObj\"]");
            Instant.parse(inside(event(channel), "2[\"takeDateObj\",{\"date\":\"", "\"}]"));
        }
    }

    @ParameterizedTest
    @EnumSource
    default void textsComeInOrder(Transport transport) {
        try (Channel channel = joined(transport)) {
            channel.send("2[\"getUtf8\"]");
            for (String text : new String[] {"てすと", "Я Б Г Д Ж Й", "Ä ä Ü ü ß", "utf8 — string", "utf8 — string"}) {
                assertThat(event(channel)).isEqualTo("2[\"takeUtf8\",\"" + text + "\"]");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"doge,doge", "getbin,takebin"})
    default void bytesAreSentAsAnAttachment(String event, String answer) {
        for (Transport transport : Transport.values()) {
            try (Channel channel = joined(transport)) {
                channel.send("2[\"" + event + "\"]");
                assertThat(event(channel)).isEqualTo("51-[\"" + answer + "\",{\"_placeholder\":true,\"num\":0}]");
                // asdfasdf
                assertThat(channel.receive()).isEqualTo("#6173646661736466");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    default void binaryIsTakenAsBinary(Transport transport) {
        try (Channel channel = joined(transport)) {
            channel.send("51-[\"buffa\",{\"_placeholder\":true,\"num\":0}]", "#6ac7dfa9");
            assertThat(event(channel)).isEqualTo("2[\"buffack\"]");
            channel.send(
                    "51-[\"jsonbuff\",{\"hello\":\"lol\",\"message\":{\"_placeholder\":true,\"num\":0},"
                            + "\"goodbye\":\"gotcha\"}]",
                    "#868c");
            assertThat(event(channel)).isEqualTo("2[\"jsonbuff-ack\"]");
        }
    }

    @Test
    default void textIsNotTakenAsBinary() {
        try (Channel channel = joined(Transport.WEBSOCKET)) {
            channel.send("2[\"buffa\",\"text\"]", "2[\"hi\"]");
            assertThat(event(channel)).isEqualTo("2[\"hi\"]");
        }
    }

    @Test
    default void secondComesOnlyAfterTheFirst() {
        try (Channel channel = joined(Transport.WEBSOCKET)) {
            channel.send("2[\"abuff2\",\"please arrive second\"]", "2[\"hi\"]");
            assertThat(event(channel)).isEqualTo("2[\"hi\"]");
            channel.send(
                    "51-[\"abuff1\",{\"_placeholder\":true,\"num\":0}]", "#69bba7", "2[\"abuff2\",\"please arrive\"]");
            assertThat(event(channel)).isEqualTo("2[\"abuff2-ack\"]");
        }
    }

    @Test
    default void handshakeIsAcknowledged() {
        try (Channel channel = Channel.open(Transport.POLLING, endpoint(), "&c=d")) {
            channel.send("0{\"token\":\"abc\"}");
            assertThat(channel.receive()).startsWith("0{");
            channel.send("23[\"getHandshake\"]");
            var handshake = Joined.object(channel.receive(), "33[", "]");
            assertThat(handshake.getAsJsonObject("query").get("c").getAsString())
                    .isEqualTo("d");
            assertThat(handshake.get("auth")).isEqualTo(Json.value("{\"token\":\"abc\"}"));
            assertThat(handshake.get("url").getAsString()).startsWith("/socket.io/?");
        }
    }

    private Channel joined(Transport transport) {
        return Joined.to("", transport, endpoint());
    }

    private static String inside(String packet, String head, String tail) {
        assertThat(packet).startsWith(head).endsWith(tail);
        return packet.substring(head.length(), packet.length() - tail.length());
    }
}
