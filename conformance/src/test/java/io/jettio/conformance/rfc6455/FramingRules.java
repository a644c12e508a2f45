package io.jettio.conformance.rfc6455;

import static io.jettio.conformance.rfc6455.FrameRules.comes;
import static io.jettio.conformance.rfc6455.FrameRules.echoes;
import static io.jettio.conformance.rfc6455.FrameRules.frame;
import static io.jettio.conformance.rfc6455.FrameRules.hex;
import static io.jettio.conformance.rfc6455.FrameRules.noise;
import static io.jettio.conformance.rfc6455.FrameRules.refused;
import static io.jettio.conformance.rfc6455.FrameRules.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.harness.wire.FramePeer;
import io.jettio.harness.wire.WebSocketFrame;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455, sections 5.2, 5.3 and 5.6: lengths and masks, wherever the bytes are cut. */
interface FramingRules extends FrameRules {
    int MAX_PAYLOAD = 1_000_000;

    private static int[] smallSizes() {
        return new int[] {1, 2, 124, 125, 126, 127, 128};
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 125, 126, 127, 128, 65_534, 65_535, 65_536, 65_537, 300_000})
    default void textIsEchoedInOneFrameOfTheShortestHeader(int size) {
        try (FramePeer peer = open()) {
            peer.send(text(size));
            comes(peer, text(size));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 128, 65_534, 65_535, 65_536, 65_537, 300_000})
    default void binaryIsEchoedInOneFrameOfTheShortestHeader(int size) {
        try (FramePeer peer = open()) {
            peer.send(noise(size));
            comes(peer, noise(size));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 13})
    default void smallMessagesMayComeInPieces(int piece) {
        try (FramePeer peer = open()) {
            for (int size : smallSizes()) {
                peer.sendChopped(piece, text(size).masked());
                comes(peer, text(size));
                peer.sendChopped(piece, noise(size).masked());
                comes(peer, noise(size));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 997, 1_460, 16_384})
    default void largeMessagesMayComeInPieces(int piece) {
        try (FramePeer peer = open()) {
            for (int size : new int[] {65_535, 65_536, 65_537}) {
                peer.sendChopped(piece, text(size).masked());
                comes(peer, text(size));
                peer.sendChopped(piece, noise(size).masked());
                comes(peer, noise(size));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 126, 65_536})
    default void headerMayBeCutAnywhere(int size) {
        byte[] bytes = noise(size).masked();
        try (FramePeer peer = open()) {
            for (int cut = 1; cut <= bytes.length - size + 1; cut++) {
                peer.sendBytes(Arrays.copyOf(bytes, cut));
                endpoint().roundTrips(); // by now it has read that
                peer.sendBytes(Arrays.copyOfRange(bytes, cut, bytes.length));
                comes(peer, noise(size));
            }
        }
    }

    @Test
    default void framesOfOneSegmentAreAllRead() {
        try (FramePeer peer = open()) {
            peer.send(
                    WebSocketFrame.text("4one"),
                    new WebSocketFrame(FIN | WebSocketFrame.PONG),
                    WebSocketFrame.binary((byte) 2),
                    frame(WebSocketFrame.TEXT, "4th"),
                    frame(FIN | WebSocketFrame.PONG, "unasked"),
                    frame(FIN | WebSocketFrame.CONTINUATION, "ree"),
                    noise(0),
                    text(130));
            comes(peer, WebSocketFrame.text("4one"));
            comes(peer, WebSocketFrame.binary((byte) 2));
            comes(peer, WebSocketFrame.text("4three"));
            comes(peer, noise(0));
            comes(peer, text(130));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 16, 17})
    default void segmentMayEndInsideAFrameAndHoldTheNext(int piece) {
        byte[] bytes = {};
        for (int size : smallSizes()) {
            bytes = FramePeer.join(bytes, text(size).masked(), noise(size).masked());
        }
        try (FramePeer peer = open()) {
            peer.sendChopped(piece, bytes);
            for (int size : smallSizes()) {
                comes(peer, text(size));
                comes(peer, noise(size));
            }
        }
    }

    // ---------------------------------------------------------------- masks

    @ParameterizedTest
    @ValueSource(strings = {"00000000", "ffffffff", "00000001", "80000000", "01020304", "fedcba98"})
    default void everyMaskFitsEveryAlignment(String mask) {
        try (FramePeer peer = open()) {
            for (int size = 0; size <= 20; size++) {
                byte[] bytes = noise(size).maskedBy(hex(mask));
                for (int cut = Math.min(6, bytes.length - 1); cut <= bytes.length; cut += 3) {
                    peer.sendBytes(Arrays.copyOf(bytes, cut));
                    peer.sendBytes(Arrays.copyOfRange(bytes, cut, bytes.length));
                    comes(peer, noise(size));
                }
            }
        }
    }

    @Test
    default void everyByteOfAMaskCounts() {
        try (FramePeer peer = open()) {
            for (int i = 0; i < 256; i++) {
                byte b = (byte) i;
                peer.sendBytes(noise(11).maskedBy(b, (byte) (b + 1), (byte) ~b, (byte) (b * 31)));
                comes(peer, noise(11));
            }
        }
    }

    @Test
    default void frameWithoutAMaskIsRefused() {
        refuses(PROTOCOL_ERROR, WebSocketFrame.text("4hello").unmasked());
        refuses(PROTOCOL_ERROR, noise(0).unmasked());
        refuses(PROTOCOL_ERROR, noise(70_000).unmasked());
        refuses(PROTOCOL_ERROR, new WebSocketFrame(FIN | WebSocketFrame.PING).unmasked());
        refuses(PROTOCOL_ERROR, new WebSocketFrame(FIN | WebSocketFrame.CLOSE, hex("03e8")).unmasked());
    }

    @Test
    default void continuationWithoutAMaskIsRefused() {
        refuses(
                PROTOCOL_ERROR,
                FramePeer.join(
                        frame(WebSocketFrame.TEXT, "4").masked(),
                        frame(FIN | WebSocketFrame.CONTINUATION, "x").unmasked()));
    }

    // ---------------------------------------------------------------- lengths

    /** Each is a binary frame whose length is right, but in more bytes than it needs. */
    @ParameterizedTest
    @ValueSource(strings = {"82fe0000", "82fe0001", "82fe007d", "82ff0000000000000000", "82ff000000000000007d"})
    default void lengthInMoreBytesThanItNeedsIsRefused(String header) {
        refuses(PROTOCOL_ERROR, overlong(header));
    }

    @Test
    default void lengthOfSixteenBitsInSixtyFourIsRefused() {
        refuses(PROTOCOL_ERROR, overlong("82ff000000000000ffff"));
    }

    /** The header, a mask of zeros, and as many zeros as it says. */
    static byte[] overlong(String header) {
        int size = Integer.parseInt(header.substring(header.length() - 4), 16);
        return FramePeer.join(hex(header), new byte[4], new byte[size]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "82ff8000000000000000",
                "82ff8000000000000001",
                "82ffffffffffffffffff",
                "82ff7fffffffffffffff",
                "82ff0000000100000000",
                "82ff0000000080000000",
                "82ff00000000000f4241",
            })
    default void lengthBeyondTheLimitIsRefusedByItsHeader(String header) {
        try (FramePeer peer = open()) {
            peer.sendBytes(FramePeer.join(hex(header), hex("37fa213d")));
            refused(peer, TOO_LARGE);
        }
    }

    @Test
    default void messageOfExactlyTheLimitPasses() {
        try (FramePeer peer = open()) {
            peer.send(text(MAX_PAYLOAD));
            comes(peer, text(MAX_PAYLOAD));
            peer.send(noise(MAX_PAYLOAD));
            comes(peer, noise(MAX_PAYLOAD));
            echoes(peer);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 65_000, 250_000, 999_999})
    default void limitHoldsForFragmentsTogether(int size) {
        byte[] all = noise(MAX_PAYLOAD).payload();
        try (FramePeer peer = open()) {
            for (int at = 0; at < all.length; at += size) {
                int opcode = at == 0 ? WebSocketFrame.BINARY : WebSocketFrame.CONTINUATION;
                peer.send(new WebSocketFrame(opcode, Arrays.copyOfRange(all, at, Math.min(all.length, at + size))));
            }
            peer.send(new WebSocketFrame(FIN | WebSocketFrame.CONTINUATION));
            comes(peer, noise(MAX_PAYLOAD));
            for (int at = 0; at < all.length; at += size) {
                int opcode = at == 0 ? WebSocketFrame.BINARY : WebSocketFrame.CONTINUATION;
                peer.send(new WebSocketFrame(opcode, Arrays.copyOfRange(all, at, Math.min(all.length, at + size))));
            }
            peer.send(new WebSocketFrame(FIN | WebSocketFrame.CONTINUATION, (byte) 1));
            refused(peer, TOO_LARGE);
        }
    }

    @Test
    default void textOneByteOverTheLimitIsRefused() {
        try (FramePeer peer = open()) {
            peer.sendUntilClosed(text(MAX_PAYLOAD + 1).masked());
            refused(peer, TOO_LARGE);
        }
    }

    @Test
    default void connectionCutInsideAFrameEndsNothingElse() {
        for (String part : new String[] {"81", "82fe", "82fe00", "82ff00000000", "828537fa", "828537fa213d01"}) {
            try (FramePeer peer = open()) {
                peer.sendBytes(hex(part));
            }
        }
        try (FramePeer peer = open()) {
            echoes(peer);
            assertThat(peer.statusLine()).startsWith("HTTP/1.1 101");
        }
    }
}
