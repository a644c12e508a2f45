package io.jettio.harness.cases;

import io.jettio.harness.check.Case;
import io.jettio.harness.check.Cases;
import io.jettio.harness.check.Expect;
import io.jettio.harness.check.Needs;
import io.jettio.harness.check.Section;
import io.jettio.harness.server.ServerTrial;
import io.jettio.harness.wire.Answer;
import io.jettio.harness.wire.Json;
import io.jettio.harness.wire.PollingSession;
import io.jettio.harness.wire.WebSocketFrame;
import io.jettio.harness.wire.WebSocketPeer;
import java.util.List;
import java.util.Locale;

/** Who gets no session, and what is said instead. */
final class EngineRefusalCases {
    private EngineRefusalCases() {}

    static List<Case<ServerTrial>> all() {
        Cases<ServerTrial> cases = new Cases<ServerTrial>("E4-REFUSAL", Section.E4_QUERY);
        get(cases, 1, "without EIO", "transport=polling");
        get(cases, 2, "with EIO=5", "EIO=5&transport=polling");
        get(cases, 3, "with an EIO that is no number", "EIO=abc&transport=polling");
        get(cases, 4, "without a transport", "EIO=4");
        get(cases, 5, "with an unknown transport", "EIO=4&transport=abc");
        get(cases, 6, "with the transport 'constructor'", "EIO=4&transport=constructor");
        get(cases, 7, "with the transport '__proto__'", "EIO=4&transport=__proto__");
        cases.section(Section.E4_RECEIVING);
        get(cases, 8, "with an unknown session", "EIO=4&transport=polling&sid=abc");
        get(cases, 9, "with the session '__proto__'", "EIO=4&transport=polling&sid=__proto__");
        cases.section(Section.E4_SENDING)
                .must(
                        10,
                        "A POST for an unknown session is answered 400.",
                        t -> Expect.status(t.endpoint().post("EIO=4&transport=polling&sid=abc", "4hello"), 400))
                .section(Section.E4_HANDSHAKE)
                .must(
                        11,
                        "A POST without a session is answered 400.",
                        t -> Expect.status(t.endpoint().post("EIO=4&transport=polling", "4hello"), 400))
                .should(
                        12,
                        "A handshake by PUT is answered 400.",
                        t -> Expect.status(t.endpoint().method("PUT", "EIO=4&transport=polling"), 400))
                .section(Section.E4_WEBSOCKET)
                .should(
                        13,
                        "A request for a WebSocket that is none is answered 400.",
                        t -> Expect.status(t.endpoint().get("EIO=4&transport=websocket"), 400));
        webSocket(cases, 14, "without EIO", "transport=websocket");
        webSocket(cases, 15, "with EIO=5", "EIO=5&transport=websocket");
        webSocket(cases, 16, "without a transport", "EIO=4");
        webSocket(cases, 17, "with an unknown transport", "EIO=4&transport=abc");
        webSocket(cases, 18, "for an unknown session", "EIO=4&transport=websocket&sid=abc");
        cases.section(Section.E4_HANDSHAKE);
        said(cases, 19, 5, "Unsupported protocol version", "EIO=5&transport=polling");
        said(cases, 20, 0, "Transport unknown", "EIO=4&transport=abc");
        said(cases, 21, 1, "Session ID unknown", "EIO=4&transport=polling&sid=abc");
        cases.should(
                        22,
                        "A POST without a session is told code 2.",
                        t -> told(t.endpoint().post("EIO=4&transport=polling", "4hello"), 2, "Bad handshake method"))
                .should(
                        23,
                        "A request for a WebSocket that is none is told code 3.",
                        t -> told(t.endpoint().get("EIO=4&transport=websocket"), 3, "Bad request"))
                .section(Section.E4_QUERY)
                .must(24, "A session of a WebSocket does not poll, and lives on.", t -> {
                    WebSocketPeer peer = t.closing(WebSocketPeer.open(t.endpoint(), "EIO=4&transport=websocket"));
                    String query = "EIO=4&transport=polling&sid=" + Json.sid(peer.text());
                    Expect.status(t.endpoint().get(query), 400);
                    Expect.status(t.endpoint().post(query, "4hello"), 400);
                    alive(peer);
                })
                .should(
                        25,
                        "A session of polling does not answer a GET under the other transport.",
                        t -> Expect.status(t.endpoint().get(t.session().upgradeQuery()), 400))
                .advisory(26, "A session id is matched byte for byte.", t -> {
                    String sid = t.session().sid();
                    String turned = sid.equals(sid.toLowerCase(Locale.ROOT))
                            ? sid.toUpperCase(Locale.ROOT)
                            : sid.toLowerCase(Locale.ROOT);
                    for (String wrong : List.of(turned, sid + "%20", sid + "%00", sid.substring(1), sid + "=")) {
                        Expect.status(t.endpoint().get("EIO=4&transport=polling&sid=" + wrong), 400);
                    }
                })
                .advisory(27, "PUT, DELETE and PATCH are refused with a session, too.", t -> {
                    for (String method : List.of("PUT", "DELETE", "PATCH")) {
                        PollingSession session = t.session();
                        Expect.status(t.endpoint().method(method, session.query()), 400, 405, 501);
                    }
                })
                .advisory(
                        28,
                        "An answer repeats nothing of what was sent.",
                        t -> Expect.that(
                                !t.endpoint()
                                        .get("EIO=4&transport=%3Cscript%3E")
                                        .text()
                                        .contains("script"),
                                "it does"))
                .advisory(
                        29,
                        "A refusal is not to be cached.",
                        t -> Expect.that(
                                t.endpoint()
                                        .get("EIO=4&transport=abc")
                                        .header("Cache-Control")
                                        .orElse("")
                                        .contains("no-store"),
                                "no Cache-Control: no-store"))
                .advisory(
                        30,
                        "A refusal tells no version of a server.",
                        t -> Expect.that(
                                t.endpoint()
                                        .get("EIO=4&transport=abc")
                                        .header("Server")
                                        .isEmpty(),
                                "it has a header Server"))
                .needs(Needs.VERSION_4_ALONE)
                .section(Section.E4_HISTORY)
                .should(
                        31,
                        "A server of version 4 alone refuses version 3.",
                        t -> Expect.status(t.endpoint().get("EIO=3&transport=polling"), 400));
        return cases.list();
    }

    private static void get(Cases<ServerTrial> cases, int number, String how, String query) {
        cases.must(
                number,
                "A GET " + how + " is answered 400.",
                t -> Expect.status(t.endpoint().get(query), 400));
    }

    /** A refusal before the 101, or a WebSocket that is closed before it says anything. */
    private static void webSocket(Cases<ServerTrial> cases, int number, String how, String query) {
        cases.must(
                number,
                "A WebSocket " + how + " is refused or closed.",
                t -> EngineWebSocketCases.turnedAway(t, query));
    }

    private static void said(Cases<ServerTrial> cases, int number, int code, String message, String query) {
        cases.should(
                number,
                "A refusal is told as code " + code + ", '" + message + "'.",
                t -> told(t.endpoint().get(query), code, message));
    }

    private static void told(Answer answer, int code, String message) {
        Expect.status(answer, 400);
        Expect.packet(answer.text(), "", "{\"code\":%d,\"message\":\"%s\"}".formatted(code, message));
    }

    /** A ping of WebSocket's own is answered, so the connection lives. */
    static void alive(WebSocketPeer peer) {
        peer.send(new WebSocketFrame(WebSocketFrame.FIN | WebSocketFrame.PING, (byte) 'a'));
        Expect.equal(peer.frame().opcode(), WebSocketFrame.PONG);
    }
}
