package io.jettio.conformance.rfc6455;

import static io.jettio.conformance.rfc6455.FrameRules.comes;
import static io.jettio.conformance.rfc6455.FrameRules.echoes;
import static io.jettio.conformance.rfc6455.FrameRules.frame;
import static io.jettio.conformance.rfc6455.FrameRules.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.harness.wire.FramePeer;
import io.jettio.harness.wire.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455, sections 5.5.1 and 7: how a WebSocket ends. */
interface CloseRules extends FrameRules {
    int NO_CODE = 1005;

    @Test
    default void closeWithoutACodeIsAnsweredAndTheServerEndsTheConnection() {
        try (FramePeer peer = open()) {
            echoes(peer);
            peer.send(close(""));
            assertThat(peer.closeAnswered().closeCode()).isIn(NO_CODE, 1000);
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
    default void codeThatMayBeSentIsEchoed(int code) {
        for (String reason : new String[] {"", "going away", "ü€\ud83d\ude03", "x".repeat(123)}) {
            try (FramePeer peer = open()) {
                peer.send(close(code, reason));
                WebSocketFrame answer = peer.closeAnswered();
                assertThat(answer.head()).isEqualTo(FIN | WebSocketFrame.CLOSE);
                assertThat(answer.closeCode()).isEqualTo(code);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 1999, 2000, 2999, 5000, 9999, 32_768, 65_535})
    default void codeThatMayNotBeSentIsRefused(int code) {
        refuses(PROTOCOL_ERROR, close(code, ""));
        refuses(PROTOCOL_ERROR, close(code, "reason"));
    }

    @Test
    default void closeOfOneByteIsRefused() {
        refuses(PROTOCOL_ERROR, close("00"));
        refuses(PROTOCOL_ERROR, close("03"));
    }

    @ParameterizedTest
    @ValueSource(ints = {124, 125, 1_000, 65_536})
    default void reasonThatIsTooLongIsRefused(int size) {
        refuses(PROTOCOL_ERROR, close(1000, "x".repeat(size)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "c3", "c328", "e282", "eda080", "c080", "f4908080", "ff", "6fcebae1bdb9eda0806f"})
    default void reasonThatIsNotUtf8IsRefused(String reason) {
        refuses(BAD_DATA, close("03e8" + reason));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    default void closeMayComeInPieces(int piece) {
        try (FramePeer peer = open()) {
            peer.sendChopped(piece, close(4000, "bye").masked());
            assertThat(peer.closeAnswered().closeCode()).isEqualTo(4000);
        }
    }

    @Test
    default void nothingBehindACloseCounts() {
        WebSocketFrame[] ignored = {
            WebSocketFrame.text("4after"),
            frame(FIN | WebSocketFrame.PING, "after"),
            close(1001, ""),
            frame(FIN | 0x70 | 3, "broken")
        };
        for (WebSocketFrame after : ignored) {
            try (FramePeer peer = open()) {
                peer.send(close(1000, ""), after);
                WebSocketFrame answer = peer.frame();
                assertThat(answer.head()).isEqualTo(FIN | WebSocketFrame.CLOSE);
                assertThat(answer.closeCode()).isEqualTo(1000);
                peer.ended();
            }
        }
    }

    @Test
    default void largeMessageBehindACloseIsIgnored() {
        try (FramePeer peer = open()) {
            peer.send(close(1000, ""));
            peer.sendUntilClosed(FrameRules.noise(262_144).masked());
            assertThat(peer.frame().closeCode()).isEqualTo(1000);
            peer.ended();
        }
    }

    @Test
    default void messageThatIsNotWholeMayBeClosedOver() {
        try (FramePeer peer = open()) {
            peer.send(frame(WebSocketFrame.TEXT, "4begun"), close(1000, ""));
            comes(peer, new WebSocketFrame(FIN | WebSocketFrame.CLOSE, hex("03e8")));
            peer.ended();
        }
    }

    @Test
    default void messageThatIsNotWholeIsNoneAfterTheClose() {
        try (FramePeer peer = open()) {
            peer.send(
                    frame(WebSocketFrame.TEXT, "4begun"),
                    close(1000, ""),
                    frame(FIN | WebSocketFrame.CONTINUATION, " and ended"));
            comes(peer, new WebSocketFrame(FIN | WebSocketFrame.CLOSE, hex("03e8")));
            peer.ended();
        }
    }

    @Test
    default void clientMayStopSendingRightBehindItsClose() {
        try (FramePeer peer = open()) {
            peer.send(close(1000, "")).sendNoMore();
            assertThat(peer.closeAnswered().closeCode()).isEqualTo(1000);
        }
    }

    @Test
    default void serverEndsAConnectionThatTheClientEnded() {
        try (FramePeer peer = open()) {
            echoes(peer);
            peer.sendNoMore();
            peer.endedAfterAll();
        }
    }

    // ---------------------------------------------------------------- begun by the server

    @Test
    default void serverThatClosesWaitsForTheAnswerAndEndsTheConnection() {
        try (FramePeer peer = open()) {
            peer.send(WebSocketFrame.text("4close"));
            WebSocketFrame close = peer.frame();
            assertThat(close.head()).isEqualTo(FIN | WebSocketFrame.CLOSE);
            assertThat(close.closeCode()).isIn(1000, NO_CODE);
            endpoint().roundTrips();
            peer.send(new WebSocketFrame(close.head(), close.payload()));
            peer.ended();
        }
    }

    @Test
    default void whatComesBeforeTheAnswerIsRead() {
        try (FramePeer peer = open()) {
            peer.send(WebSocketFrame.text("4close"));
            assertThat(peer.frame().opcode()).isEqualTo(WebSocketFrame.CLOSE);
            peer.send(WebSocketFrame.text("4crossed"), FrameRules.noise(1_000));
            peer.send(frame(WebSocketFrame.TEXT, "4a"), frame(FIN | WebSocketFrame.CONTINUATION, "b"));
            peer.send(close(1000, ""));
            peer.ended();
        }
    }

    @Test
    default void closesThatCrossEachOtherEndTheConnection() {
        for (int i = 0; i < 20; i++) {
            try (FramePeer peer = open()) {
                peer.send(WebSocketFrame.text("4close"), close(1001, ""));
                assertThat(peer.frame().opcode()).isEqualTo(WebSocketFrame.CLOSE);
                peer.ended();
            }
        }
    }

    private static WebSocketFrame close(String payload) {
        return new WebSocketFrame(FIN | WebSocketFrame.CLOSE, hex(payload));
    }

    private static WebSocketFrame close(int code, String reason) {
        byte[] two = {(byte) (code >> 8), (byte) code};
        return new WebSocketFrame(
                FIN | WebSocketFrame.CLOSE, FramePeer.join(two, reason.getBytes(StandardCharsets.UTF_8)));
    }
}
