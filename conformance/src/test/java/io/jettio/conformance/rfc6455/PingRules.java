package io.jettio.conformance.rfc6455;

import static io.jettio.conformance.rfc6455.FrameRules.comes;
import static io.jettio.conformance.rfc6455.FrameRules.echoes;
import static io.jettio.conformance.rfc6455.FrameRules.frame;
import static io.jettio.conformance.rfc6455.FrameRules.hex;
import static io.jettio.conformance.rfc6455.FrameRules.noise;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.harness.wire.FramePeer;
import io.jettio.harness.wire.WebSocketFrame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455, sections 5.5.2 and 5.5.3: pings and pongs of the WebSocket, which are not Engine.IO's. */
interface PingRules extends FrameRules {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 124, 125})
    default void pingIsAnsweredWithItsPayload(int size) {
        try (FramePeer peer = open()) {
            peer.send(ping(noise(size).payload()));
            comes(peer, pong(noise(size).payload()));
            echoes(peer);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {126, 127, 1_000, 65_536})
    default void pingThatIsTooLongIsRefused(int size) {
        refuses(PROTOCOL_ERROR, ping(new byte[size]));
        refuses(PROTOCOL_ERROR, pong(new byte[size]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"89ff8000000000000000", "8affffffffffffffffff", "88ff8000000000000002", "89ff7fffffffffffffff"})
    default void controlFrameOfALengthThatCannotBeIsRefused(String header) {
        refuses(PROTOCOL_ERROR, FramePeer.join(hex(header), new byte[4]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"89fe0005", "89ff0000000000000005"})
    default void shortControlFrameWithALongHeaderIsRefused(String header) {
        refuses(PROTOCOL_ERROR, FramePeer.join(hex(header), new byte[4], new byte[5]));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    default void pingMayComeInPieces(int piece) {
        try (FramePeer peer = open()) {
            peer.sendChopped(piece, ping(noise(125).payload()).masked());
            comes(peer, pong(noise(125).payload()));
            peer.sendChopped(piece, ping().masked());
            comes(peer, pong());
        }
    }

    @Test
    default void pongNobodyAskedForIsIgnored() {
        try (FramePeer peer = open()) {
            peer.send(pong());
            peer.send(frame(FIN | WebSocketFrame.PONG, "unasked"));
            peer.send(pong(new byte[125]), pong());
            echoes(peer);
            peer.send(frame(FIN | WebSocketFrame.PONG, "2"), frame(FIN | WebSocketFrame.PING, "mine"));
            comes(peer, frame(FIN | WebSocketFrame.PONG, "mine"));
        }
    }

    @Test
    default void eachPingOfTenIsAnsweredWhenTheLastOneWas() {
        try (FramePeer peer = open()) {
            for (int i = 0; i < 10; i++) {
                peer.send(frame(FIN | WebSocketFrame.PING, "ping " + i));
                comes(peer, frame(FIN | WebSocketFrame.PONG, "ping " + i));
            }
        }
    }

    /** A server may answer only the most recent one; what it answers keeps its order and comes once. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 1_000_000})
    default void lastOfTenPingsAtOnceIsAnswered(int piece) {
        byte[] pings = {};
        for (int i = 0; i < 10; i++) {
            pings = FramePeer.join(
                    pings, frame(FIN | WebSocketFrame.PING, "" + i).masked());
        }
        try (FramePeer peer = open()) {
            peer.sendChopped(piece, pings);
            List<String> answers = new ArrayList<>();
            do {
                WebSocketFrame answer = peer.frame();
                assertThat(answer.head()).isEqualTo(FIN | WebSocketFrame.PONG);
                answers.add(answer.text());
            } while (!answers.get(answers.size() - 1).equals("9"));
            assertThat(answers).isSorted().doesNotHaveDuplicates();
            echoes(peer);
        }
    }

    @Test
    default void pingInsideAMessageIsAnsweredBeforeTheMessageIsWhole() {
        try (FramePeer peer = open()) {
            peer.send(frame(WebSocketFrame.TEXT, "4one "), frame(FIN | WebSocketFrame.PING, "first"));
            comes(peer, frame(FIN | WebSocketFrame.PONG, "first"));
            peer.send(frame(WebSocketFrame.CONTINUATION, "two "));
            peer.send(ping());
            comes(peer, pong());
            peer.send(frame(FIN | WebSocketFrame.CONTINUATION, "three"));
            comes(peer, WebSocketFrame.text("4one two three"));
        }
    }

    @Test
    default void pingBesideMessagesIsAnsweredToo() {
        try (FramePeer peer = open()) {
            peer.send(WebSocketFrame.text("4before"), frame(FIN | WebSocketFrame.PING, "between"), noise(500));
            List<String> received = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                WebSocketFrame frame = peer.frame();
                received.add(frame.opcode() == WebSocketFrame.BINARY ? "bytes" : frame.text());
            }
            assertThat(received).containsExactlyInAnyOrder("4before", "between", "bytes");
            assertThat(received).containsSubsequence("4before", "bytes");
        }
    }

    @Test
    default void pingBeforeAnyMessageIsAnswered() {
        byte[] ping = frame(FIN | WebSocketFrame.PING, "early").masked();
        try (FramePeer peer = FramePeer.open(endpoint(), ping)) {
            comes(peer, frame(FIN | WebSocketFrame.PONG, "early"));
        }
    }

    private static WebSocketFrame ping(byte... payload) {
        return new WebSocketFrame(FIN | WebSocketFrame.PING, payload);
    }

    private static WebSocketFrame pong(byte... payload) {
        return new WebSocketFrame(FIN | WebSocketFrame.PONG, payload);
    }
}
