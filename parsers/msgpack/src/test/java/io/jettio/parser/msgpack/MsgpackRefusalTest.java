package io.jettio.parser.msgpack;

import static io.jettio.parser.msgpack.Bytes.ACK;
import static io.jettio.parser.msgpack.Bytes.EVENT;
import static io.jettio.parser.msgpack.Bytes.PARSER;
import static io.jettio.parser.msgpack.Bytes.decode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import io.jettio.protocol.json.JsonCodec;
import io.jettio.protocol.json.JsonInput;
import io.jettio.protocol.json.JsonOutput;
import io.jettio.protocol.socketio.AckPacket;
import io.jettio.protocol.socketio.PacketException;
import io.jettio.protocol.socketio.ProtocolRevision;
import java.lang.reflect.Type;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no peer should send. */
@Tag("feature:2.12")
class MsgpackRefusalTest {
    @ParameterizedTest
    @CsvSource({
        "'', MessagePack ends too early",
        "90, expected a map",
        "a0, expected a map",
        "c0, expected a map",
        "80, a packet needs a namespace",
        "82 a474797065 01 a36e7370 c0, a packet needs a namespace",
        "82 a474797065 01 a36e7370 a0, a packet needs a namespace",
        "82 a474797065 01 a36e7370 a161, a packet needs a namespace",
        "82 a474797065 01 a36e7370 01, namespace is no string",
        "81 a36e7370 a12f, unknown packet type",
        "82 a474797065 05 a36e7370 a12f, unknown packet type",
        "82 a474797065 cfffffffffffffffff a36e7370 a12f, type is no integer",
        "82 a474797065 ff a36e7370 a12f, type is no integer",
        "82 a474797065 a132 a36e7370 a12f, type is no integer",
        "82 a474797065 cb3ff0000000000000 a36e7370 a12f, type is no integer",
        "82 01 01 a36e7370 a12f, the name of a field must be a string",
        "82 a474797065 01 a36e7370 a12f 00, trailing data",
        "82 a474797065 01 a36e7370 a12f a0, trailing data",
        "83 a474797065 01 a36e7370 a12f a464617461 80, DISCONNECT has no payload",
        "83 a474797065 00 a36e7370 a12f a464617461 90, CONNECT's payload must be an object",
        "83 a474797065 00 a36e7370 a12f a464617461 81a161c40100, only events and acks have binary",
        "82 a474797065 04 a36e7370 a12f, CONNECT_ERROR's payload must be an object or a string",
        "83 a474797065 04 a36e7370 a12f a464617461 01, CONNECT_ERROR's payload must be an object or a string",
        "82 a474797065 02 a36e7370 a12f, an event or ack needs an array",
        "83 a474797065 03 a36e7370 a12f a464617461 90, an ack needs an id",
        "84 a474797065 03 a26964 ff a36e7370 a12f a464617461 90, ack id is no integer",
        "84 a474797065 03 a26964 cf0020000000000001 a36e7370 a12f a464617461 90, ack id exceeds 2^53"
    })
    void whatIsNoPacketIsRefused(String hex, String reason) {
        assertThatExceptionOfType(PacketException.class)
                .isThrownBy(() -> decode(hex))
                .withMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "80, expected an array",
        "a165, expected an array",
        "90, an event needs a name",
        "91c0, event name is neither a string nor a number",
        "9190, event name is neither a string nor a number",
        "91a7636f6e6e656374, reserved event name"
    })
    void dataThatIsNoEventIsRefused(String hex, String reason) {
        assertThatExceptionOfType(PacketException.class)
                .isThrownBy(() -> decode(EVENT + hex))
                .withMessageContaining(reason)
                .satisfies(e -> assertThat(e.position()).isEqualTo(-1));
    }

    @ParameterizedTest
    @CsvSource({
        "c1, a byte that MessagePack does not use",
        "a1ff, invalid UTF-8",
        "a3eda080, invalid UTF-8",
        "81c0a161, a name that is neither a string nor an integer",
        "8190a161, a name that is neither a string nor an integer",
        "d7ffffffffff00000001, more than 999999999 nanoseconds",
        "c70cff000000007fffffffffffffff, beyond what an Instant holds",
        "c70cffffffffff0000000000000001, more than 999999999 nanoseconds"
    })
    void aBrokenValueIsRefused(String hex, String reason) {
        assertThatExceptionOfType(PacketException.class)
                .isThrownBy(() -> decode(ACK + "91" + hex))
                .withMessageContaining(reason)
                .satisfies(e -> assertThat(e.position()).isPositive());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a5 61",
                "d9ff 61",
                "daffff 61",
                "db7fffffff 61",
                "dbffffffff 61",
                "c4ff 61",
                "c5ffff 61",
                "c67fffffff 61",
                "c6ffffffff 61",
                "c7ff00 61",
                "c8ffff00 61",
                "c97fffffff00 61",
                "c9ffffffff00 61",
                "9f 01",
                "dcffff 01",
                "dd7fffffff 01",
                "ddffffffff 01",
                "8f a101",
                "deffff a101",
                "df7fffffff a101",
                "dfffffffff a101",
                "81 a0"
            })
    void aLengthBeyondTheEndIsRefusedBeforeAnythingIsMadeOfIt(String hex) {
        assertThatExceptionOfType(PacketException.class)
                .isThrownBy(() -> decode(ACK + "91" + hex))
                .satisfies(e -> assertThat(e.reason()).containsAnyOf("beyond the end", "ends too early"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "deffff", "dfffffffff", "df7fffffffa0c0"})
    void theMapOfAPacketIsCheckedAsWell(String hex) {
        assertThatExceptionOfType(PacketException.class).isThrownBy(() -> decode(hex));
    }

    @Test
    void anyDepthCanBeAllowedWithoutStack() {
        int depth = 300_000;
        DecodeLimits limits = DecodeLimits.builder().maxNesting(depth + 1).build();
        AckPacket ack = (AckPacket) decode(ACK + "91".repeat(depth) + "90", limits);
        assertThat(ack.arguments().size()).isEqualTo(1);
        assertThat(PARSER.encoder(ProtocolRevision.V5).encode(ack).get(0).size())
                .isGreaterThan(depth);
        assertThatExceptionOfType(PacketException.class)
                .isThrownBy(() -> decode(ACK + "91".repeat(depth) + "90"))
                .withMessageContaining("nested deeper than 100");
    }

    @Test
    void whatIsSkippedKeepsTheLimits() {
        String before = "83 a474797065 01 a36e7370 a12f a178 ";
        assertThat(decode(before + "91".repeat(99) + "90").namespace()).isEqualTo("/");
        assertThatExceptionOfType(PacketException.class).isThrownBy(() -> decode(before + "91".repeat(100) + "90"));
    }

    @Test
    void textIsForRevision4Only() {
        assertThatExceptionOfType(PacketException.class)
                .isThrownBy(() -> PARSER.newDecoder(ProtocolRevision.V5, DecodeLimits.defaults())
                        .add(Frame.text("{\"type\":0,\"nsp\":\"/\"}")))
                .withMessageContaining("expected a binary frame");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | expected an object",
                "{ | JSON ends too early",
                "{\"type\":0} | a packet needs a namespace",
                "{\"type\":0,\"nsp\":\"a\"} | a packet needs a namespace",
                "{\"type\":0,\"nsp\":\"/\",\"data\":1} | only an ERROR has data",
                "{\"type\":2,\"nsp\":\"/\"} | unknown packet type",
                "{\"nsp\":\"/\"} | unknown packet type",
                "{\"type\":0.5,\"nsp\":\"/\"} | unknown packet type"
            })
    void textThatIsNoPacketIsRefused(String json, String reason) {
        assertThatExceptionOfType(PacketException.class)
                .isThrownBy(() -> PARSER.newDecoder(ProtocolRevision.V4, DecodeLimits.defaults())
                        .add(Frame.text(json)))
                .withMessageContaining(reason);
    }

    @Test
    void whatACodecWritesMustBeJson() {
        for (String json : Arrays.asList(
                "[", "]", "{\"a\"", "\"", "\"\\u12\"", "\"\\u12xy\"", "nan", "NaN", "1d", "1-", "--1", "tru")) {
            MsgpackParser parser = new MsgpackParser(new RawCodec(json));
            AckPacket ack = new AckPacket("/", 0, parser.payload(Arrays.asList("x")));
            assertThatIllegalArgumentException()
                    .as(json)
                    .isThrownBy(() -> parser.encoder(ProtocolRevision.V5).encode(ack));
        }
    }

    private record RawCodec(String json) implements JsonCodec {
        @Override
        public void write(Object value, JsonOutput out) {
            out.writeRaw(json);
        }

        @Override
        public Object read(JsonInput in, Type type) {
            return in.json();
        }
    }
}
