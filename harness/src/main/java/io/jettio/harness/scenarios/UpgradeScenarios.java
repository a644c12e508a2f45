package io.jettio.harness.scenarios;

import io.jettio.harness.check.Case;
import io.jettio.harness.check.Cases;
import io.jettio.harness.check.Expect;
import io.jettio.harness.check.Section;
import io.jettio.harness.client.ClientTrial;
import io.jettio.harness.client.Connect;
import io.jettio.harness.client.Handshake;
import io.jettio.harness.client.Session;
import io.jettio.harness.client.Session.Packet;
import io.jettio.harness.wire.Channel.Transport;
import io.jettio.harness.wire.Request;
import io.jettio.harness.wire.ServedWebSocket;
import io.jettio.harness.wire.WebSocketFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From polling to a WebSocket: what is said, and what is sent meanwhile. */
final class UpgradeScenarios {
    private static final Connect BOTH = Connect.over(Transport.POLLING, Transport.WEBSOCKET);

    private UpgradeScenarios() {}

    static List<Case<ClientTrial>> all() {
        return new Cases<ClientTrial>("C4-UPGRADE", Section.E4_UPGRADE)
                .must(1, "The WebSocket has the session's sid, version 4 and transport websocket.", t -> {
                    Session session = begun(t);
                    Request candidate = session.candidate();
                    Expect.equal(candidate.parameter("sid"), Optional.of(session.sid()));
                    Expect.equal(candidate.parameter("transport"), Optional.of("websocket"));
                    Expect.equal(candidate.parameter("EIO"), Optional.of("4"));
                })
                .must(2, "First comes the probe, then nothing until it is answered.", t -> {
                    Session session = begun(t);
                    ServedWebSocket webSocket = session.accept(session.candidate());
                    Expect.equal(session.packet(Transport.WEBSOCKET), "2probe");
                    session.roundTrip(webSocket);
                    Expect.equal(over(session.rest(), Transport.WEBSOCKET), List.of());
                    answerProbe(session, webSocket);
                    Expect.equal(session.packet(Transport.WEBSOCKET), "5");
                })
                .must(3, "After the upgrade packet all goes over the WebSocket.", t -> {
                    Session session = upgraded(t);
                    int posts = session.posts().size();
                    for (int i = 0; i < 5; i++) {
                        t.emit("n", "[" + i + "]");
                        Packet packet = session.receive();
                        Expect.packet(packet.text(), "42", "[\"n\"," + i + "]");
                        Expect.equal(packet.via(), Transport.WEBSOCKET);
                    }
                    Expect.equal(session.posts().size(), posts);
                })
                .must(4, "A pong goes over the WebSocket after the upgrade.", t -> {
                    Session session = upgraded(t);
                    session.send("2");
                    Expect.equal(session.receive(), new Packet("3", Transport.WEBSOCKET));
                })
                .must(5, "What is emitted before, during and after the upgrade comes once each, in order.", t -> {
                    Session session = joined(t);
                    int next = 0;
                    for (int to = 10; next < to; next++) {
                        t.emit("n", "[" + next + "]");
                    }
                    ServedWebSocket webSocket = session.accept(session.candidate());
                    Expect.equal(session.packet(Transport.WEBSOCKET), "2probe");
                    for (int to = next + 10; next < to; next++) {
                        t.emit("n", "[" + next + "]");
                    }
                    answerProbe(session, webSocket);
                    for (int to = next + 10; next < to; next++) {
                        t.emit("n", "[" + next + "]");
                    }
                    Expect.equal(session.packet(Transport.WEBSOCKET), "5");
                    session.upgraded(webSocket);
                    for (int to = next + 10; next < to; next++) {
                        t.emit("n", "[" + next + "]");
                    }
                    for (int i = 0; i < next; i++) {
                        Expect.packet(session.packet(), "42", "[\"n\"," + i + "]");
                    }
                    t.goesOn(session);
                })
                .must(
                        6,
                        "What the server sends before, during and after the upgrade is told once each, in order.",
                        t -> {
                            Session session = joined(t);
                            session.send("42[\"n\",0]", "42[\"n\",1]");
                            ServedWebSocket webSocket = session.accept(session.candidate());
                            session.send("42[\"n\",2]");
                            Expect.equal(session.packet(Transport.WEBSOCKET), "2probe");
                            session.send("42[\"n\",3]");
                            webSocket.send(WebSocketFrame.text("3probe"));
                            session.send("42[\"n\",4]");
                            session.releasePolls();
                            Expect.equal(session.packet(Transport.WEBSOCKET), "5");
                            session.upgraded(webSocket);
                            session.send("42[\"n\",5]", "42[\"n\",6]");
                            for (int i = 0; i < 7; i++) {
                                t.hears("/", "n", "[" + i + "]");
                            }
                            t.goesOn(session);
                        })
                .should(7, "The upgrade packet waits until no poll is pending.", t -> {
                    Session session = begun(t);
                    ServedWebSocket webSocket = session.accept(session.candidate());
                    Expect.equal(session.packet(Transport.WEBSOCKET), "2probe");
                    boolean polls = session.polls(); // those that stop to poll for the probe have none to wait for
                    if (polls) {
                        t.client().next("connect");
                        session.poll();
                    }
                    webSocket.send(WebSocketFrame.text("3probe"));
                    if (polls) {
                        session.roundTrip(webSocket);
                        Expect.that(
                                session.rest().stream()
                                        .noneMatch(packet -> packet.text().equals("5")),
                                "the upgrade packet came while a poll was pending");
                        session.send("42[\"polled\"]");
                        t.hears("/", "polled", "[]");
                    }
                    session.releasePolls();
                    Expect.equal(session.packet(Transport.WEBSOCKET), "5");
                })
                .must(8, "A ping that is polled during the upgrade is answered.", t -> {
                    Session session = joined(t);
                    ServedWebSocket webSocket = session.accept(session.candidate());
                    Expect.equal(session.packet(Transport.WEBSOCKET), "2probe");
                    session.send("2");
                    Expect.equal(session.packet(), "3");
                    answerProbe(session, webSocket);
                    Expect.equal(session.packet(Transport.WEBSOCKET), "5");
                })
                .should(11, "A WebSocket that is refused leaves the session on polling.", t -> {
                    Session session = begun(t);
                    session.candidate().answer(400, "no");
                    t.client().next("connect");
                    t.goesOn(session);
                })
                .should(12, "A WebSocket that ends during the probe leaves the session on polling.", t -> {
                    Session session = begun(t);
                    ServedWebSocket webSocket = session.accept(session.candidate());
                    Expect.equal(session.packet(Transport.WEBSOCKET), "2probe");
                    webSocket.cut();
                    t.client().next("connect");
                    t.goesOn(session);
                })
                .should(13, "A wrong answer to the probe leaves the session on polling.", t -> {
                    Session session = begun(t);
                    ServedWebSocket webSocket = session.accept(session.candidate());
                    Expect.equal(session.packet(Transport.WEBSOCKET), "2probe");
                    webSocket.send(WebSocketFrame.text("3other"));
                    t.client().next("connect");
                    t.goesOn(session);
                })
                .must(14, "Without an upgrade in the handshake, no WebSocket is opened.", t -> {
                    Session session = t.joined(BOTH, Handshake.PLAIN);
                    t.goesOn(session);
                    t.goesOn(session);
                    session.send("42[\"ask\"]");
                    t.hears("/", "ask", "[]");
                    Expect.that(!session.hasCandidate(), "a WebSocket was opened that nobody offered");
                })
                .must(15, "The WebSocket's end after the upgrade is the session's; the client begins a new one.", t -> {
                    Session session = upgraded(t);
                    session.webSocket().cut();
                    t.client().next("disconnect");
                    t.goesOn(t.again(1));
                })
                .list();
    }

    /** A session that the client may upgrade, and does now or soon. */
    private static Session begun(ClientTrial t) {
        Session session = t.open(t.connect(BOTH), Handshake.UPGRADING);
        session.answersConnect();
        return session;
    }

    /** The same where the client is in the main namespace before the upgrade. */
    private static Session joined(ClientTrial t) {
        Session session = begun(t);
        t.client().next("connect");
        return session;
    }

    private static Session upgraded(ClientTrial t) {
        Session session = begun(t);
        session.upgrade();
        t.client().next("connect");
        return session;
    }

    private static void answerProbe(Session session, ServedWebSocket webSocket) {
        webSocket.send(WebSocketFrame.text("3probe"));
        session.releasePolls();
    }

    private static List<String> over(List<Packet> packets, Transport via) {
        List<String> texts = new ArrayList<>();
        packets.stream().filter(packet -> packet.via() == via).forEach(packet -> texts.add(packet.text()));
        return texts;
    }
}
