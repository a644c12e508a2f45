package io.jettio.conformance.rfc6455;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.conformance.subject.ContractRules;
import io.jettio.harness.wire.FramePeer;
import io.jettio.harness.wire.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;

/** What the rules of this package have in common. */
interface FrameRules extends ContractRules {
    int FIN = WebSocketFrame.FIN;
    int PROTOCOL_ERROR = 1002;
    int BAD_DATA = 1007;
    int POLICY_VIOLATION = 1008;
    int TOO_LARGE = 1009;

    default FramePeer open() {
        return FramePeer.open(endpoint());
    }

    /** Both sides still work: a text goes there and comes back, and nothing else comes. */
    static void echoes(FramePeer peer) {
        peer.send(WebSocketFrame.text("4still here"));
        comes(peer, WebSocketFrame.text("4still here"));
    }

    /** The next frame is this one. */
    static void comes(FramePeer peer, WebSocketFrame expected) {
        WebSocketFrame frame = peer.frame();
        assertThat(frame.head()).isEqualTo(expected.head());
        assertThat(frame.payload()).isEqualTo(expected.payload());
    }

    /** The server's next frame closes for this reason, and the connection ends. */
    static void refused(FramePeer peer, int code) {
        WebSocketFrame frame = peer.closed();
        assertThat(frame.head()).isEqualTo(FIN | WebSocketFrame.CLOSE);
        assertThat(frame.closeCode()).isEqualTo(code);
    }

    /** Bytes go there, nothing comes back but the close. */
    default void refuses(int code, byte... bytes) {
        try (FramePeer peer = open()) {
            peer.sendUntilClosed(bytes);
            WebSocketFrame first = peer.frame();
            assertThat(first.head()).isEqualTo(FIN | WebSocketFrame.CLOSE);
            assertThat(first.closeCode()).isEqualTo(code);
            peer.sendUntilClosed(new WebSocketFrame(first.head(), first.payload()).masked());
            peer.ended();
        }
    }

    default void refuses(int code, WebSocketFrame... frames) {
        byte[] bytes = {};
        for (WebSocketFrame frame : frames) {
            bytes = FramePeer.join(bytes, frame.masked());
        }
        refuses(code, bytes);
    }

    /** A frame with this first byte. */
    static WebSocketFrame frame(int head, String payload) {
        return new WebSocketFrame(head, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** A text message of so many bytes. */
    static WebSocketFrame text(int size) {
        return WebSocketFrame.text("4" + "x".repeat(size - 1));
    }

    /** A binary message of so many bytes, which look like nothing. */
    static WebSocketFrame noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return WebSocketFrame.binary(bytes);
    }

    static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
