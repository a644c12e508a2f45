package io.jettio.conformance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.conformance.subject.RunningServer;
import io.jettio.harness.wire.Endpoint;
import io.jettio.harness.wire.WebSocketFrame;
import io.jettio.harness.wire.WebSocketPeer;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Violations of RFC 6455 close with the code that it names, violations of Engine.IO on a WebSocket close too. */
class HostileFramesTest {
    @RegisterExtension
    static final RunningServer SERVER = RunningServer.steadyJettio("engine");

    @RegisterExtension
    final Witnessed witnessed = Witnessed.ofEngine(SERVER);

    private static final int FIN = WebSocketFrame.FIN;

    static Stream<Arguments> brokenFrames() {
        byte[] four = {'4'};
        return Stream.of(
                frame("reserved bit 1", 1002, new WebSocketFrame(FIN | 0x40 | WebSocketFrame.TEXT, four)),
                frame("reserved bit 2", 1002, new WebSocketFrame(FIN | 0x20 | WebSocketFrame.TEXT, four)),
                frame("reserved bit 3", 1002, new WebSocketFrame(FIN | 0x10 | WebSocketFrame.TEXT, four)),
                frame("reserved opcode 3", 1002, new WebSocketFrame(FIN | 0x3, four)),
                frame("reserved opcode 7", 1002, new WebSocketFrame(FIN | 0x7, four)),
                frame("reserved opcode 15", 1002, new WebSocketFrame(FIN | 0xf, four)),
                bytes("unmasked text", 1002, WebSocketFrame.text("4hello").unmasked()),
                frame("continuation of nothing", 1002, new WebSocketFrame(FIN | WebSocketFrame.CONTINUATION, four)),
                frame(
                        "text inside a fragmented text",
                        1002,
                        new WebSocketFrame(WebSocketFrame.TEXT, four),
                        WebSocketFrame.text("4")),
                frame("fragmented ping", 1002, new WebSocketFrame(WebSocketFrame.PING, four)),
                frame("ping of 126 bytes", 1002, new WebSocketFrame(FIN | WebSocketFrame.PING, new byte[126])),
                frame("close of one byte", 1002, new WebSocketFrame(FIN | WebSocketFrame.CLOSE, new byte[1])),
                frame("close with code 1005", 1002, new WebSocketFrame(FIN | WebSocketFrame.CLOSE, hex("03ed"))),
                frame("close with code 999", 1002, new WebSocketFrame(FIN | WebSocketFrame.CLOSE, hex("03e7"))),
                frame("invalid UTF-8", 1007, new WebSocketFrame(FIN | WebSocketFrame.TEXT, hex("34c328"))),
                frame("truncated UTF-8", 1007, new WebSocketFrame(FIN | WebSocketFrame.TEXT, hex("34e282"))),
                frame("UTF-8 of a surrogate", 1007, new WebSocketFrame(FIN | WebSocketFrame.TEXT, hex("34eda080"))),
                frame("overlong UTF-8", 1007, new WebSocketFrame(FIN | WebSocketFrame.TEXT, hex("34c080"))),
                // 2^63 - 1 and 2 GiB, of which nothing follows.
                bytes("length of 2^63 - 1", 1009, hex("82ff7fffffffffffffff37fa213d")),
                bytes("length of 2 GiB", 1009, hex("82ff000000008000000037fa213d")));
    }

    @ParameterizedTest
    @MethodSource("brokenFrames")
    void brokenFrameClosesWithItsCode(int code, byte[] bytes) {
        try (WebSocketPeer hostile = open()) {
            hostile.sendBytes(bytes);
            assertThat(hostile.closed()).isEqualTo(code);
        }
    }

    @Test
    void messageOverTheLimitInFragmentsCloses() {
        try (WebSocketPeer hostile = open()) {
            // 16 fragments of 65 000 bytes are over the limit, and none of them is.
            hostile.sendUntilClosed(fragments(16, 65_000));
            assertThat(hostile.closed()).isEqualTo(1009);
        }
    }

    @Test
    void messageOfTooManyFragmentsCloses() {
        try (WebSocketPeer hostile = open()) {
            hostile.sendUntilClosed(fragments(1_100, 1));
            hostile.closed();
        }
    }

    @Test
    void emptyFragmentsCountToo() {
        try (WebSocketPeer hostile = open()) {
            hostile.sendUntilClosed(fragments(100_000, 0));
            hostile.closed();
        }
    }

    @Test
    void messageOfManyFragmentsPasses() {
        try (WebSocketPeer peer = open()) {
            peer.sendBytes(fragments(1_000, 1));
            peer.send(new WebSocketFrame(FIN | WebSocketFrame.CONTINUATION));
            assertThat(peer.binary()).hasSize(1_000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "7", "8", "9", "\u0000", "2", "2probe", "1"})
    void packetThatIsNotAClientsCloses(String packet) {
        try (WebSocketPeer hostile = open()) {
            hostile.sendText(packet);
            hostile.closed();
        }
    }

    @Test
    void resetConnectionLeavesTheOthers() {
        try (WebSocketPeer hostile = open()) {
            // Half a frame, then gone.
            hostile.sendBytes(hex("828537fa"));
        }
    }

    private static WebSocketPeer open() {
        WebSocketPeer peer = WebSocketPeer.open(endpoint(), "EIO=4&transport=websocket");
        assertThat(peer.text()).startsWith("0{");
        return peer;
    }

    /** A binary message's first fragments, without its last. */
    private static byte[] fragments(int count, int size) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            int opcode = i == 0 ? WebSocketFrame.BINARY : WebSocketFrame.CONTINUATION;
            bytes.writeBytes(new WebSocketFrame(opcode, new byte[size]).masked());
        }
        return bytes.toByteArray();
    }

    private static Arguments frame(String name, int code, WebSocketFrame... frames) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (WebSocketFrame frame : frames) {
            bytes.writeBytes(frame.masked());
        }
        return bytes(name, code, bytes.toByteArray());
    }

    private static Arguments bytes(String name, int code, byte[] bytes) {
        return Arguments.argumentSet(name, code, bytes);
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static Endpoint endpoint() {
        return SERVER.endpoint();
    }
}
