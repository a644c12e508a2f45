package io.jettio.protocol.engineio;

import io.jettio.protocol.Frame;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.provider.Arguments;

/** Short forms for packets and frames on a test's line. */
final class EngineVectors {
    private EngineVectors() {}

    static Frame.Text text(String text) {
        return Frame.text(text);
    }

    /** Text whose bytes are those of a string in ISO-8859-1: for bytes that are not UTF-8. */
    static Frame.Text rawText(String bytes) {
        byte[] array = bytes.getBytes(StandardCharsets.ISO_8859_1);
        return Frame.text(array, 0, array.length);
    }

    static Frame.Binary hex(String hex) {
        return Frame.binary(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    static EnginePacket message(String text) {
        return EnginePacket.message(Frame.text(text));
    }

    static EnginePacket binaryMessage(String hex) {
        return EnginePacket.message(hex(hex));
    }

    static EnginePacket packet(EnginePacketType type, String data) {
        return new EnginePacket(type, Frame.text(data));
    }

    static Arguments vector(EngineVersion version, EnginePacket packet, Frame frame) {
        return Arguments.of(version, packet, frame);
    }

    static Arguments vector(EngineVersion version, List<EnginePacket> packets, Frame body) {
        return Arguments.of(version, packets, body);
    }
}
