package io.jettio.harness.cases;

import com.google.gson.JsonObject;
import io.jettio.harness.check.Case;
import io.jettio.harness.check.Cases;
import io.jettio.harness.check.Expect;
import io.jettio.harness.check.Needs;
import io.jettio.harness.check.Section;
import io.jettio.harness.server.ServerTrial;
import io.jettio.harness.wire.Answer;
import io.jettio.harness.wire.Deadlines;
import io.jettio.harness.wire.Json;
import io.jettio.harness.wire.RawExchange;
import io.jettio.harness.wire.WebSocketPeer;
import io.jettio.harness.wire.WebSocketPeer.Pings;
import java.util.List;

/** Engine.IO v3: the client pings, a payload is {@code length:packet}, a binary frame carries the packet's type. */
final class EngineV3Cases {
    private static final String POLLING = "EIO=3&transport=polling";

    /** After so many answers, no more are waited for. */
    private static final int MOST_POLLS = 20;

    private EngineV3Cases() {}

    static List<Case<ServerTrial>> all() {
        Cases<ServerTrial> cases = new Cases<ServerTrial>("E3-HANDSHAKE", Section.E3_URLS)
                .must(1, "A polling handshake is a length and an open packet.", t -> {
                    String payload = t.endpoint().get(POLLING).text();
                    int colon = payload.indexOf(':');
                    String packet = payload.substring(colon + 1);
                    Expect.startsWith(packet, "0{");
                    JsonObject open = Json.object(packet.substring(1, packet.lastIndexOf('}') + 1));
                    for (String name : List.of("sid", "upgrades", "pingInterval", "pingTimeout")) {
                        Expect.that(open.has(name), "there is no " + name);
                    }
                })
                .must(2, "A WebSocket handshake offers no upgrade.", t -> open(t, ""))
                .should(
                        3,
                        "A session keeps its version.",
                        t -> Expect.status(t.endpoint().get(session(t, "").replace("EIO=3", "EIO=4")), 400));
        Cases<ServerTrial> heartbeat = new Cases<ServerTrial>("E3-HEARTBEAT", Section.E3_TIMEOUTS)
                .must(1, "A ping over polling is answered with a pong.", t -> {
                    String query = session(t, "");
                    post(t, query, "1:2");
                    Expect.equal(packets(t, query, 1), "1:3");
                })
                .must(2, "A ping over a WebSocket is answered with a pong.", t -> {
                    WebSocketPeer peer = open(t, "");
                    peer.sendText("2");
                    Expect.equal(peer.text(), "3");
                })
                .must(3, "Pings keep a session beyond its time.", t -> {
                    WebSocketPeer peer = open(t, "");
                    long opened = System.nanoTime();
                    for (int i = 1; i <= 3; i++) {
                        Deadlines.reach(opened + t.facts().pingInterval().toNanos() * i);
                        peer.sendText("2");
                        Expect.equal(peer.text(), "3");
                    }
                })
                .must(
                        4,
                        "A WebSocket without pings is closed.",
                        t -> open(t, "").closed())
                .must(5, "A polling session without pings is gone after twice its time.", t -> {
                    String query = session(t, "");
                    Deadlines.reach(System.nanoTime()
                            + t.facts().lifetime().multipliedBy(2).toNanos());
                    Expect.status(t.endpoint().post(query, "1:2"), 400);
                })
                .should(6, "A pong from the client closes.", t -> {
                    WebSocketPeer peer = open(t, "");
                    peer.sendText("3");
                    peer.closed();
                });
        Cases<ServerTrial> upgrade = new Cases<ServerTrial>("E3-UPGRADE", Section.E3_UPGRADE)
                .must(1, "A probe is answered, the poll that waits with a noop packet.", t -> {
                    String query = session(t, "");
                    RawExchange poll = t.held(t.endpoint().head("GET", query));
                    WebSocketPeer peer = candidate(t, query);
                    peer.sendText("2probe");
                    Expect.equal(peer.text(), "3probe");
                    Expect.equal(poll.answer().text(), "1:6");
                })
                .should(2, "After the upgrade polls are refused.", t -> {
                    String query = session(t, "");
                    WebSocketPeer peer = candidate(t, query);
                    peer.sendText("2probe");
                    Expect.equal(peer.text(), "3probe");
                    peer.sendText("5").sendText("2");
                    Expect.equal(peer.text(), "3");
                    Expect.status(t.endpoint().get(query), 400);
                })
                .must(3, "A ping is answered after the upgrade.", t -> {
                    WebSocketPeer peer = candidate(t, session(t, ""));
                    peer.sendText("2probe");
                    Expect.equal(peer.text(), "3probe");
                    peer.sendText("5").sendText("2");
                    Expect.equal(peer.text(), "3");
                });
        Cases<ServerTrial> payload = new Cases<ServerTrial>("E3-PAYLOAD", Section.E3_PAYLOAD)
                .should(1, "A close packet answers the poll that waits, with a noop packet.", t -> {
                    String query = session(t, "");
                    RawExchange poll = t.held(t.endpoint().head("GET", query));
                    post(t, query, "1:1");
                    Expect.equal(poll.answer().text(), "1:6");
                    Expect.status(t.endpoint().get(query), 400);
                })
                .must(2, "A body may carry several packets.", t -> {
                    String query = session(t, "");
                    post(t, query, "1:21:2");
                    Expect.equal(packets(t, query, 6), "1:31:3");
                });
        List<String> malformed = List.of("abc", "5:4hi", ":4hi", "x:4hi");
        for (int i = 0; i < malformed.size(); i++) {
            String body = malformed.get(i);
            payload.must(3 + i, "The payload '" + body + "' ends the session.", t -> {
                String query = session(t, "");
                int status = RawExchange.post(t.endpoint(), query, body);
                Expect.that(status == 0 || status == 200 || status == 400, "the status was " + status);
                Expect.status(t.endpoint().get(query), 400);
            });
        }
        payload.needs(Needs.ENGINE)
                .must(11, "A length counts characters.", t -> {
                    String query = session(t, "");
                    post(t, query, "3:4€ü");
                    Expect.equal(packets(t, query, 5), "3:4€ü");
                })
                .must(12, "Packets of one body keep their order.", t -> {
                    String query = session(t, "");
                    post(t, query, "5:4test2:4a3:4bc");
                    Expect.equal(packets(t, query, 16), "5:4test2:4a3:4bc");
                })
                .must(13, "Binary travels in a framed payload.", t -> {
                    String query = session(t, "");
                    byte[] framed = {1, 5, (byte) 0xff, 4, 0, 1, 2, (byte) 0xff};
                    Expect.equal(
                            t.endpoint()
                                    .post(query, framed, "application/octet-stream")
                                    .text(),
                            "ok");
                    Answer answer = t.endpoint().get(query);
                    Expect.bytes(answer.body(), framed);
                    Expect.equal(answer.header("Content-Type").orElse(""), "application/octet-stream");
                })
                .must(14, "Binary travels as base64 where that is asked for.", t -> {
                    String query = session(t, "&b64=1");
                    post(t, query, "10:b4AAEC/w==");
                    Expect.equal(packets(t, query, 13), "10:b4AAEC/w==");
                })
                .section(Section.E3_PACKET)
                .must(15, "A binary frame carries the type.", t -> {
                    WebSocketPeer peer = open(t, "");
                    byte[] frame = {4, 0, 1, 2, (byte) 0xff};
                    peer.sendBinary(frame);
                    Expect.bytes(peer.binary(), frame);
                })
                .must(16, "A message over a WebSocket is answered.", t -> {
                    WebSocketPeer peer = open(t, "");
                    peer.sendText("4€ 🦊");
                    Expect.equal(peer.text(), "4€ 🦊");
                })
                .must(17, "A WebSocket answers in base64 where that is asked for.", t -> {
                    WebSocketPeer peer = open(t, "&b64=1");
                    peer.sendText("b4AAEC/w==");
                    Expect.equal(peer.text(), "b4AAEC/w==");
                })
                .section(Section.E3_TRANSPORTS)
                .must(
                        18,
                        "Version 4 works beside it.",
                        t -> Expect.equal(t.session().send("4hello").packet(), "4hello"));
        return List.of(cases, heartbeat, upgrade, payload).stream()
                .flatMap(part -> part.list().stream())
                .toList();
    }

    /** Opens a session over polling and gives the query of its requests. */
    private static String session(ServerTrial t, String more) {
        Answer answer = t.endpoint().get(POLLING + more);
        Expect.status(answer, 200);
        String open = answer.text();
        return POLLING + more + "&sid=" + Json.sid(open.substring(open.indexOf('{'), open.lastIndexOf('}') + 1));
    }

    private static void post(ServerTrial t, String query, String payload) {
        Expect.equal(t.endpoint().post(query, payload).text(), "ok");
    }

    /** What polls give, together, until there are so many characters. */
    private static String packets(ServerTrial t, String query, int characters) {
        StringBuilder received = new StringBuilder();
        for (int polls = 0; received.length() < characters && polls < MOST_POLLS; polls++) {
            Answer answer = t.endpoint().get(query);
            Expect.status(answer, 200);
            received.append(answer.text());
        }
        return received.toString();
    }

    private static WebSocketPeer open(ServerTrial t, String more) {
        WebSocketPeer peer =
                t.closing(WebSocketPeer.open(Pings.SEEN, t.patientEndpoint(), "EIO=3&transport=websocket" + more));
        String open = peer.text();
        Expect.startsWith(open, "0{");
        Expect.equal(Json.object(open.substring(1)).get("upgrades"), Json.value("[]"));
        return peer;
    }

    private static WebSocketPeer candidate(ServerTrial t, String query) {
        return t.closing(WebSocketPeer.open(
                Pings.SEEN, t.endpoint(), query.replace("transport=polling", "transport=websocket")));
    }
}
