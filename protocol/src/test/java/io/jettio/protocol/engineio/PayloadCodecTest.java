package io.jettio.protocol.engineio;

import static io.jettio.protocol.engineio.EngineVectors.binaryMessage;
import static io.jettio.protocol.engineio.EngineVectors.hex;
import static io.jettio.protocol.engineio.EngineVectors.message;
import static io.jettio.protocol.engineio.EngineVectors.packet;
import static io.jettio.protocol.engineio.EngineVectors.rawText;
import static io.jettio.protocol.engineio.EngineVectors.text;
import static io.jettio.protocol.engineio.EngineVectors.vector;
import static io.jettio.protocol.engineio.EngineVersion.V3;
import static io.jettio.protocol.engineio.EngineVersion.V4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PayloadCodecTest {
    private static final String GREETING = "h\u00e9\u20ac\ud83d\ude00";
    private static final DecodeLimits LIMITS = DecodeLimits.defaults();

    static Stream<Arguments> textVectors() {
        return Stream.of(
                vector(V4, List.of(message("hello")), text("4hello")),
                vector(V4, List.of(EnginePacket.PING, message("hello")), text("2\u001e4hello")),
                vector(V4, List.of(message(""), EnginePacket.NOOP, message("")), text("4\u001e6\u001e4")),
                vector(
                        V4,
                        List.of(message(GREETING), EnginePacket.PING, binaryMessage("01020304")),
                        text("4" + GREETING + "\u001e2\u001ebAQIDBA==")),
                vector(V4, List.of(binaryMessage("")), text("b")),
                vector(V4, List.of(packet(EnginePacketType.OPEN, "{}"), message("0")), text("0{}\u001e40")),
                vector(V3, List.of(message("hello")), text("6:4hello")),
                vector(V3, List.of(message(GREETING), EnginePacket.PING), text("6:4" + GREETING + "1:2")),
                vector(
                        V3,
                        List.of(message(GREETING), EnginePacket.PING, binaryMessage("01020304")),
                        text("6:4" + GREETING + "1:210:b4AQIDBA==")),
                vector(V3, List.of(binaryMessage("")), text("2:b4")),
                vector(V3, List.of(message("1:2"), message("")), text("4:41:21:4")));
    }

    static Stream<Arguments> binaryVectors() {
        return Stream.of(
                vector(
                        V3,
                        List.of(message(GREETING), EnginePacket.PING, binaryMessage("01020304")),
                        hex("00 0101 ff 34 68 c3a9 e282ac f09f9880  00 01 ff 32  01 05 ff 04 01020304")),
                vector(V3, List.of(binaryMessage("")), hex("01 01 ff 04")),
                vector(V3, List.of(binaryMessage("ff00ff"), message("")), hex("01 04 ff 04 ff00ff 00 01 ff 34")));
    }

    @ParameterizedTest
    @MethodSource("textVectors")
    @Tag("feature:1.5")
    void textPayloadIsTheSpecificationsBothWays(EngineVersion version, List<EnginePacket> packets, Frame body) {
        PayloadCodec codec = PayloadCodec.forVersion(version);

        assertThat(codec.encode(packets, false)).isEqualTo(body);
        assertThat(codec.decode(body, LIMITS)).isEqualTo(packets);
    }

    @ParameterizedTest
    @MethodSource("binaryVectors")
    void binaryPayloadIsTheSpecificationsBothWays(EngineVersion version, List<EnginePacket> packets, Frame body) {
        PayloadCodec codec = PayloadCodec.forVersion(version);

        assertThat(codec.encode(packets, true)).isEqualTo(body);
        assertThat(codec.decode(body, LIMITS)).isEqualTo(packets);
    }

    @Test
    void binaryBodyIsChosenOnlyInVersion3AndOnlyForBinaryPackets() {
        assertThat(PayloadCodec.forVersion(V3).encode(List.of(message("hi")), true))
                .isEqualTo(text("3:4hi"));
        assertThat(PayloadCodec.forVersion(V4).encode(List.of(binaryMessage("01")), true))
                .isEqualTo(text("bAQ=="));
    }

    @Test
    void base64InsideABinaryPayloadIsUnderstood() {
        assertThat(PayloadCodec.forVersion(V3).decode(hex("00 06 ff 6234 4151 3d3d"), LIMITS))
                .containsExactly(binaryMessage("01"));
    }

    @Test
    void oneTextPacketIsNotCopied() {
        byte[] array = "42[1]".getBytes(StandardCharsets.US_ASCII);

        Frame body = PayloadCodec.forVersion(V4).encode(List.of(EnginePacket.message(Frame.text(array, 1, 4))), true);

        assertThat(body).isEqualTo(text("42[1]"));
        assertThat(body.array()).isSameAs(array);
    }

    @ParameterizedTest
    @EnumSource(EngineVersion.class)
    void bodyInsideALargerArrayIsReadFromItsOffset(EngineVersion version) {
        String body = version == V4 ? "zz4hi\u001e2zz" : "zz3:4hi1:2zz";
        byte[] array = body.getBytes(StandardCharsets.US_ASCII);

        assertThat(PayloadCodec.forVersion(version).decode(Frame.text(array, 2, array.length - 4), LIMITS))
                .containsExactly(message("hi"), EnginePacket.PING);
    }

    @ParameterizedTest
    @EnumSource(EngineVersion.class)
    void payloadWithoutPacketCannotBeEncoded(EngineVersion version) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PayloadCodec.forVersion(version).encode(List.of(), true));
    }

    @ParameterizedTest
    @EnumSource(EngineVersion.class)
    @Tag("feature:1.22")
    void packetsUpToTheLimitAreTaken(EngineVersion version) {
        PayloadCodec codec = PayloadCodec.forVersion(version);
        DecodeLimits ten = DecodeLimits.builder().maxPacketsPerPayload(10).build();

        assertThat(codec.decode(codec.encode(Collections.nCopies(10, EnginePacket.NOOP), false), ten))
                .hasSize(10);
        assertThat(refusal(version, codec.encode(Collections.nCopies(11, EnginePacket.NOOP), false), ten)
                        .reason())
                .isEqualTo("packets per payload exceed limit 10");
    }

    @ParameterizedTest
    @EnumSource(EngineVersion.class)
    void bytesUpToTheLimitAreTaken(EngineVersion version) {
        PayloadCodec codec = PayloadCodec.forVersion(version);
        Frame body = codec.encode(List.of(message("123456")), false);

        assertThat(codec.decode(
                        body,
                        DecodeLimits.builder().maxPayloadBytes(body.size()).build()))
                .hasSize(1);
        assertThat(refusal(
                                version,
                                body,
                                DecodeLimits.builder()
                                        .maxPayloadBytes(body.size() - 1)
                                        .build())
                        .reason())
                .isEqualTo("payload exceeds limit " + (body.size() - 1) + ": " + body.size() + " bytes");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(V4, text(""), "empty payload", 0),
                Arguments.of(V4, text("\u001e"), "empty packet", 0),
                Arguments.of(V4, text("2\u001e"), "empty packet", 2),
                Arguments.of(V4, text("\u001e2"), "empty packet", 0),
                Arguments.of(V4, text("2\u001e\u001e2"), "empty packet", 2),
                Arguments.of(V4, text("4hi\u001e7"), "unknown packet type", 4),
                Arguments.of(V4, text("4hi\u001eb4AQID"), "base64 must come in groups of four", 5),
                Arguments.of(V4, rawText("4h\u00c3\u001e2"), "text is not UTF-8", 2),
                Arguments.of(V4, hex("01020304"), "a payload must be text in version 4", 0),
                Arguments.of(V3, text(""), "empty payload", 0),
                Arguments.of(V3, hex(""), "empty payload", 0),
                Arguments.of(V3, text("0:"), "empty packet", 2),
                Arguments.of(V3, text(":4"), "the length of a packet is missing", 0),
                Arguments.of(V3, text("4"), "the length of a packet does not end", 0),
                Arguments.of(V3, text("1:22"), "the length of a packet does not end", 3),
                Arguments.of(V3, text("-1:2"), "the length of a packet must be a number", 0),
                Arguments.of(V3, text("1e0:2"), "the length of a packet must be a number", 1),
                Arguments.of(V3, text("2:4"), "the length of a packet exceeds the payload", 0),
                Arguments.of(V3, text("99999999999999999999:4"), "the length of a packet exceeds the payload", 0),
                Arguments.of(V3, text("4294967297:4"), "the length of a packet exceeds the payload", 0),
                Arguments.of(V3, text("3:4\u00e9"), "the length of a packet exceeds the payload", 2),
                Arguments.of(V3, text("2:4\ud83d\ude00"), "the length of a packet ends inside a character", 4),
                Arguments.of(V3, text("3:4\u00e9\u00e91:7"), "unknown packet type", 7),
                Arguments.of(V3, text("3:4hi4:b4AA"), "base64 must come in groups of four", 9),
                Arguments.of(V3, rawText("2:4\u00c3"), "text is not UTF-8", 3),
                Arguments.of(V3, hex("02 01 ff 34"), "a packet must begin with 0 (text) or 1 (binary)", 0),
                Arguments.of(V3, hex("00 01"), "the length of a packet does not end", 1),
                Arguments.of(V3, hex("00 ff"), "the length of a packet is missing", 1),
                Arguments.of(V3, hex("00 00 ff"), "empty packet", 3),
                Arguments.of(V3, hex("01 00 ff"), "empty packet", 3),
                Arguments.of(V3, hex("00 0a ff 34"), "the length of a packet must be a number", 1),
                Arguments.of(V3, hex("00 31 ff 34"), "the length of a packet must be a number", 1),
                Arguments.of(V3, hex("00 02 ff 34"), "the length of a packet exceeds the payload", 1),
                Arguments.of(
                        V3,
                        hex("01 09090909090909090909090909 ff 04"),
                        "the length of a packet exceeds the payload",
                        1),
                Arguments.of(V3, hex("01 01 ff 02"), "a binary packet must be a message", 3),
                Arguments.of(V3, hex("00 02 ff 34 c3"), "text is not UTF-8", 4));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void brokenPayloadIsRefusedWithReasonAndPosition(EngineVersion version, Frame body, String reason, int position) {
        EnginePacketException refusal = refusal(version, body, LIMITS);

        assertThat(refusal.reason()).startsWith(reason);
        assertThat(refusal.position()).isEqualTo(position);
    }

    private static EnginePacketException refusal(EngineVersion version, Frame body, DecodeLimits limits) {
        EnginePacketException refusal = catchThrowableOfType(
                EnginePacketException.class,
                () -> PayloadCodec.forVersion(version).decode(body, limits));
        assertThat(refusal).isNotNull();
        return refusal;
    }
}
