package io.jettio.harness.scenarios;

import io.jettio.harness.check.Case;
import io.jettio.harness.check.Cases;
import io.jettio.harness.check.Expect;
import io.jettio.harness.check.Section;
import io.jettio.harness.client.ClientTrial;
import io.jettio.harness.client.Connect;
import io.jettio.harness.client.Handshake;
import io.jettio.harness.client.Session;
import io.jettio.harness.wire.Channel.Transport;
import io.jettio.harness.wire.Request;
import io.jettio.harness.wire.WebSocketFrame;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What no server may send: a client ends the session and comes back, or goes on; it neither ends nor hangs. */
final class HostileScenarios {
    private HostileScenarios() {}

    static List<Case<ClientTrial>> all() {
        return Stream.of(engine(), socket()).flatMap(List::stream).toList();
    }

    private static List<Case<ClientTrial>> engine() {
        return new Cases<ClientTrial>("C4-HOSTILE", Section.E4_PROTOCOL)
                .should(1, "A packet of an unknown type does no harm.", t -> survives(t, "9what"))
                .should(2, "A second handshake does no harm.", t -> survives(t, "0{\"sid\":\"x\"}"))
                .should(3, "An empty frame does no harm.", t -> survives(t, ""))
                .section(Section.E4_ENCODING_POLLING)
                .should(11, "Base64 that is none does no harm.", t -> polled(t, "b***\u001e42[\"x\"]"))
                .should(12, "A payload of separators does no harm.", t -> polled(t, "\u001e\u001e\u001e"))
                .should(13, "An empty answer to a poll does no harm.", t -> polled(t, ""))
                .section(Section.RFC_FRAMING)
                .should(21, "A frame with reserved bits ends the WebSocket.", t -> {
                    Session session = t.joined(Transport.WEBSOCKET);
                    session.webSocket().send(new WebSocketFrame(0xf1, (byte) '4'));
                    session.ended();
                    t.goesOn(t.again(1));
                })
                .section(Section.RFC_UTF8)
                .should(22, "A text that is no UTF-8 ends the WebSocket.", t -> {
                    Session session = t.joined(Transport.WEBSOCKET);
                    session.webSocket()
                            .send(new WebSocketFrame(
                                    WebSocketFrame.FIN | WebSocketFrame.TEXT, (byte) '4', (byte) '2', (byte) 0xff));
                    session.ended();
                    t.goesOn(t.again(1));
                })
                .list();
    }

    private static List<Case<ClientTrial>> socket() {
        return new Cases<ClientTrial>("C5-HOSTILE", Section.S5_FORMAT)
                .should(1, "A packet of an unknown type does no harm.", t -> survives(t, "49"))
                .should(2, "JSON that ends too early does no harm.", t -> survives(t, "42[\"x\","))
                .should(3, "An event without a payload does no harm.", t -> survives(t, "42"))
                .should(4, "An event that is no array does no harm.", t -> survives(t, "42{\"a\":1}"))
                .should(5, "An event with an empty array does no harm.", t -> survives(t, "42[]"))
                .should(6, "An ack that is no array does no harm.", t -> survives(t, "431{\"a\":1}"))
                .should(7, "An ack without an id does no harm.", t -> survives(t, "43[1]"))
                .should(8, "An event whose name is a number does no harm.", t -> survives(t, "42[7]"))
                .should(9, "An event whose name is an object does no harm.", t -> survives(t, "42[{\"a\":1}]"))
                .should(
                        10,
                        "An event for a namespace that was not joined does no harm.",
                        t -> survives(t, "42/nowhere,[\"x\"]"))
                .should(11, "A second answer to CONNECT does no harm.", t -> survives(t, "40{\"sid\":\"other\"}"))
                .should(12, "A number of attachments that is none does no harm.", t -> survives(t, "45x-[\"x\"]"))
                .should(13, "An attachment that nobody announced does no harm.", t -> survives(t, "bAAEC"))
                .should(
                        14,
                        "A text where an attachment should be does no harm.",
                        t -> survives(t, "451-[\"x\"," + EventScenarios.at(0) + "]", "42[\"instead\"]"))
                .should(
                        15,
                        "A place for an attachment that there is not does no harm.",
                        t -> survives(t, "451-[\"x\",{\"_placeholder\":true,\"num\":7}]", "bAAEC"))
                .should(
                        16,
                        "A place with a negative number does no harm.",
                        t -> survives(t, "451-[\"x\",{\"_placeholder\":true,\"num\":-1}]", "bAAEC"))
                .should(
                        17,
                        "A place whose number is a text does no harm.",
                        t -> survives(t, "451-[\"x\",{\"_placeholder\":true,\"num\":\"splice\"}]", "bAAEC"))
                .should(18, "An answer to CONNECT without a sid does no harm.", t -> {
                    Session session = t.open(t.connect(Connect.over(Transport.WEBSOCKET)), Handshake.PLAIN);
                    session.packet();
                    session.send("40", "40{\"sid\":\"id\"}", "42[\"after\"]");
                    Optional<Request> again = t.arrivalOr(
                            () -> t.client().told("connect_error") || t.client().toldEvent("after"));
                    again.ifPresent(first -> anew(t, first));
                    t.followed();
                })
                .advisory(
                        21,
                        "Ten thousand attachments announced do no harm.",
                        t -> survives(t, "4510000-[\"x\"," + EventScenarios.at(0) + "]", "42[\"instead\"]"))
                .advisory(22, "An event with the name of an event of the client's own is not taken for it.", t -> {
                    Session session = t.joined(Transport.WEBSOCKET);
                    session.send("42[\"connect\"]", "42[\"disconnect\"]", "42[\"connect_error\"]");
                    session = alive(t, session);
                    Expect.that(!t.client().told("connect_error"), "an event was taken for a refusal");
                })
                .list();
    }

    private static void survives(ClientTrial t, String... packets) {
        Session session = t.joined(Transport.WEBSOCKET);
        session.send(packets);
        alive(t, session);
    }

    private static void polled(ClientTrial t, String payload) {
        Session session = t.joined(Transport.POLLING);
        session.poll().answer(200, payload);
        alive(t, session);
    }

    /** Either the session goes on, or it has ended and the client begins another, which goes on. */
    private static Session alive(ClientTrial t, Session session) {
        session.send("42[\"after\"]");
        Optional<Request> again = t.arrivalOr(() -> t.client().toldEvent("after"));
        if (again.isEmpty()) {
            t.emit("alive", "[]");
            while (!session.packet().contains("\"alive\"")) {
                // what else it has to say to what was sent
            }
            return session;
        }
        t.client().next("disconnect");
        return anew(t, again.get());
    }

    private static Session anew(ClientTrial t, Request first) {
        Session session = t.open(first, Handshake.PLAIN);
        t.join(session, 1);
        t.settle(session);
        return session;
    }
}
