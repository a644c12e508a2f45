package io.jettio.conformance.rfc6455;

import static io.jettio.conformance.rfc6455.FrameRules.comes;
import static io.jettio.conformance.rfc6455.FrameRules.echoes;
import static io.jettio.conformance.rfc6455.FrameRules.frame;
import static io.jettio.conformance.rfc6455.FrameRules.noise;
import static io.jettio.conformance.rfc6455.FrameRules.text;

import io.jettio.harness.wire.FramePeer;
import io.jettio.harness.wire.WebSocketFrame;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455, section 5.4: a message in fragments, and what is none. */
interface FragmentRules extends FrameRules {
    int MAX_FRAGMENTS = 1_024;

    /** A message in fragments of so many bytes, the last of which may be empty. */
    static byte[] fragments(WebSocketFrame message, int size) {
        byte[] payload = message.payload();
        byte[] bytes = {};
        int opcode = message.opcode();
        for (int at = 0; at <= payload.length; at += size) {
            byte[] part = Arrays.copyOfRange(payload, at, Math.min(payload.length, at + size));
            bytes = FramePeer.join(
                    bytes, new WebSocketFrame(at + size > payload.length ? FIN | opcode : opcode, part).masked());
            opcode = WebSocketFrame.CONTINUATION;
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100, 125, 126, 200, 350, 700})
    default void fragmentsMakeOneMessage(int size) {
        try (FramePeer peer = open()) {
            peer.sendBytes(fragments(text(700), size));
            comes(peer, text(700));
            peer.sendBytes(fragments(noise(700), size));
            comes(peer, noise(700));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 64})
    default void fragmentsMayComeInPieces(int piece) {
        try (FramePeer peer = open()) {
            peer.sendChopped(piece, fragments(text(200), 33));
            comes(peer, text(200));
        }
    }

    @Test
    default void largeFragmentsMakeOneMessage() {
        try (FramePeer peer = open()) {
            peer.sendBytes(fragments(noise(300_000), 70_000));
            comes(peer, noise(300_000));
            peer.sendBytes(fragments(text(300_000), 1_000));
            comes(peer, text(300_000));
        }
    }

    @Test
    default void fragmentsMayBeEmpty() {
        try (FramePeer peer = open()) {
            peer.send(
                    frame(WebSocketFrame.TEXT, ""),
                    frame(WebSocketFrame.CONTINUATION, ""),
                    frame(WebSocketFrame.CONTINUATION, "4mid"),
                    frame(WebSocketFrame.CONTINUATION, ""),
                    frame(WebSocketFrame.CONTINUATION, "dle"),
                    frame(FIN | WebSocketFrame.CONTINUATION, ""));
            comes(peer, WebSocketFrame.text("4middle"));
            peer.send(
                    frame(WebSocketFrame.BINARY, ""),
                    frame(WebSocketFrame.CONTINUATION, ""),
                    frame(FIN | WebSocketFrame.CONTINUATION, ""));
            comes(peer, WebSocketFrame.binary());
            echoes(peer);
        }
    }

    @Test
    default void controlFramesMayStandBetween() {
        try (FramePeer peer = open()) {
            peer.send(
                    frame(WebSocketFrame.TEXT, "4a"),
                    frame(FIN | WebSocketFrame.PONG, "not part of it"),
                    frame(WebSocketFrame.CONTINUATION, "b"),
                    frame(FIN | WebSocketFrame.PING, "nor this"),
                    frame(FIN | WebSocketFrame.CONTINUATION, "c"));
            WebSocketFrame pong = frame(FIN | WebSocketFrame.PONG, "nor this");
            comes(peer, pong);
            comes(peer, WebSocketFrame.text("4abc"));
            echoes(peer);
        }
    }

    @Test
    default void messagesInFragmentsMayFollowEachOther() {
        try (FramePeer peer = open()) {
            for (int i = 0; i < 50; i++) {
                peer.send(
                        frame(WebSocketFrame.TEXT, "4a"),
                        frame(FIN | WebSocketFrame.CONTINUATION, "b"),
                        frame(WebSocketFrame.BINARY, "c"),
                        frame(WebSocketFrame.CONTINUATION, "d"),
                        frame(FIN | WebSocketFrame.CONTINUATION, "e"),
                        WebSocketFrame.text("4f"));
            }
            for (int i = 0; i < 50; i++) {
                comes(peer, WebSocketFrame.text("4ab"));
                comes(peer, frame(FIN | WebSocketFrame.BINARY, "cde"));
                comes(peer, WebSocketFrame.text("4f"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4hello"})
    default void continuationOfNothingIsRefused(String payload) {
        for (int fin : new int[] {FIN, 0}) {
            WebSocketFrame continuation = frame(fin | WebSocketFrame.CONTINUATION, payload);
            refuses(PROTOCOL_ERROR, continuation);
            refuses(PROTOCOL_ERROR, continuation, WebSocketFrame.text("4after"));
            refuses(PROTOCOL_ERROR, frame(FIN | WebSocketFrame.PONG, ""), continuation);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {FIN, 0})
    default void continuationBehindAWholeMessageIsRefused(int fin) {
        try (FramePeer peer = open()) {
            peer.send(frame(WebSocketFrame.TEXT, "4a"), frame(FIN | WebSocketFrame.CONTINUATION, "b"));
            comes(peer, WebSocketFrame.text("4ab"));
            echoes(peer);
            peer.send(frame(fin | WebSocketFrame.CONTINUATION, "c"));
            FrameRules.refused(peer, PROTOCOL_ERROR);
        }
    }

    @Test
    default void messageInsideAMessageIsRefused() {
        for (int outer : new int[] {WebSocketFrame.TEXT, WebSocketFrame.BINARY}) {
            for (int inner : new int[] {WebSocketFrame.TEXT, WebSocketFrame.BINARY}) {
                for (int fin : new int[] {FIN, 0}) {
                    refuses(PROTOCOL_ERROR, frame(outer, "4a"), frame(fin | inner, "4b"));
                    refuses(PROTOCOL_ERROR, frame(outer, ""), frame(fin | inner, ""));
                    refuses(
                            PROTOCOL_ERROR,
                            frame(outer, "4a"),
                            frame(WebSocketFrame.CONTINUATION, "b"),
                            frame(fin | inner, "4c"));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {WebSocketFrame.PING, WebSocketFrame.PONG, WebSocketFrame.CLOSE})
    default void controlFrameInFragmentsIsRefused(int opcode) {
        refuses(PROTOCOL_ERROR, frame(opcode, ""));
        refuses(PROTOCOL_ERROR, frame(opcode, ""), frame(FIN | WebSocketFrame.CONTINUATION, ""));
        refuses(PROTOCOL_ERROR, frame(WebSocketFrame.TEXT, "4a"), frame(opcode, ""));
    }

    @Test
    default void messageOfAsManyFragmentsAsAreAllowedPasses() {
        byte[] one = frame(WebSocketFrame.CONTINUATION, "x").masked();
        byte[] bytes = frame(WebSocketFrame.TEXT, "4").masked();
        for (int i = 2; i < MAX_FRAGMENTS; i++) {
            bytes = FramePeer.join(bytes, one);
        }
        try (FramePeer peer = open()) {
            for (int i = 0; i < 2; i++) {
                peer.sendBytes(bytes);
                peer.send(frame(FIN | WebSocketFrame.CONTINUATION, "x"));
                comes(peer, text(MAX_FRAGMENTS));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", ""})
    default void messageOfOneFragmentMoreIsRefused(String payload) {
        byte[] one = frame(WebSocketFrame.CONTINUATION, payload).masked();
        byte[] bytes = frame(WebSocketFrame.BINARY, payload).masked();
        for (int i = 1; i < MAX_FRAGMENTS; i++) {
            bytes = FramePeer.join(bytes, one);
        }
        try (FramePeer peer = open()) {
            peer.sendBytes(bytes);
            peer.send(frame(FIN | WebSocketFrame.PING, "so far"));
            comes(peer, frame(FIN | WebSocketFrame.PONG, "so far"));
            peer.sendBytes(one);
            FrameRules.refused(peer, POLICY_VIOLATION);
        }
    }
}
