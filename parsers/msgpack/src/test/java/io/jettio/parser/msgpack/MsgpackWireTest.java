package io.jettio.parser.msgpack;

import static io.jettio.parser.msgpack.Bytes.ACK;
import static io.jettio.parser.msgpack.Bytes.EVENT;
import static io.jettio.parser.msgpack.Bytes.PARSER;
import static io.jettio.parser.msgpack.Bytes.argument;
import static io.jettio.parser.msgpack.Bytes.decode;
import static io.jettio.parser.msgpack.Bytes.event;
import static io.jettio.parser.msgpack.Bytes.hex;
import static io.jettio.parser.msgpack.Bytes.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import io.jettio.protocol.socketio.AckPacket;
import io.jettio.protocol.socketio.ConnectErrorPacket;
import io.jettio.protocol.socketio.ConnectPacket;
import io.jettio.protocol.socketio.DisconnectPacket;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.ProtocolRevision;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes, as notepack.io 2.2 writes and reads them. */
@Tag("feature:2.12")
class MsgpackWireTest {
    static Stream<Arguments> packets() {
        return Stream.of(
                arguments(new ConnectPacket("/", "", PARSER.payload(List.of())), "82 a474797065 00 a36e7370 a12f"),
                arguments(
                        new ConnectPacket("/", "", PARSER.payload(List.of(Map.of("sid", "x")))),
                        "83 a474797065 00 a464617461 81 a3736964 a178 a36e7370 a12f"),
                arguments(new DisconnectPacket("/a"), "82 a474797065 01 a36e7370 a22f61"),
                arguments(
                        new EventPacket("/", Packet.NO_ID, "e", PARSER.payload(Arrays.asList(1, null, new byte[] {7}))),
                        "83 a474797065 02 a464617461 94 a165 01 c0 c40107 a36e7370 a12f"),
                arguments(
                        new EventPacket("/", 300, "e", PARSER.payload(List.of())),
                        "84 a474797065 02 a464617461 91 a165 a26964 cd012c a36e7370 a12f"),
                arguments(
                        new AckPacket("/", 0, PARSER.payload(List.of(true, false))),
                        "84 a474797065 03 a464617461 92 c3 c2 a26964 00 a36e7370 a12f"),
                arguments(
                        new ConnectErrorPacket("/", PARSER.payload(List.of(Map.of("message", "no")))),
                        "83 a474797065 04 a464617461 81 a76d657373616765 a26e6f a36e7370 a12f"));
    }

    @ParameterizedTest
    @MethodSource("packets")
    void packetIsOneBinaryFrameWithAMap(Packet packet, String hex) {
        List<Frame> frames = PARSER.encoder(ProtocolRevision.V5).encode(packet);

        assertThat(frames).containsExactly(Bytes.frame(hex));
        assertThat(decode(hex)).isEqualTo(packet);
    }

    static Stream<Arguments> values() {
        return Stream.of(
                arguments(null, "c0"),
                arguments(127, "7f"),
                arguments(128, "cc80"),
                arguments(256, "cd0100"),
                arguments(65_536, "ce00010000"),
                arguments(1L << 32, "cf0000000100000000"),
                arguments(-32, "e0"),
                arguments(-33, "d0df"),
                arguments(-129, "d1ff7f"),
                arguments(-32_769, "d2ffff7fff"),
                arguments(-(1L << 31) - 1, "d3ffffffff7fffffff"),
                arguments(Long.MIN_VALUE, "d38000000000000000"),
                arguments(new BigInteger("18446744073709551615"), "cfffffffffffffffff"),
                arguments(new BigInteger("18446744073709551616"), "cb43f0000000000000"),
                arguments(1.5, "cb3ff8000000000000"),
                arguments(new BigDecimal("1e2"), "cb4059000000000000"),
                arguments("", "a0"),
                arguments("\u20ac", "a3e282ac"),
                arguments("\ud83d\ude00\"\n", "a6f09f9880220a"),
                arguments("\ud800x", "a4efbfbd78"),
                arguments("x".repeat(32), "d920" + "78".repeat(32)),
                arguments("x".repeat(256), "da0100" + "78".repeat(256)),
                arguments(List.of(), "90"),
                arguments(List.of(List.of(), Map.of(), List.of(1)), "939080" + "9101"),
                arguments(Map.of("a", List.of(1, Map.of("b", "{,}"))), "81a161" + "9201" + "81a162a37b2c7d"),
                arguments(Collections.nCopies(16, 0), "dc0010" + "00".repeat(16)),
                arguments(Map.of("d", Map.of("e", new byte[] {1, 2})), "81a16481a165c4020102"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void valueIsWrittenInItsShortestForm(Object value, String hex) {
        assertThat(written(value)).isEqualTo(hex);
    }

    static Stream<Arguments> readValues() {
        return Stream.of(
                arguments("undefined", "d40000", null),
                arguments("a list with undefined", "92d4000001", Arrays.asList(null, 1L)),
                arguments("a member that is undefined", "82a161d40000a16201", Map.of("b", 1L)),
                arguments("only a member that is undefined", "81a161d40000", Map.of()),
                arguments("Date", "d7000000018e5e569a00", "2024-03-21T00:08:37.632Z"),
                arguments("Date before 1970", "d700ffffffffffffffff", "1969-12-31T23:59:59.999Z"),
                arguments("Date beyond the year 9999", "d70000010ac7d8fdec00", "+011265-03-17T00:00:00.000Z"),
                arguments("ArrayBuffer", "c7020001ff", ByteBuffer.wrap(new byte[] {1, (byte) 0xff})),
                arguments("empty ArrayBuffer", "c70000", ByteBuffer.allocate(0)),
                arguments("ArrayBuffer of 16 bits", "c800010005", ByteBuffer.wrap(new byte[] {5})),
                arguments("ArrayBuffer of 32 bits", "c9000000010005", ByteBuffer.wrap(new byte[] {5})),
                arguments("timestamp 32", "d6ff00000001", "1970-01-01T00:00:01.000Z"),
                arguments("timestamp 64", "d7ff0000000400000001", "1970-01-01T00:00:01.000000001Z"),
                arguments("timestamp 96", "c70cff00000000ffffffffffffffff", "1969-12-31T23:59:59.000Z"),
                arguments("another extension", "d505aabb", List.of(5L, ByteBuffer.wrap(new byte[] {
                    (byte) 0xaa, (byte) 0xbb
                }))),
                arguments("an extension of 16 bytes", "d8fe" + "00".repeat(16), List.of(-2L, ByteBuffer.allocate(16))),
                arguments("float 32", "ca3fc00000", 1.5),
                arguments("NaN", "cb7ff8000000000000", null),
                arguments("an infinity", "cbfff0000000000000", null),
                arguments("uint 64", "cfffffffffffffffff", new BigInteger("18446744073709551615")),
                arguments("an integer in a longer form", "cf0000000000000001", 1L),
                arguments("a string in a longer form", "db0000000178", "x"),
                arguments("names that are integers", "8201a161" + "d0ffa162", Map.of("1", "a", "-1", "b")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readValues")
    void valueIsReadInEveryForm(String what, String hex, Object value) {
        assertThat(argument(hex)).as(what).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        // {type, data, options: {compress: true}, id, nsp}, as the JavaScript client has it
        "85 a474797065 02 a464617461 91a165 a76f7074696f6e73 81a8636f6d7072657373c3 a26964 07 a36e7370 a12f, 7",
        // id: undefined, id: nil
        "84 a26964 d40000 a474797065 02 a464617461 91a165 a36e7370 a12f, -1",
        "84 a26964 c0 a474797065 02 a464617461 91a165 a36e7370 a12f, -1",
        // of equal names the last one counts
        "85 a26964 01 a26964 02 a474797065 02 a464617461 91a165 a36e7370 a12f, 2",
        // map 16, and map 32
        "de0003 a474797065 02 a464617461 91a165 a36e7370 a12f, -1",
        "df00000003 a474797065 02 a464617461 91a165 a36e7370 a12f, -1"
    })
    void fieldsOfAPacketComeInAnyOrderAndMayBeUndefined(String hex, long id) {
        assertThat(event(hex)).isEqualTo(new EventPacket("/", id, "e", PARSER.payload(List.of())));
    }

    @Test
    void connectWithUndefinedOrNilHasNoPayload() {
        ConnectPacket none = new ConnectPacket("/", "", PARSER.payload(List.of()));
        assertThat(decode("83 a474797065 00 a464617461 d40000 a36e7370 a12f")).isEqualTo(none);
        assertThat(decode("83 a474797065 00 a464617461 c0 a36e7370 a12f")).isEqualTo(none);
    }

    @Test
    void anEventNamedByANumberIsRead() {
        assertThat(event(EVENT + "92 07 08").event()).isEqualTo("7");
    }

    @Test
    void binaryInsideSharesTheFramesArray() {
        Frame.Binary frame = Bytes.frame(ACK + "91 c403010203");
        AckPacket ack = (AckPacket)
                PARSER.newDecoder(ProtocolRevision.V5, DecodeLimits.defaults()).add(frame);
        assertThat(ack.arguments().attachments().get(0).array()).isSameAs(frame.array());
    }

    @Test
    void aNumberBeyondDoubleIsNotWritten() {
        Packet packet = new AckPacket("/", 0, PARSER.payload(List.of(new BigDecimal("1e400"))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PARSER.encoder(ProtocolRevision.V5).encode(packet))
                .withMessageContaining("beyond double");
    }

    @Test
    void packetsWithoutArgumentsAreJsonInRevision4() {
        Packet connect = new ConnectPacket("/a", "x=1", PARSER.payload(List.of()));
        Packet error = new ConnectErrorPacket("/a", PARSER.payload(List.of("no")));

        assertThat(PARSER.encoder(ProtocolRevision.V4).encode(connect))
                .containsExactly(Frame.text("{\"type\":0,\"nsp\":\"/a?x=1\"}"));
        assertThat(PARSER.encoder(ProtocolRevision.V4).encode(error))
                .containsExactly(Frame.text("{\"type\":4,\"nsp\":\"/a\",\"data\":\"no\"}"));
        assertThat(PARSER.newDecoder(ProtocolRevision.V4, DecodeLimits.defaults())
                        .add(Frame.text("{\"type\":0,\"query\":\"x=1\",\"nsp\":\"/a?x=1\"}")))
                .isEqualTo(connect);
    }

    @Test
    void binaryEventsOfRevision4AreEvents() {
        Frame frame = Bytes.frame(EVENT.replace("a474797065 02", "a474797065 05") + "92 a165 c40107");

        assertThat(PARSER.newDecoder(ProtocolRevision.V4, DecodeLimits.defaults())
                        .add(frame))
                .isEqualTo(new EventPacket("/", Packet.NO_ID, "e", PARSER.payload(List.of(new byte[] {7}))));
        assertThat(hex(PARSER.encoder(ProtocolRevision.V4)
                        .encode(new EventPacket("/", Packet.NO_ID, "e", PARSER.payload(List.of())))))
                .isEqualTo("83a47479706502a46461746191a165a36e7370a12f");
    }
}
