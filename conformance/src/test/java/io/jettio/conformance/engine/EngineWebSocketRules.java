package io.jettio.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.conformance.subject.ContractRules;
import io.jettio.harness.wire.WebSocketFrame;
import io.jettio.harness.wire.WebSocketPeer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages over a WebSocket that the session began with. */
interface EngineWebSocketRules extends ContractRules {

    @Test
    @Tag("feature:1.2")
    default void textMessageIsEchoedAsText() {
        try (WebSocketPeer peer = open()) {
            peer.sendText("4hello");
            assertThat(peer.text()).isEqualTo("4hello");
            peer.sendText("4€ привет 漢字 🦊");
            assertThat(peer.text()).isEqualTo("4€ привет 漢字 🦊");
        }
    }

    @Test
    default void binaryFrameIsTheMessageItself() {
        byte[] bytes = {0x00, 0x01, 0x02, (byte) 0xff};
        try (WebSocketPeer peer = open()) {
            peer.sendBinary(bytes);
            assertThat(peer.binary()).containsExactly(bytes);
        }
    }

    @Test
    default void binaryThatLooksLikeAPacketStaysBinary() {
        byte[] bytes = {'4', 'h', 'i'};
        try (WebSocketPeer peer = open()) {
            peer.sendBinary(bytes);
            assertThat(peer.binary()).containsExactly(bytes);
            peer.sendBinary();
            peer.sendText("4next");
            assertThat(peer.binary()).isEmpty();
            assertThat(peer.text()).isEqualTo("4next");
        }
    }

    /** As clients send it that are told to force base64. */
    @Test
    default void textOfBase64IsABinaryMessage() {
        try (WebSocketPeer peer = open()) {
            peer.sendText("bAAEC/w==");
            assertThat(peer.binary()).containsExactly(0x00, 0x01, 0x02, 0xff);
        }
    }

    @Test
    default void orderOfTextAndBinaryIsKept() {
        try (WebSocketPeer peer = open()) {
            for (byte i = 0; i < 50; i++) {
                peer.sendText("4" + i).sendBinary(i);
            }
            for (byte i = 0; i < 50; i++) {
                assertThat(peer.text()).isEqualTo("4" + i);
                assertThat(peer.binary()).containsExactly(i);
            }
        }
    }

    @Test
    default void fragmentedMessageIsOneMessage() {
        try (WebSocketPeer peer = open()) {
            peer.send(new WebSocketFrame(WebSocketFrame.TEXT, bytes("4hel")));
            peer.send(new WebSocketFrame(WebSocketFrame.CONTINUATION, bytes("l")));
            // A control frame may stand between two fragments (RFC 6455, section 5.4).
            peer.send(new WebSocketFrame(WebSocketFrame.FIN | WebSocketFrame.PONG, bytes("unasked")));
            peer.send(new WebSocketFrame(WebSocketFrame.FIN | WebSocketFrame.CONTINUATION, bytes("o")));
            assertThat(peer.text()).isEqualTo("4hello");
        }
    }

    @Test
    default void largestMessagePasses() {
        try (WebSocketPeer peer = open()) {
            String text = "4" + "x".repeat(999_999);
            peer.sendText(text);
            assertThat(peer.text()).isEqualTo(text);
            byte[] bytes = new byte[1_000_000];
            Arrays.fill(bytes, (byte) 0xa5);
            peer.sendBinary(bytes);
            assertThat(Arrays.equals(peer.binary(), bytes)).isTrue();
        }
    }

    @Test
    @Tag("feature:1.21")
    default void messageOverTheLimitCloses() {
        try (WebSocketPeer peer = open()) {
            // Only the head of the frame: the server must not wait for what it would not keep.
            byte[] frame = new WebSocketFrame(WebSocketFrame.FIN | WebSocketFrame.BINARY, new byte[1_000_001]).masked();
            peer.sendBytes(Arrays.copyOf(frame, 14));
            assertThat(peer.closed()).isEqualTo(1009);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "7", "x4hello", "", "-1"})
    default void invalidPacketCloses(String packet) {
        try (WebSocketPeer peer = open()) {
            peer.sendText(packet);
            peer.closed();
        }
    }

    @Test
    @Tag("feature:1.18")
    default void pingFromTheClientCloses() {
        try (WebSocketPeer peer = open()) {
            peer.sendText("2");
            peer.closed();
        }
    }

    @Test
    default void closeFrameIsAnswered() {
        try (WebSocketPeer peer = open()) {
            peer.send(new WebSocketFrame(WebSocketFrame.FIN | WebSocketFrame.CLOSE, new byte[] {0x03, (byte) 0xe8}));
            assertThat(peer.closed()).isEqualTo(1000);
        }
    }

    private WebSocketPeer open() {
        WebSocketPeer peer = WebSocketPeer.open(endpoint(), "EIO=4&transport=websocket");
        assertThat(peer.text()).startsWith("0{");
        return peer;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
