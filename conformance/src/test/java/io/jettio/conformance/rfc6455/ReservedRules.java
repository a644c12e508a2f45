package io.jettio.conformance.rfc6455;

import static io.jettio.conformance.rfc6455.FrameRules.comes;
import static io.jettio.conformance.rfc6455.FrameRules.echoes;
import static io.jettio.conformance.rfc6455.FrameRules.frame;
import static io.jettio.conformance.rfc6455.FrameRules.hex;
import static io.jettio.conformance.rfc6455.FrameRules.refused;

import io.jettio.harness.wire.FramePeer;
import io.jettio.harness.wire.WebSocketFrame;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455, section 5.2: bits and opcodes that have no meaning fail the connection, wherever they stand. */
interface ReservedRules extends FrameRules {
    @ParameterizedTest
    @ValueSource(ints = {0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70})
    default void reservedBitIsRefused(int bits) {
        for (int opcode : new int[] {WebSocketFrame.TEXT, WebSocketFrame.BINARY}) {
            refuses(PROTOCOL_ERROR, frame(FIN | bits | opcode, "4hello"));
            refuses(PROTOCOL_ERROR, frame(FIN | bits | opcode, ""));
            refuses(PROTOCOL_ERROR, frame(bits | opcode, "4hello"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70})
    default void reservedBitOfAControlFrameIsRefused(int bits) {
        refuses(PROTOCOL_ERROR, frame(FIN | bits | WebSocketFrame.PING, ""));
        refuses(PROTOCOL_ERROR, frame(FIN | bits | WebSocketFrame.PING, "hello"));
        refuses(PROTOCOL_ERROR, frame(FIN | bits | WebSocketFrame.PONG, "hello"));
        refuses(PROTOCOL_ERROR, frame(FIN | bits | WebSocketFrame.CLOSE, ""));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x10, 0x20, 0x40})
    default void reservedBitInsideAMessageIsRefused(int bit) {
        refuses(
                PROTOCOL_ERROR,
                frame(WebSocketFrame.TEXT, "4a"),
                frame(FIN | bit | WebSocketFrame.CONTINUATION, "b"),
                WebSocketFrame.text("4after"));
        refuses(PROTOCOL_ERROR, frame(WebSocketFrame.TEXT, "4a"), frame(FIN | bit | WebSocketFrame.PING, ""));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0xc1, 0xa1, 0x91, 0x83, 0x84, 0x85, 0x86, 0x87, 0x8b, 0x8c, 0x8d, 0x8e, 0x8f, 0xc9, 0xa9, 0x99, 0xf8
            })
    default void whatCameBeforeIsAnsweredAndWhatComesBehindIsNot(int head) {
        try (FramePeer peer = open()) {
            echoes(peer);
            peer.send(frame(FIN | WebSocketFrame.PING, "before"));
            comes(peer, frame(FIN | WebSocketFrame.PONG, "before"));
            peer.send(frame(head, "4x"), WebSocketFrame.text("4after"), frame(FIN | WebSocketFrame.PING, "after"));
            comes(peer, new WebSocketFrame(FIN | WebSocketFrame.CLOSE, hex("03ea")));
            peer.sendUntilClosed(new WebSocketFrame(FIN | WebSocketFrame.CLOSE, hex("03ea")).masked());
            peer.ended();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
    default void reservedOpcodeIsRefused(int opcode) {
        refuses(PROTOCOL_ERROR, frame(FIN | opcode, ""));
        refuses(PROTOCOL_ERROR, frame(FIN | opcode, "4hello"));
        refuses(PROTOCOL_ERROR, frame(opcode, ""));
        refuses(PROTOCOL_ERROR, frame(WebSocketFrame.TEXT, "4a"), frame(FIN | opcode, "b"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    default void reservedOpcodeInPiecesIsRefused(int piece) {
        try (FramePeer peer = open()) {
            peer.sendChopped(piece, frame(FIN | 3, "").masked());
            refused(peer, PROTOCOL_ERROR);
        }
    }
}
