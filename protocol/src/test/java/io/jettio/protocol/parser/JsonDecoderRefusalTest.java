package io.jettio.protocol.parser;

import static io.jettio.protocol.parser.PacketVectors.PARSER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.PacketException;
import io.jettio.protocol.socketio.ProtocolRevision;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDecoderRefusalTest {
    private static final DecodeLimits LIMITS = DecodeLimits.builder()
            .maxAttachments(10)
            .maxNamespaceLength(8)
            .maxNesting(3)
            .maxArguments(4)
            .build();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | empty packet | 0",
                "7 | unknown packet type | 0",
                "a | unknown packet type | 0",
                "- | unknown packet type | 0",
                "\u0100 | unknown packet type | 0",
                // attachment count
                "5 | attachment count is missing | 1",
                "5[\"a\"] | attachment count is missing | 1",
                "5-[\"a\"] | attachment count is missing | 1",
                "5-1-[\"a\"] | attachment count is missing | 1",
                "5+1-[\"a\"] | attachment count is missing | 1",
                "5 1-[\"a\"] | attachment count is missing | 1",
                "5a-[\"a\"] | attachment count is missing | 1",
                "50-[\"a\"] | attachment count must begin with a digit from 1 to 9 | 1",
                "501-[\"a\"] | attachment count must begin with a digit from 1 to 9 | 1",
                "511-[\"a\"] | attachment count exceeds limit 10 | 1",
                "54711-[\"a\"] | attachment count exceeds limit 10 | 1",
                "599999999999999999999999-[\"a\"] | attachment count exceeds limit 10 | 1",
                "54294967297-[\"a\"] | attachment count exceeds limit 10 | 1",
                "51 | attachment count must end with a hyphen | 2",
                "51[\"a\"] | attachment count must end with a hyphen | 2",
                "51.5-[\"a\"] | attachment count must end with a hyphen | 2",
                "51e0-[\"a\"] | attachment count must end with a hyphen | 2",
                "61/a,1[] | attachment count must end with a hyphen | 2",
                "51- | JSON ends too early | 3",
                "60-1[] | attachment count must begin with a digit from 1 to 9 | 1",
                // namespace
                "2/12345678,[\"a\"] | namespace exceeds limit 8 characters | 1",
                "0/12345678 | namespace exceeds limit 8 characters | 1",
                "1/\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac | namespace exceeds limit 8 characters | 1",
                "51-/12345678,[\"a\"] | namespace exceeds limit 8 characters | 3",
                "2/a[\"a\"] | JSON ends too early | 8",
                // ack id
                "212345678901234567[\"a\"] | ack id exceeds 16 digits | 1",
                "200000000000000000[\"a\"] | ack id exceeds 16 digits | 1",
                "29007199254740993[\"a\"] | ack id exceeds 2^53 | 1",
                "39999999999999999[] | ack id exceeds 2^53 | 1",
                "3/a,99999999999999999999[] | ack id exceeds 16 digits | 4",
                "3 | an ack needs an id | 1",
                "3[] | an ack needs an id | 1",
                "3-1[] | an ack needs an id | 1",
                "61-[] | an ack needs an id | 3",
                "2-1[\"a\"] | expected an array | 1",
                "21.5[\"a\"] | expected an array | 2",
                // event and ack payloads
                "2 | JSON ends too early | 1",
                "21 | JSON ends too early | 2",
                "2{} | expected an array | 1",
                "2\"a\" | expected an array | 1",
                "2abc | expected an array | 1",
                "2abc[\"a\"] | expected an array | 1",
                "2[] | an event needs a name | 1",
                "2[null] | event name is neither a string nor a number | 2",
                "2[{}] | event name is neither a string nor a number | 2",
                "2[[\"a\"]] | event name is neither a string nor a number | 2",
                "2[true,1] | event name is neither a string nor a number | 2",
                "2[\"connect\"] | reserved event name | 2",
                "2[\"connect_error\",1] | reserved event name | 2",
                "2[\"disconnect\"] | reserved event name | 2",
                "2[\"disconnecting\"] | reserved event name | 2",
                "2[\"newListener\"] | reserved event name | 2",
                "2[\"removeListener\"] | reserved event name | 2",
                "2/a,7[\"conn\\u0065ct\"] | reserved event name | 6",
                "31{} | expected an array | 2",
                "31\"a\" | expected an array | 2",
                "31 | JSON ends too early | 2",
                "31null | expected an array | 2",
                // JSON
                "2[\"a\",] | expected a value | 6",
                "2[\"a\"]x | trailing data | 6",
                "2[\"a\"][\"b\"] | trailing data | 6",
                "2['a'] | expected a value | 2",
                "2[\"a\",NaN] | expected a value | 6",
                "2[\"a\",01] | expected ',' or ']' | 7",
                "2[\"a\",{b:1}] | expected a member's name | 7",
                "2[\"a\"/**/] | expected ',' or ']' | 5",
                "2[\"a | JSON ends too early | 4",
                "2[\"a\",[[[]]]] | nested deeper than 3 | 8",
                "2[\"a\",1,2,3,4,5] | more than 4 arguments | 14",
                // placeholders
                "51-[\"a\",{\"_placeholder\":true,\"num\":1}] | placeholder num is not an integer below 1 | *",
                "51-[\"a\",{\"_placeholder\":true,\"num\":-1}] | placeholder num is not an integer below 1 | *",
                "51-[\"a\",{\"_placeholder\":true,\"num\":0.5}] | placeholder num is not an integer below 1 | *",
                "51-[\"a\",{\"_placeholder\":true,\"num\":\"0\"}] | placeholder num is not an integer below 1 | *",
                "51-[\"a\",{\"_placeholder\":true}] | placeholder num is not an integer below 1 | *",
                "62-1[{\"_placeholder\":true,\"num\":2}] | placeholder num is not an integer below 2 | *",
                // CONNECT, DISCONNECT, CONNECT_ERROR
                "0[] | CONNECT's payload must be an object | 1",
                "0\"a\" | CONNECT's payload must be an object | 1",
                "0null | CONNECT's payload must be an object | 1",
                "07 | CONNECT's payload must be an object | 1",
                "0/a,true | CONNECT's payload must be an object | 4",
                "0{ | JSON ends too early | 2",
                "0{}x | trailing data | 3",
                "07{} | trailing data | 2",
                "0x | expected a value | 1",
                "0{\"a\":{\"b\":{\"c\":{}}}} | nested deeper than 3 | 16",
                "1{} | DISCONNECT has no payload | 1",
                "15 | DISCONNECT has no payload | 1",
                "1/a,[] | DISCONNECT has no payload | 4",
                "4 | JSON ends too early | 1",
                "4/a, | JSON ends too early | 4",
                "4abc | expected a value | 1",
                "4[] | CONNECT_ERROR's payload must be an object or a string | 1",
                "4/a,null | CONNECT_ERROR's payload must be an object or a string | 4",
                "47 | CONNECT_ERROR's payload must be an object or a string | 1"
            })
    @Tag("feature:2.9")
    @Tag("feature:2.10")
    @Tag("feature:2.17")
    void brokenHeaderIsRefusedWithReasonAndPosition(String header, String reason, String position) {
        PacketException refusal = refusal(ProtocolRevision.V5, Frame.text(header));

        assertThat(refusal.reason()).isEqualTo(reason);
        if (!position.equals("*")) {
            assertThat(refusal.position()).isEqualTo(Integer.parseInt(position));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0{} | CONNECT has a payload only in revision 5 | 1",
                "0/a?x=1,{} | CONNECT has a payload only in revision 5 | 8",
                "0/12345678?a, | namespace exceeds limit 8 characters | 1",
                "4abc | expected a value | 1",
                "4\"a\"x | trailing data | 4"
            })
    void revision4RefusesWhatOnlyRevision5Knows(String header, String reason, int position) {
        PacketException refusal = refusal(ProtocolRevision.V4, Frame.text(header));

        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal.position()).isEqualTo(position);
    }

    @ParameterizedTest
    @CsvSource({
        "'0/\u00ff,', namespace is not UTF-8, 1",
        "'1/\u00c3,', namespace is not UTF-8, 1",
        "'2/\u00c3', namespace is not UTF-8, 1",
        "'2[\"\u00c3\"]', invalid UTF-8, 4"
    })
    void bytesThatAreNotUtf8AreRefused(String latin1, String reason, int position) {
        byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
        PacketException refusal = refusal(ProtocolRevision.V5, Frame.text(bytes, 0, bytes.length));

        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal.position()).isEqualTo(position);
    }

    @Test
    void queryThatIsNotUtf8IsRefused() {
        byte[] bytes = "0/a?\u00ff,".getBytes(StandardCharsets.ISO_8859_1);
        PacketException refusal = refusal(ProtocolRevision.V4, Frame.text(bytes, 0, bytes.length));

        assertThat(refusal.reason()).isEqualTo("query is not UTF-8");
        assertThat(refusal.position()).isEqualTo(4);
    }

    @Test
    void positionCountsFromTheBeginningOfTheFrame() {
        byte[] array = "zzzz2[\"connect\"]".getBytes(StandardCharsets.US_ASCII);

        assertThat(refusal(ProtocolRevision.V5, Frame.text(array, 4, array.length - 4))
                        .position())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2/1234567,[\"a\"]", "2/\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac,[\"a\"]"})
    void namespaceUpToTheLimitIsTaken(String header) {
        assertThat(PARSER.newDecoder(ProtocolRevision.V5, LIMITS).add(Frame.text(header)))
                .isInstanceOf(EventPacket.class);
    }

    @Test
    void refusalNeverTellsWhatThePeerSent() {
        PacketException refusal = refusal(ProtocolRevision.V5, Frame.text("0/secret,secret"));

        assertThat(refusal).hasMessageNotContaining("secret");
    }

    private static PacketException refusal(ProtocolRevision revision, Frame frame) {
        PacketException refusal = catchThrowableOfType(
                PacketException.class, () -> PARSER.newDecoder(revision, LIMITS).add(frame));
        assertThat(refusal).isNotNull();
        return refusal;
    }
}
