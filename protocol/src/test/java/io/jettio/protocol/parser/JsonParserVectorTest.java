package io.jettio.protocol.parser;

import static io.jettio.protocol.parser.PacketVectors.PARSER;
import static io.jettio.protocol.parser.PacketVectors.connect;
import static io.jettio.protocol.parser.PacketVectors.event;
import static io.jettio.protocol.parser.PacketVectors.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import io.jettio.protocol.socketio.AckPacket;
import io.jettio.protocol.socketio.ConnectErrorPacket;
import io.jettio.protocol.socketio.Decoded;
import io.jettio.protocol.socketio.DisconnectPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.Pending;
import io.jettio.protocol.socketio.ProtocolRevision;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonParserVectorTest {
    static Stream<Arguments> vectors() {
        return PacketVectors.all();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    @Tag("feature:2.1")
    void packetIsWrittenAsTheSpecificationSays(ProtocolRevision revision, Packet packet, List<Frame> frames) {
        assertThat(PARSER.encoder(revision).encode(packet)).isEqualTo(frames);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    @Tag("feature:2.1")
    void packetIsReadAsTheSpecificationSays(ProtocolRevision revision, Packet packet, List<Frame> frames) {
        Decoder decoder = PARSER.newDecoder(revision, DecodeLimits.defaults());

        for (int i = 0; i < frames.size() - 1; i++) {
            assertThat(decoder.add(frames.get(i))).isEqualTo(new Pending(packet.namespace(), frames.size() - 1 - i));
        }
        assertThat(decoder.add(frames.get(frames.size() - 1))).isEqualTo(packet);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void headerInsideALargerArrayIsReadFromItsOffset(ProtocolRevision revision, Packet packet, List<Frame> frames) {
        byte[] header = frames.get(0).toByteArray();
        byte[] array = new byte[header.length + 5];
        System.arraycopy(header, 0, array, 3, header.length);
        Decoder decoder = PARSER.newDecoder(revision, DecodeLimits.defaults());

        Decoded decoded = decoder.add(Frame.text(array, 3, header.length));
        for (Frame attachment : frames.subList(1, frames.size())) {
            decoded = decoder.add(attachment);
        }

        assertThat(decoded).isEqualTo(packet);
    }

    static Stream<Arguments> alsoRead() {
        ProtocolRevision v4 = ProtocolRevision.V4;
        ProtocolRevision v5 = ProtocolRevision.V5;
        return Stream.of(
                Arguments.of("comma missing at the end", v5, "0/admin", connect("/admin", "")),
                Arguments.of("comma missing at the end", v5, "1/admin", new DisconnectPacket("/admin")),
                Arguments.of("comma missing at the end", v4, "0/admin", connect("/admin", "")),
                Arguments.of("comma missing at the end", v4, "0/admin?a=b", connect("/admin", "a=b")),
                Arguments.of("main namespace by name", v5, "2/,1[\"a\"]", event("/", 1, "a", "[]")),
                Arguments.of("query without a parameter", v4, "0/admin?,", connect("/admin", "")),
                Arguments.of("question mark of no CONNECT", v4, "1/a?b,", new DisconnectPacket("/a?b")),
                Arguments.of("event named by a number", v5, "2[1,2]", event("/", Packet.NO_ID, "1", "[2]")),
                Arguments.of("id with leading zeros", v5, "3007[]", new AckPacket("/", 7, json("[]"))),
                Arguments.of("white space", v5, "2 [ \"a\" , 1 ] ", event("/", Packet.NO_ID, "a", "[1]")),
                Arguments.of("ERROR without payload", v4, "4", new ConnectErrorPacket("/", json("[]"))));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("alsoRead")
    @Tag("feature:2.18")
    void otherFormsOfThePeersAreRead(String what, ProtocolRevision revision, String header, Packet packet) {
        assertThat(PARSER.newDecoder(revision, DecodeLimits.defaults()).add(Frame.text(header)))
                .as(what)
                .isEqualTo(packet);
    }

    @Test
    void anAttachmentThatNothingRefersToBelongsToThePacket() {
        Decoder decoder = PARSER.newDecoder(ProtocolRevision.V5, DecodeLimits.defaults());

        decoder.add(Frame.text("51-[\"a\"]"));
        Decoded packet = decoder.add(Frame.binary("x".getBytes(StandardCharsets.US_ASCII)));

        assertThat(PARSER.encoder(ProtocolRevision.V5).encode((Packet) packet))
                .isEqualTo(PacketVectors.frames("51-[\"a\"]", "78"));
    }
}
