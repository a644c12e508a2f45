package io.jettio.harness.cases;

import io.jettio.harness.check.Case;
import io.jettio.harness.check.Cases;
import io.jettio.harness.check.Expect;
import io.jettio.harness.check.Needs;
import io.jettio.harness.check.Section;
import io.jettio.harness.server.ServerTrial;
import io.jettio.harness.wire.Json;
import io.jettio.harness.wire.WebSocketFrame;
import io.jettio.harness.wire.WebSocketPeer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Packets over a WebSocket that the session began with. */
final class EngineWebSocketCases {
    private static final int FIN = WebSocketFrame.FIN;

    private EngineWebSocketCases() {}

    static List<Case<ServerTrial>> all() {
        Cases<ServerTrial> cases = new Cases<ServerTrial>("E4-WEBSOCKET", Section.E4_WEBSOCKET)
                .should(1, "A close packet ends the session.", t -> {
                    WebSocketPeer peer = t.joinedPeer();
                    peer.sendText("1");
                    peer.closed();
                })
                .must(2, "A second WebSocket of a session is closed, and the first lives on.", t -> {
                    WebSocketPeer first = t.closing(WebSocketPeer.open(t.endpoint(), "EIO=4&transport=websocket"));
                    String query = "EIO=4&transport=websocket&sid=" + Json.sid(first.text());
                    turnedAway(t, query);
                    EngineRefusalCases.alive(first);
                })
                .section(Section.E4_HEARTBEAT)
                .should(3, "A ping from the client closes.", closedBy("2"))
                .should(4, "A probe on a session that is not to be upgraded closes.", closedBy("2probe"))
                .section(Section.E4_PROTOCOL)
                .must(5, "A packet of an unknown type closes.", closedBy("7"))
                .must(6, "A packet whose type is no digit closes.", closedBy("x4hello"))
                .should(7, "An empty packet closes.", closedBy(""))
                .must(8, "A packet whose type is negative closes.", closedBy("-1"))
                .advisory(9, "An open packet from the client closes.", closedBy("0{\"sid\":\"mine\"}"))
                .section(Section.E4_HANDSHAKE)
                .should(10, "A message over the largest payload closes.", t -> {
                    WebSocketPeer peer = t.joinedPeer();
                    byte[] frame = new WebSocketFrame(
                                    FIN | WebSocketFrame.BINARY,
                                    new byte[t.facts().maxPayload() + 1])
                            .masked();
                    peer.sendUntilClosed(frame);
                    peer.closed();
                })
                .advisory(11, "A frame that announces more than the largest payload closes with 1009, unread.", t -> {
                    WebSocketPeer peer = t.joinedPeer();
                    byte[] frame = new WebSocketFrame(
                                    FIN | WebSocketFrame.BINARY,
                                    new byte[t.facts().maxPayload() + 1])
                            .masked();
                    peer.sendBytes(Arrays.copyOf(frame, 14));
                    Expect.equal(peer.closed(), 1009);
                })
                .advisory(12, "A message over the largest payload in fragments closes.", t -> {
                    WebSocketPeer peer = t.joinedPeer();
                    int size = t.facts().maxPayload() / 16 + 1;
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    for (int i = 0; i < 17; i++) {
                        bytes.writeBytes(new WebSocketFrame(
                                        i == 0 ? WebSocketFrame.BINARY : WebSocketFrame.CONTINUATION, new byte[size])
                                .masked());
                    }
                    peer.sendUntilClosed(bytes.toByteArray());
                    peer.closed();
                })
                .needs(Needs.ECHO)
                .section(Section.E4_MESSAGE)
                .must(13, "A message is answered.", t -> t.echoes(t.answeringPeer(), "hello"))
                .must(14, "Text beyond ASCII survives.", t -> t.echoes(t.answeringPeer(), "€ привет 漢字 🦊"))
                .must(15, "Texts drawn by chance come back.", t -> {
                    WebSocketPeer peer = t.answeringPeer();
                    for (int i = 0; i < 30; i++) {
                        t.echoes(peer, Texts.any(t.random(), 300));
                    }
                })
                .must(
                        16,
                        "A message of 100 000 characters survives.",
                        t -> t.echoes(t.answeringPeer(), "x".repeat(100_000)))
                .section(Section.E4_ENCODING_WEBSOCKET)
                .must(17, "Each packet has a frame of its own, in the order of the questions.", t -> {
                    WebSocketPeer peer = t.answeringPeer();
                    for (int i = 0; i < 200; i++) {
                        peer.sendText(t.dialect().ask("message " + i));
                    }
                    for (int i = 0; i < 200; i++) {
                        t.dialect().expect(peer.text(), "message " + i);
                    }
                })
                .section(Section.RFC_FRAGMENTS)
                .must(18, "A message in fragments is one message.", t -> {
                    WebSocketPeer peer = t.answeringPeer();
                    byte[] packet = t.dialect().ask("hello").getBytes(StandardCharsets.UTF_8);
                    peer.send(new WebSocketFrame(WebSocketFrame.TEXT, Arrays.copyOf(packet, 3)));
                    peer.send(new WebSocketFrame(
                            FIN | WebSocketFrame.CONTINUATION, Arrays.copyOfRange(packet, 3, packet.length)));
                    t.dialect().expect(peer.text(), "hello");
                })
                .must(19, "A control frame may stand between two fragments.", t -> {
                    WebSocketPeer peer = t.answeringPeer();
                    byte[] packet = t.dialect().ask("hello").getBytes(StandardCharsets.UTF_8);
                    peer.send(new WebSocketFrame(WebSocketFrame.TEXT, Arrays.copyOf(packet, 3)));
                    peer.send(new WebSocketFrame(FIN | WebSocketFrame.PONG, (byte) 'x'));
                    peer.send(new WebSocketFrame(
                            FIN | WebSocketFrame.CONTINUATION, Arrays.copyOfRange(packet, 3, packet.length)));
                    t.dialect().expect(peer.text(), "hello");
                })
                .section(Section.RFC_FRAMING)
                .must(20, "A frame that comes byte by byte is one frame.", t -> {
                    WebSocketPeer peer = t.answeringPeer();
                    for (byte b : WebSocketFrame.text(t.dialect().ask("hello")).masked()) {
                        peer.sendBytes(new byte[] {b});
                    }
                    t.dialect().expect(peer.text(), "hello");
                })
                .must(21, "Two frames of one write are two frames.", t -> {
                    WebSocketPeer peer = t.answeringPeer();
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    bytes.writeBytes(WebSocketFrame.text(t.dialect().ask("one")).masked());
                    bytes.writeBytes(WebSocketFrame.text(t.dialect().ask("two")).masked());
                    peer.sendBytes(bytes.toByteArray());
                    t.dialect().expect(peer.text(), "one");
                    t.dialect().expect(peer.text(), "two");
                })
                .section(Section.RFC_MASKING)
                .must(22, "A mask of zeros is a mask.", t -> {
                    WebSocketPeer peer = t.answeringPeer();
                    peer.sendBytes(WebSocketFrame.text(t.dialect().ask("hello")).maskedBy(new byte[4]));
                    t.dialect().expect(peer.text(), "hello");
                })
                .needs(Needs.ENGINE)
                .section(Section.E4_ENCODING_WEBSOCKET)
                .must(31, "A binary frame is the message itself.", t -> binary(t.peer(), (byte) 0, (byte) 1, (byte) -1))
                .must(
                        32,
                        "Binary that looks like a packet stays binary.",
                        t -> binary(t.peer(), (byte) '4', (byte) 'h', (byte) 'i'))
                .must(33, "Empty binary is a message.", t -> {
                    WebSocketPeer peer = t.peer();
                    binary(peer);
                    t.echoes(peer, "next");
                })
                .advisory(34, "Text of base64 behind a b is binary, too.", t -> {
                    WebSocketPeer peer = t.peer();
                    peer.sendText("bAAEC/w==");
                    Expect.bytes(peer.binary(), (byte) 0, (byte) 1, (byte) 2, (byte) 0xff);
                })
                .must(35, "Text and binary keep their order.", t -> {
                    WebSocketPeer peer = t.peer();
                    for (byte i = 0; i < 60; i++) {
                        peer.sendText("4" + i).sendBinary(i);
                    }
                    for (byte i = 0; i < 60; i++) {
                        Expect.equal(peer.text(), "4" + i);
                        Expect.bytes(peer.binary(), i);
                    }
                })
                .must(36, "A message of the largest payload passes.", t -> {
                    byte[] bytes = new byte[t.facts().maxPayload()];
                    Arrays.fill(bytes, (byte) 0xa5);
                    binary(t.peer(), bytes);
                })
                .section(Section.RFC_FRAMING);
        int number = 37;
        for (int length : new int[] {1, 125, 126, 127, 65_535, 65_536}) {
            cases.must(number++, "Binary of " + length + " bytes survives.", t -> {
                byte[] bytes = new byte[length];
                t.random().nextBytes(bytes);
                binary(t.peer(), bytes);
            });
        }
        return cases.list();
    }

    private static void binary(WebSocketPeer peer, byte... bytes) {
        peer.sendBinary(bytes);
        Expect.bytes(peer.binary(), bytes);
    }

    private static Case.Script<ServerTrial> closedBy(String packet) {
        return t -> {
            WebSocketPeer peer = t.joinedPeer();
            peer.sendText(packet);
            peer.closed();
        };
    }

    /** A refusal before the 101, or a close behind it. */
    static void turnedAway(ServerTrial t, String query) {
        String key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
        var raw = t.raw();
        raw.send(t.endpoint()
                .head("GET", query, "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", key));
        if (raw.status() == 101) {
            t.closing(WebSocketPeer.of(raw)).closed();
        }
    }
}
