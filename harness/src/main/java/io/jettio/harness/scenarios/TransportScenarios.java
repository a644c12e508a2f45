package io.jettio.harness.scenarios;

import io.jettio.harness.check.Case;
import io.jettio.harness.check.Cases;
import io.jettio.harness.check.Expect;
import io.jettio.harness.check.Level;
import io.jettio.harness.check.Section;
import io.jettio.harness.client.ClientTrial;
import io.jettio.harness.client.Connect;
import io.jettio.harness.client.Handshake;
import io.jettio.harness.client.Session;
import io.jettio.harness.wire.Channel.Transport;
import io.jettio.harness.wire.Request;
import io.jettio.harness.wire.ServedWebSocket;
import io.jettio.harness.wire.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Polls, POSTs and payloads; frames. */
final class TransportScenarios {
    private static final String SEPARATOR = "\u001e";

    /** A text for which a client must split what it has. */
    private static final int SMALL = 100;

    private TransportScenarios() {}

    static List<Case<ClientTrial>> all() {
        return Stream.of(polling(), payload(), webSocket())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Case<ClientTrial>> polling() {
        return new Cases<ClientTrial>("C4-POLLING", Section.E4_RECEIVING)
                .must(1, "There is one poll at a time, and there is always one.", t -> {
                    Session session = t.joined(Transport.POLLING);
                    for (int i = 0; i < 10; i++) {
                        session.poll();
                        session.send("42[\"n\"," + i + "]");
                        t.hears("/", "n", "[" + i + "]");
                    }
                    session.poll();
                    t.goesOn(session);
                    Expect.equal(session.overlaps(), List.of());
                })
                .must(2, "A payload of several packets is read to its end, in order.", t -> {
                    Session session = t.joined(Transport.POLLING);
                    session.poll().answer(200, "42[\"a\"]\u001e42[\"b\",1]\u001e6\u001e42[\"c\"]");
                    t.hears("/", "a", "[]");
                    t.hears("/", "b", "[1]");
                    t.hears("/", "c", "[]");
                })
                .must(3, "A NOOP is followed by the next poll.", t -> {
                    Session session = t.joined(Transport.POLLING);
                    session.poll().answer(200, "6");
                    t.goesOn(session);
                })
                .should(4, "An answer in chunks is read.", t -> {
                    Session session = t.joined(Transport.POLLING);
                    session.poll().answerInChunks("42[\"chunks\",\"漢字\"]\u001e42[\"more\"]");
                    t.hears("/", "chunks", "[\"漢字\"]");
                    t.hears("/", "more", "[]");
                })
                .must(5, "An answer of 400 to a poll ends the session; the client begins a new one.", t -> {
                    Session session = t.joined(Transport.POLLING);
                    session.poll().answer(400, "{\"code\":1,\"message\":\"Session ID unknown\"}");
                    t.client().next("disconnect");
                    comesBack(t);
                })
                .must(6, "A close packet ends the session: the client tells so, and polls no more.", t -> {
                    Session session = t.joined(Transport.POLLING);
                    session.poll().answer(200, "1");
                    t.client().next("disconnect");
                    t.followed();
                    Expect.that(!session.polls(), "it polls for a session that was closed");
                })
                .should(7, "A poll whose connection is cut is tried again, or the client begins a new session.", t -> {
                    Session session = t.joined(Transport.POLLING);
                    session.poll().drop();
                    Optional<Request> again = t.arrivalOr(session::polls);
                    if (again.isEmpty()) {
                        t.goesOn(session);
                    } else {
                        t.client().next("disconnect");
                        Session next = t.open(again.get(), Handshake.PLAIN);
                        t.join(next, 1);
                        t.goesOn(next);
                    }
                })
                .section(Section.E4_SENDING)
                .must(11, "There is one POST at a time; what is sent meanwhile is in the next one, in order.", t -> {
                    Session session = t.joined(Transport.POLLING);
                    session.holdPosts(true);
                    for (int i = 0; i < 20; i++) {
                        t.emit("n", "[" + i + "]");
                    }
                    t.followed();
                    Request first = session.post();
                    released(session);
                    first.answer(200, "ok");
                    numbered(session, 20);
                    Expect.equal(session.overlaps(), List.of());
                })
                .must(12, "A body is UTF-8.", t -> {
                    Session session = t.joined(Transport.POLLING);
                    t.emit("text", "[\"ü漢字😀\"]");
                    Expect.packet(session.packet(), "42", "[\"text\",\"ü漢字😀\"]");
                })
                .must(13, "An answer of 400 to a POST ends the session; the client begins a new one.", t -> {
                    Session session = t.joined(Transport.POLLING);
                    session.holdPosts(true);
                    t.emit("text", "[\"x\"]");
                    session.post().answer(400, "{\"code\":3,\"message\":\"Bad request\"}");
                    t.client().next("disconnect");
                    comesBack(t);
                })
                .section(Section.E4_HEADERS)
                .should(21, "A POST says that it is text.", t -> {
                    Session session = t.joined(Transport.POLLING);
                    session.holdPosts(true);
                    t.emit("text", "[\"x\"]");
                    Request post = session.post();
                    Expect.startsWith(post.header("Content-Type").orElse("none"), "text/plain");
                    post.answer(200, "ok");
                    t.goesOnAfter(released(session), "42[\"text\",\"x\"]");
                })
                .section(Section.E4_ENCODING_POLLING)
                .must(22, "An attachment is b and base64, without line feeds.", t -> {
                    Session session = t.joined(Transport.POLLING);
                    t.emit("bin", "[{\"$binary\":\"" + "AAEC".repeat(40) + "\"}]");
                    session.packet();
                    session.packet();
                    String bodies = String.join("", session.posts());
                    Expect.that(bodies.contains("b" + "AAEC".repeat(40)), "the base64 is broken into lines");
                    Expect.that(!bodies.contains("\n"), "a line feed surrounds the base64");
                })
                .list();
    }

    private static Session released(Session session) {
        session.holdPosts(false);
        return session;
    }

    private static List<Case<ClientTrial>> payload() {
        Handshake small = Handshake.PLAIN.maxPayload(SMALL);
        return new Cases<ClientTrial>("C4-PAYLOAD", Section.E4_HANDSHAKE)
                .must(1, "What is more than maxPayload is split, and nothing is lost.", t -> {
                    Session session = t.joined(Connect.over(Transport.POLLING), small);
                    session.holdPosts(true);
                    t.emit("first", "[]");
                    Request first = session.post();
                    for (int i = 0; i < 30; i++) {
                        t.emit("n", "[" + i + "]");
                    }
                    t.followed();
                    released(session);
                    first.answer(200, "ok");
                    Expect.packet(session.packet(), "42", "[\"first\"]");
                    numbered(session, 30);
                    fits(session);
                })
                .must(2, "maxPayload counts bytes, not characters.", t -> {
                    Session session = t.joined(Connect.over(Transport.POLLING), small);
                    session.holdPosts(true);
                    t.emit("first", "[]");
                    Request first = session.post();
                    for (int i = 0; i < 6; i++) {
                        t.emit("n", "[" + i + ",\"漢字漢字漢字漢字\"]");
                    }
                    t.followed();
                    released(session);
                    first.answer(200, "ok");
                    Expect.packet(session.packet(), "42", "[\"first\"]");
                    for (int i = 0; i < 6; i++) {
                        Expect.packet(session.packet(), "42", "[\"n\"," + i + ",\"漢字漢字漢字漢字\"]");
                    }
                    fits(session);
                })
                .must(3, "maxPayload counts what base64 adds to attachments.", t -> {
                    Session session = t.joined(Connect.over(Transport.POLLING), small);
                    session.holdPosts(true);
                    t.emit("first", "[]");
                    Request first = session.post();
                    String bytes = "A".repeat(40); // 30 bytes
                    for (int i = 0; i < 4; i++) {
                        t.emit("n", "[{\"$binary\":\"%s\"}]".formatted(bytes));
                    }
                    t.followed();
                    released(session);
                    first.answer(200, "ok");
                    Expect.packet(session.packet(), "42", "[\"first\"]");
                    for (int i = 0; i < 4; i++) {
                        Expect.startsWith(session.packet(), "451-[\"n\",");
                        Expect.equal(session.packet(), "b" + bytes);
                    }
                    fits(session);
                })
                .list();
    }

    private static void fits(Session session) {
        for (String body : session.posts()) {
            int bytes = body.getBytes(StandardCharsets.UTF_8).length;
            Expect.that(
                    bytes <= SMALL || !body.contains(SEPARATOR),
                    "maxPayload is " + SMALL + ", and a body of several packets has " + bytes + " bytes");
        }
    }

    private static void numbered(Session session, int count) {
        for (int i = 0; i < count; i++) {
            Expect.packet(session.packet(), "42", "[\"n\"," + i + "]");
        }
    }

    private static void comesBack(ClientTrial t) {
        Session next = t.again(1);
        t.goesOn(next);
    }

    private static List<Case<ClientTrial>> webSocket() {
        return new Cases<ClientTrial>("C4-WEBSOCKET", Section.E4_ENCODING_WEBSOCKET)
                .must(1, "A packet is a frame, text as text and binary as binary.", t -> {
                    Session session = t.joined(Transport.WEBSOCKET);
                    t.emit("bin", "[\"x\",{\"$binary\":\"AAEC/w==\"}]");
                    Expect.packet(session.packet(), "451-", "[\"bin\",\"x\",{\"_placeholder\":true,\"num\":0}]");
                    Expect.equal(session.packet(), "bAAEC/w==");
                })
                .both(Level.MUST, 2, "A message of 100 000 characters goes both ways", (t, via) -> {
                    Session session = t.joined(via);
                    String text = "\"" + "x".repeat(100_000) + "\"";
                    t.emit("long", "[" + text + "]");
                    Expect.packet(session.packet(), "42", "[\"long\"," + text + "]");
                    session.send("42[\"long\"," + text + "]");
                    t.hears("/", "long", "[" + text + "]");
                })
                .section(Section.RFC_FRAGMENTS)
                .must(11, "Fragments of a message are joined, with a ping frame between them.", t -> {
                    Session session = t.joined(Transport.WEBSOCKET);
                    ServedWebSocket webSocket = session.webSocket();
                    byte[] text = "42[\"parts\",\"漢字\"]".getBytes(StandardCharsets.UTF_8);
                    List<WebSocketFrame> frames = new ArrayList<>();
                    IntStream.range(0, text.length)
                            .forEach(i -> frames.add(new WebSocketFrame(
                                    (i == 0 ? WebSocketFrame.TEXT : WebSocketFrame.CONTINUATION)
                                            | (i == text.length - 1 ? WebSocketFrame.FIN : 0),
                                    text[i])));
                    frames.add(5, new WebSocketFrame(WebSocketFrame.FIN | WebSocketFrame.PING));
                    frames.forEach(webSocket::send);
                    t.hears("/", "parts", "[\"漢字\"]");
                    Expect.equal(session.control().opcode(), WebSocketFrame.PONG);
                })
                .section(Section.RFC_CONTROL)
                .must(21, "A ping frame is answered with a pong frame of the same bytes.", t -> {
                    Session session = t.joined(Transport.WEBSOCKET);
                    session.webSocket()
                            .send(new WebSocketFrame(
                                    WebSocketFrame.FIN | WebSocketFrame.PING,
                                    "are you there".getBytes(StandardCharsets.US_ASCII)));
                    WebSocketFrame pong = session.control();
                    Expect.equal(pong.opcode(), WebSocketFrame.PONG);
                    Expect.equal(pong.text(), "are you there");
                    t.goesOn(session);
                })
                .must(22, "A close frame is answered with one; the client begins a new session.", t -> {
                    Session session = t.joined(Transport.WEBSOCKET);
                    session.webSocket()
                            .send(new WebSocketFrame(
                                    WebSocketFrame.FIN | WebSocketFrame.CLOSE, (byte) 0x03, (byte) 0xe8));
                    Expect.equal(session.control().opcode(), WebSocketFrame.CLOSE);
                    session.webSocket().cut();
                    t.client().next("disconnect");
                    comesBack(t);
                })
                .section(Section.E4_WEBSOCKET)
                .should(31, "A close packet ends the session, and the client tells so.", t -> {
                    Session session = t.joined(Transport.WEBSOCKET);
                    session.send("1");
                    t.client().next("disconnect");
                })
                .should(32, "A WebSocket that is refused is told of, and tried again.", t -> {
                    t.connect(Connect.over(Transport.WEBSOCKET)).answer(400, "no");
                    t.client().next("connect_error");
                    comesBack(t);
                })
                .list();
    }
}
