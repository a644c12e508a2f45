package io.jettio.harness.cases;

import io.jettio.harness.check.Case;
import io.jettio.harness.check.Cases;
import io.jettio.harness.check.Expect;
import io.jettio.harness.check.Section;
import io.jettio.harness.server.ServerTrial;
import io.jettio.harness.wire.WebSocketFrame;
import io.jettio.harness.wire.WebSocketPeer;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;

/** What RFC 6455 demands of the frames below the protocol. */
final class FrameCases {
    private static final int FIN = WebSocketFrame.FIN;
    private static final byte FOUR = '4';

    private FrameCases() {}

    static List<Case<ServerTrial>> all() {
        Cases<ServerTrial> cases = new Cases<ServerTrial>("E4-FRAME", Section.RFC_OPENING)
                .must(
                        1,
                        "The handshake's answer proves that the key was read.",
                        t -> Expect.equal(
                                t.peer().headers("Sec-WebSocket-Accept"), List.of("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")))
                .must(
                        2,
                        "No extension is used that was not asked for.",
                        t -> Expect.equal(t.peer().headers("Sec-WebSocket-Extensions"), List.of()))
                .must(
                        3,
                        "No subprotocol is chosen that was not asked for.",
                        t -> Expect.equal(t.peer().headers("Sec-WebSocket-Protocol"), List.of()))
                .should(4, "A WebSocket of another version than 13 is refused.", t -> {
                    int status = t.raw()
                            .send(t.endpoint()
                                    .head(
                                            "GET",
                                            "EIO=4&transport=websocket",
                                            "Connection: Upgrade",
                                            "Upgrade: websocket",
                                            "Sec-WebSocket-Version: 99",
                                            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="))
                            .status();
                    Expect.that(status == 426 || status == 400, "the status was " + status);
                })
                .section(Section.RFC_CONTROL)
                .must(5, "A ping frame is answered by a pong frame with its bytes.", t -> {
                    WebSocketPeer peer = t.peer();
                    peer.send(new WebSocketFrame(FIN | WebSocketFrame.PING, (byte) 'h', (byte) 'i'));
                    WebSocketFrame pong = peer.frame();
                    Expect.equal(pong.opcode(), WebSocketFrame.PONG);
                    Expect.equal(pong.text(), "hi");
                })
                .must(6, "A pong frame that nobody asked for is ignored.", t -> {
                    WebSocketPeer peer = t.peer();
                    peer.send(new WebSocketFrame(FIN | WebSocketFrame.PONG, (byte) 'x'));
                    EngineRefusalCases.alive(peer);
                })
                .must(7, "A close frame is answered with its code.", t -> {
                    WebSocketPeer peer = t.peer();
                    peer.send(new WebSocketFrame(FIN | WebSocketFrame.CLOSE, hex("03e8")));
                    Expect.equal(peer.closed(), 1000);
                });
        cases.section(Section.RFC_FRAMING);
        frame(cases, 11, "Reserved bit 1", 1002, new WebSocketFrame(FIN | 0x40 | WebSocketFrame.TEXT, FOUR));
        frame(cases, 12, "Reserved bit 2", 1002, new WebSocketFrame(FIN | 0x20 | WebSocketFrame.TEXT, FOUR));
        frame(cases, 13, "Reserved bit 3", 1002, new WebSocketFrame(FIN | 0x10 | WebSocketFrame.TEXT, FOUR));
        frame(cases, 14, "Reserved opcode 3", 1002, new WebSocketFrame(FIN | 0x3, FOUR));
        frame(cases, 15, "Reserved opcode 7", 1002, new WebSocketFrame(FIN | 0x7, FOUR));
        frame(cases, 16, "Reserved opcode 15", 1002, new WebSocketFrame(FIN | 0xf, FOUR));
        bytes(cases, 17, "A length of 2^63 - 1", 1009, hex("82ff7fffffffffffffff37fa213d"));
        bytes(cases, 18, "A length of 2 GiB", 1009, hex("82ff000000008000000037fa213d"));
        cases.section(Section.RFC_MASKING);
        bytes(
                cases,
                21,
                "An unmasked frame",
                1002,
                WebSocketFrame.text("4hello").unmasked());
        cases.section(Section.RFC_FRAGMENTS);
        frame(cases, 22, "A continuation of nothing", 1002, new WebSocketFrame(FIN, FOUR));
        frame(
                cases,
                23,
                "A text inside a text in fragments",
                1002,
                new WebSocketFrame(WebSocketFrame.TEXT, FOUR),
                WebSocketFrame.text("4"));
        cases.section(Section.RFC_CONTROL);
        frame(cases, 24, "A ping in fragments", 1002, new WebSocketFrame(WebSocketFrame.PING, FOUR));
        frame(cases, 25, "A ping of 126 bytes", 1002, new WebSocketFrame(FIN | WebSocketFrame.PING, new byte[126]));
        frame(cases, 26, "A close of one byte", 1002, new WebSocketFrame(FIN | WebSocketFrame.CLOSE, new byte[1]));
        cases.section(Section.RFC_CLOSE);
        frame(cases, 27, "A close with code 1005", 1002, new WebSocketFrame(FIN | WebSocketFrame.CLOSE, hex("03ed")));
        frame(cases, 28, "A close with code 999", 1002, new WebSocketFrame(FIN | WebSocketFrame.CLOSE, hex("03e7")));
        cases.section(Section.RFC_UTF8);
        frame(cases, 31, "Invalid UTF-8", 1007, new WebSocketFrame(FIN | WebSocketFrame.TEXT, hex("34c328")));
        frame(cases, 32, "Truncated UTF-8", 1007, new WebSocketFrame(FIN | WebSocketFrame.TEXT, hex("34e282")));
        frame(cases, 33, "UTF-8 of a surrogate", 1007, new WebSocketFrame(FIN | WebSocketFrame.TEXT, hex("34eda080")));
        frame(cases, 34, "Overlong UTF-8", 1007, new WebSocketFrame(FIN | WebSocketFrame.TEXT, hex("34c080")));
        return cases.list();
    }

    private static void frame(Cases<ServerTrial> cases, int number, String what, int code, WebSocketFrame... frames) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (WebSocketFrame frame : frames) {
            bytes.writeBytes(frame.masked());
        }
        bytes(cases, number, what, code, bytes.toByteArray());
    }

    /** Without a close frame, or with another protocol error's code, a connection is closed all the same. */
    private static void bytes(Cases<ServerTrial> cases, int number, String what, int code, byte[] bytes) {
        cases.must(number, what + " closes, with code " + code + " where a code is sent.", t -> {
            WebSocketPeer peer = t.joinedPeer();
            peer.sendBytes(bytes);
            int closed = peer.closed();
            Expect.that(closed == code || closed == 1006, "expected code " + code + ", got " + closed);
        });
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
