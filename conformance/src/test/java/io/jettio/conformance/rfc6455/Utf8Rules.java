package io.jettio.conformance.rfc6455;

import static io.jettio.conformance.rfc6455.FrameRules.comes;
import static io.jettio.conformance.rfc6455.FrameRules.echoes;
import static io.jettio.conformance.rfc6455.FrameRules.frame;
import static io.jettio.conformance.rfc6455.FrameRules.hex;

import io.jettio.harness.wire.FramePeer;
import io.jettio.harness.wire.WebSocketFrame;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455, sections 5.6 and 8.1: text is UTF-8 (RFC 3629), or the connection fails. */
interface Utf8Rules extends FrameRules {
    /** What follows the packet type. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "48656c6c6f2dc2b540c39fc3b6c3a4c3bcc3a0c3a12d5554462d382121", // Hello-µ@ßöäüàá-UTF-8!!
                "cebae1bdb9cf83cebcceb5",
                "00", // U+0000, alone and between others
                "61006200",
                "7f", // the last and the first of each length
                "c280",
                "dfbf",
                "e0a080",
                "ed9fbf", // around the surrogates
                "ee8080",
                "efbfbd",
                "efbfbe", // characters that are none are UTF-8 all the same
                "efbfbf",
                "efb790",
                "f09fbfbe",
                "f0908080",
                "f3bfbfbf",
                "f48fbfbf",
                "f09f98837af09f9983",
                "efbbbf61", // a byte order mark is part of the text
                "e282acd0bfd180d0b8d0b2d0b5d182e6bca2f09fa68a"
            })
    default void textIsEchoedByteForByteWhereverItIsCut(String hex) {
        byte[] text = hex("34" + hex);
        WebSocketFrame whole = new WebSocketFrame(FIN | WebSocketFrame.TEXT, text);
        try (FramePeer peer = open()) {
            peer.send(whole);
            comes(peer, whole);
            peer.sendChopped(1, whole.masked());
            comes(peer, whole);
            for (int cut = 0; cut <= text.length; cut++) {
                peer.send(cut(text, cut));
                comes(peer, whole);
            }
            peer.sendBytes(FragmentRules.fragments(whole, 1));
            comes(peer, whole);
        }
    }

    @Test
    default void controlFrameMayStandInsideACharacter() {
        try (FramePeer peer = open()) {
            peer.send(new WebSocketFrame(WebSocketFrame.TEXT, hex("34f09f")));
            peer.send(frame(FIN | WebSocketFrame.PING, "?"));
            comes(peer, frame(FIN | WebSocketFrame.PONG, "?"));
            peer.send(new WebSocketFrame(FIN | WebSocketFrame.CONTINUATION, hex("9883")));
            comes(peer, new WebSocketFrame(FIN | WebSocketFrame.TEXT, hex("34f09f9883")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80", // continuations of nothing
                "bf",
                "80bf80bf80bf",
                "6180",
                "c2", // characters that end early
                "df",
                "e0a0",
                "e282",
                "efbf",
                "f0",
                "f090",
                "f09f98",
                "cebae1bd",
                "c220", // or go on as something else
                "c328",
                "e28228",
                "e228a1",
                "f0288cbc",
                "f09028bc",
                "f0288c28",
                "e282e282ac",
                "c0", // bytes that never occur
                "c1",
                "f5",
                "fe",
                "ff",
                "fefeffff",
                "c0af", // longer than needed
                "c080",
                "c1bf",
                "e080af",
                "e08080",
                "e09fbf",
                "f08080af",
                "f0808080",
                "f08fbfbf",
                "f880808080",
                "f8888080af",
                "fbbfbfbfbf",
                "fc8080808080",
                "fc84808080af",
                "fdbfbfbfbfbf",
                "eda080", // surrogates, alone and in pairs
                "edad80",
                "edafbf",
                "edb080",
                "edbfbf",
                "eda080edb080",
                "edafbfedbfbf",
                "f4908080", // beyond U+10FFFF
                "f5808080",
                "f7bfbfbf",
                "cebae1bdb9cf83cebcceb5eda080656469746564",
                "cebae1bdb9cf83cebcceb5f4908080656469746564"
            })
    default void textThatIsNotUtf8IsRefused(String hex) {
        byte[] text = hex("34" + hex);
        refuses(BAD_DATA, new WebSocketFrame(FIN | WebSocketFrame.TEXT, text));
        for (int cut = 1; cut <= text.length; cut++) {
            refuses(BAD_DATA, cut(text, cut));
        }
    }

    /** The code says so wherever the bytes stand, though the server may judge them at any time. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 9, 1_000, 65_535, 200_000})
    default void oneBadByteInALongTextIsFound(int at) {
        byte[] text = new byte[200_001];
        Arrays.fill(text, (byte) 'x');
        text[0] = '4';
        text[at] = (byte) 0xc0;
        try (FramePeer peer = open()) {
            peer.sendUntilClosed(new WebSocketFrame(FIN | WebSocketFrame.TEXT, text).masked());
            FrameRules.refused(peer, BAD_DATA);
        }
    }

    @Test
    default void characterDoesNotGoOnInTheNextMessage() {
        refuses(
                BAD_DATA,
                new WebSocketFrame(FIN | WebSocketFrame.TEXT, hex("34e282")),
                new WebSocketFrame(FIN | WebSocketFrame.TEXT, hex("ac")));
    }

    @Test
    default void bytesNeedNotBeUtf8() {
        try (FramePeer peer = open()) {
            WebSocketFrame bytes = WebSocketFrame.binary(hex("34c080eda080f4908080ff"));
            peer.send(bytes);
            comes(peer, bytes);
            peer.sendBytes(FragmentRules.fragments(bytes, 1));
            comes(peer, bytes);
            echoes(peer);
        }
    }

    private static WebSocketFrame[] cut(byte[] text, int at) {
        return new WebSocketFrame[] {
            new WebSocketFrame(WebSocketFrame.TEXT, Arrays.copyOf(text, at)),
            new WebSocketFrame(FIN | WebSocketFrame.CONTINUATION, Arrays.copyOfRange(text, at, text.length))
        };
    }
}
