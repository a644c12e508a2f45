package io.jettio.protocol.parser;

import static io.jettio.protocol.parser.PacketVectors.PARSER;
import static io.jettio.protocol.parser.PacketVectors.connect;
import static io.jettio.protocol.parser.PacketVectors.event;
import static io.jettio.protocol.parser.PacketVectors.json;
import static io.jettio.protocol.parser.PacketVectors.value;
import static io.jettio.protocol.socketio.ProtocolRevision.V4;
import static io.jettio.protocol.socketio.ProtocolRevision.V5;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.Mockito.mock;

import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.protocol.engineio.EnginePacketCodec;
import io.jettio.protocol.engineio.EngineVersion;
import io.jettio.protocol.socketio.ConnectErrorPacket;
import io.jettio.protocol.socketio.ConnectPacket;
import io.jettio.protocol.socketio.DisconnectPacket;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.Payload;
import io.jettio.protocol.socketio.ProtocolRevision;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class JsonEncoderTest {
    static Stream<Arguments> vectors() {
        return PacketVectors.all();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void engineSendsTheHeaderWithoutACopy(ProtocolRevision revision, Packet packet, List<Frame> frames) {
        Frame header = PARSER.encoder(revision).encode(packet).get(0);

        Frame sent = EnginePacketCodec.forVersion(EngineVersion.V4).encode(EnginePacket.message(header));

        assertThat(sent).isEqualTo(Frame.text("4" + ((Frame.Text) frames.get(0)).text()));
        assertThat(sent.array()).isSameAs(header.array());
    }

    @Test
    void argumentsAndTheirBinaryAreWritten() {
        Payload payload = PARSER.payload(Arrays.asList("x", new byte[] {1, 2}, null, 3));

        assertThat(PARSER.encoder(V5).encode(new EventPacket("/", 1, "a", payload)))
                .isEqualTo(PacketVectors.frames("51-1[\"a\",\"x\",{\"_placeholder\":true,\"num\":0},null,3]", "0102"));
    }

    @Test
    void largeEventIsWrittenIntoOneArrayOfItsSize() {
        String text = "x".repeat(100_000);
        Payload payload = PARSER.payload(List.of(text));

        List<Frame> frames = PARSER.encoder(V5).encode(new EventPacket("/", Packet.NO_ID, "a", payload));

        assertThat(frames).containsExactly(Frame.text("2[\"a\",\"" + text + "\"]"));
        assertThat(frames.get(0).array().length).isLessThan(text.length() + 100);
    }

    @ParameterizedTest
    @EnumSource(ProtocolRevision.class)
    void encoderIsSharedByAll(ProtocolRevision revision) {
        assertThat(PARSER.encoder(revision)).isSameAs(PARSER.encoder(revision));
    }

    static Stream<Arguments> unwritable() {
        return Stream.of(
                Arguments.of(V5, new DisconnectPacket("admin"), "begin with a slash"),
                Arguments.of(V5, new DisconnectPacket(""), "begin with a slash"),
                Arguments.of(V5, event("/a,b", 1, "a", "[]"), "no comma"),
                Arguments.of(V5, connect("/a", "x=1"), "only in revision 4"),
                Arguments.of(V5, new ConnectPacket("/", "", value("[]")), "must be an object"),
                Arguments.of(V5, new ConnectPacket("/", "", json("[{},{}]")), "several arguments"),
                Arguments.of(V5, new ConnectErrorPacket("/", json("[1,2]")), "several arguments"),
                Arguments.of(V5, new ConnectErrorPacket("/", json("[{}]", "01")), "have attachments"),
                Arguments.of(V4, new ConnectPacket("/", "", value("{}")), "only in revision 5"),
                Arguments.of(V4, connect("/a?x", ""), "must not be part of the namespace"),
                Arguments.of(V4, connect("/a", "x,y"), "must not contain a comma"));
    }

    @ParameterizedTest
    @MethodSource("unwritable")
    void packetThatNoPeerCouldReadIsNotWritten(ProtocolRevision revision, Packet packet, String rule) {
        Encoder encoder = PARSER.encoder(revision);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> encoder.encode(packet))
                .withMessageContaining(rule);
    }

    @Test
    void payloadOfAnotherParserIsNotWritten() {
        Packet packet = new EventPacket("/", Packet.NO_ID, "a", mock(Payload.class));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PARSER.encoder(V5).encode(packet))
                .withMessageContaining("another parser");
    }
}
