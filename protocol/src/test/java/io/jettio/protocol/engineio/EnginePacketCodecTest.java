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
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jettio.protocol.Frame;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EnginePacketCodecTest {
    static Stream<Arguments> vectors() {
        Stream<Arguments> same = Stream.of(V3, V4)
                .flatMap(version -> Stream.of(
                        vector(version, packet(EnginePacketType.OPEN, "{\"sid\":\"x\"}"), text("0{\"sid\":\"x\"}")),
                        vector(version, EnginePacket.CLOSE, text("1")),
                        vector(version, EnginePacket.PING, text("2")),
                        vector(version, packet(EnginePacketType.PING, "probe"), text("2probe")),
                        vector(version, EnginePacket.PONG, text("3")),
                        vector(version, packet(EnginePacketType.PONG, "probe"), text("3probe")),
                        vector(version, message("hello"), text("4hello")),
                        vector(version, message(""), text("4")),
                        vector(version, message("h\u00e9\u20ac\ud83d\ude00"), text("4h\u00e9\u20ac\ud83d\ude00")),
                        vector(version, EnginePacket.UPGRADE, text("5")),
                        vector(version, EnginePacket.NOOP, text("6"))));
        Stream<Arguments> different = Stream.of(
                vector(V4, binaryMessage("01020304"), hex("01020304")),
                vector(V4, binaryMessage(""), hex("")),
                vector(V3, binaryMessage("01020304"), hex("04 01020304")),
                vector(V3, binaryMessage(""), hex("04")));
        return Stream.concat(same, different);
    }

    static Stream<Arguments> base64Vectors() {
        return Stream.of(
                vector(V4, binaryMessage("01020304"), text("bAQIDBA==")),
                vector(V4, binaryMessage("01"), text("bAQ==")),
                vector(V4, binaryMessage("0102"), text("bAQI=")),
                vector(V4, binaryMessage("fbffbf"), text("b+/+/")),
                vector(V4, binaryMessage(""), text("b")),
                vector(V3, binaryMessage("01020304"), text("b4AQIDBA==")),
                vector(V3, binaryMessage(""), text("b4")));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void packetAndMessageAreTheSpecificationsBothWays(EngineVersion version, EnginePacket packet, Frame frame) {
        EnginePacketCodec codec = EnginePacketCodec.forVersion(version);

        assertThat(codec.encode(packet)).isEqualTo(frame);
        assertThat(codec.decode(frame)).isEqualTo(packet);
    }

    @ParameterizedTest
    @MethodSource("base64Vectors")
    void binaryIsBase64WhereThePeerTakesNoBinary(EngineVersion version, EnginePacket packet, Frame frame) {
        EnginePacketCodec codec = EnginePacketCodec.forVersion(version);

        assertThat(codec.encode(packet, false)).isEqualTo(frame);
        assertThat(codec.decode(frame)).isEqualTo(packet);
    }

    static Stream<Arguments> base64InLines() {
        return Stream.of(
                vector(V4, binaryMessage("01020304"), text("bAQIDBA==\n")),
                vector(V4, binaryMessage("010203040506"), text("bAQID\r\nBAUG\r\n")),
                vector(V4, binaryMessage("0102"), text("bAQ\nI=")),
                vector(V4, binaryMessage(""), text("b\n")),
                vector(V3, binaryMessage("01020304"), text("b4AQIDBA==\n")));
    }

    @ParameterizedTest
    @MethodSource("base64InLines")
    void lineBreaksInBase64ArePassedOver(EngineVersion version, EnginePacket packet, Frame frame) {
        assertThat(EnginePacketCodec.forVersion(version).decode(frame)).isEqualTo(packet);
    }

    @Test
    void base64InLinesIsReadFromTheOffsetOfItsFrame() {
        byte[] array = "zzbAQ==\nzz".getBytes(StandardCharsets.US_ASCII);

        assertThat(EnginePacketCodec.forVersion(V4).decode(Frame.text(array, 2, 6)))
                .isEqualTo(binaryMessage("01"));
    }

    @Test
    void textIsNotCopiedWhenItsTypeAlreadyStandsInFrontOfIt() {
        byte[] array = "x42[\"a\"]y".getBytes(StandardCharsets.US_ASCII);
        EnginePacket packet = EnginePacket.message(Frame.text(array, 2, 6));

        Frame encoded = EnginePacketCodec.forVersion(V4).encode(packet);

        assertThat(encoded).isEqualTo(text("42[\"a\"]"));
        assertThat(encoded.array()).isSameAs(array);
    }

    @Test
    void textIsCopiedWhenAnotherByteStandsInFrontOfIt() {
        byte[] array = "5hello".getBytes(StandardCharsets.US_ASCII);

        Frame encoded = EnginePacketCodec.forVersion(V4).encode(EnginePacket.message(Frame.text(array, 1, 5)));

        assertThat(encoded).isEqualTo(text("4hello"));
        assertThat(encoded.array()).isNotSameAs(array);
        assertThat(array).startsWith('5');
    }

    @ParameterizedTest
    @EnumSource(EngineVersion.class)
    void decodedDataSharesTheBytesOfItsFrame(EngineVersion version) {
        EnginePacketCodec codec = EnginePacketCodec.forVersion(version);
        Frame text = text("4hello");
        Frame binary = hex("0401");

        assertThat(codec.decode(text).data().array()).isSameAs(text.array());
        assertThat(codec.decode(binary).data().array()).isSameAs(binary.array());
    }

    @ParameterizedTest
    @EnumSource(EngineVersion.class)
    void framesInsideALargerArrayAreReadFromTheirOffset(EngineVersion version) {
        byte[] array = "zz4hizz".getBytes(StandardCharsets.US_ASCII);

        assertThat(EnginePacketCodec.forVersion(version).decode(Frame.text(array, 2, 3)))
                .isEqualTo(message("hi"));
    }

    static Stream<Arguments> refused() {
        return Stream.concat(
                Stream.of(V3, V4)
                        .flatMap(version -> Stream.of(
                                Arguments.of(version, text(""), "empty packet", 0),
                                Arguments.of(version, text("7"), "unknown packet type", 0),
                                Arguments.of(version, text("/"), "unknown packet type", 0),
                                Arguments.of(version, text("abc"), "unknown packet type", 0),
                                Arguments.of(version, text("\u00e9"), "unknown packet type", 0),
                                Arguments.of(version, rawText("4a\u00c3"), "text is not UTF-8", 2),
                                Arguments.of(version, rawText("\u00ff"), "text is not UTF-8", 0))),
                Stream.of(
                        Arguments.of(V4, text("bAQI"), "base64 must come in groups of four characters: 3", 1),
                        Arguments.of(V4, text("bAR=="), "invalid base64", 1),
                        Arguments.of(V4, text("bAQIDAQJ="), "invalid base64", 5),
                        Arguments.of(V4, text("bA==="), "invalid base64", 1),
                        Arguments.of(V4, text("b===="), "invalid base64", 1),
                        Arguments.of(V4, text("bAQ==AQ=="), "invalid base64", 1),
                        Arguments.of(V4, text("bAQ-_"), "invalid base64", 1),
                        Arguments.of(V4, text("bAQI\n"), "base64 must come in groups of four characters: 3", 1),
                        Arguments.of(V4, text("bAQID\nAQJ="), "invalid base64", 5),
                        Arguments.of(V4, text("bAQI ="), "base64 must come in groups of four characters: 5", 1),
                        Arguments.of(V4, text("bAQ =\n"), "invalid base64", 1),
                        Arguments.of(V3, text("b"), "a binary packet must be a message", 1),
                        Arguments.of(V3, text("b2AAAA"), "a binary packet must be a message", 1),
                        Arguments.of(V3, text("b4A"), "base64 must come in groups of four characters: 1", 2),
                        Arguments.of(V3, hex(""), "empty packet", 0),
                        Arguments.of(V3, hex("02"), "a binary packet must be a message", 0),
                        Arguments.of(V3, hex("3401"), "a binary packet must be a message", 0)));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void brokenPacketIsRefusedWithReasonAndPosition(EngineVersion version, Frame frame, String reason, int position) {
        EnginePacketException refusal = catchThrowableOfType(
                EnginePacketException.class,
                () -> EnginePacketCodec.forVersion(version).decode(frame));

        assertThat(refusal).isNotNull();
        assertThat(refusal.reason()).startsWith(reason);
        assertThat(refusal.position()).isEqualTo(position);
    }
}
