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
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** How a session begins. */
final class HandshakeScenarios {
    private HandshakeScenarios() {}

    static List<Case<ClientTrial>> all() {
        return new Cases<ClientTrial>("C4-HANDSHAKE", Section.E4_HANDSHAKE)
                .must(1, "Polling begins with a GET of version 4 and transport polling, without a sid.", t -> {
                    Request first = t.connect(Connect.over(Transport.POLLING, Transport.WEBSOCKET));
                    Expect.equal(first.method(), "GET");
                    begins(first, "polling");
                    Expect.that(!first.upgrades(), "the first request asks for a WebSocket");
                })
                .must(2, "A WebSocket alone begins with version 4 and transport websocket, without a sid.", t -> {
                    Request first = t.connect(Connect.over(Transport.WEBSOCKET));
                    Expect.that(first.upgrades(), "the first request asks for no WebSocket");
                    begins(first, "websocket");
                    Expect.equal(first.header("Sec-WebSocket-Version"), Optional.of("13"));
                    byte[] key = Base64.getDecoder()
                            .decode(first.header("Sec-WebSocket-Key").orElse(""));
                    Expect.equal(key.length, 16);
                })
                .must(3, "Requests behind the handshake have its sid.", t -> {
                    Session session = t.joined(Transport.POLLING);
                    Expect.equal(session.poll().parameter("sid"), Optional.of(session.sid()));
                    Expect.equal(session.poll().parameter("transport"), Optional.of("polling"));
                    Expect.equal(session.poll().parameter("EIO"), Optional.of("4"));
                    t.goesOn(session);
                })
                .should(4, "A member that it does not know is ignored.", t -> {
                    Request first = t.connect(Connect.over(Transport.POLLING));
                    Session session = t.open(first, Handshake.PLAIN.with("\"later\":[{}],"));
                    t.join(session, 1);
                    t.goesOn(session);
                })
                .advisory(5, "A sid is encoded where the query needs it.", t -> {
                    Request first = t.connect(Connect.over(Transport.POLLING));
                    Session session = t.open(first, Handshake.PLAIN, "a+b/c=&d");
                    t.join(session, 1);
                    t.goesOn(session);
                })
                .should(6, "A handshake that is refused is told of, and tried again.", t -> {
                    t.connect(Connect.over(Transport.POLLING))
                            .answer(400, "{\"code\":0,\"message\":\"Transport unknown\"}");
                    t.client().next("connect_error");
                    t.goesOn(t.again(1));
                })
                .should(7, "A handshake that is no JSON does no harm: another is tried.", t -> {
                    t.connect(Connect.over(Transport.POLLING)).answer(200, "0{\"sid\":");
                    t.goesOn(t.again(1));
                })
                .should(8, "A handshake without a sid does no harm: another is tried.", t -> {
                    t.connect(Connect.over(Transport.POLLING))
                            .answer(200, "0{\"pingInterval\":25000,\"pingTimeout\":20000}");
                    t.goesOn(t.again(1));
                })
                .should(9, "An answer that is no handshake does no harm: another is tried.", t -> {
                    t.connect(Connect.over(Transport.POLLING)).answer(200, "<html>welcome</html>");
                    t.goesOn(t.again(1));
                })
                .list();
    }

    private static void begins(Request first, String transport) {
        Expect.equal(first.path(), "/socket.io/");
        Expect.equal(first.parameter("EIO"), Optional.of("4"));
        Expect.equal(first.parameter("transport"), Optional.of(transport));
        Expect.equal(first.parameter("sid"), Optional.empty());
    }
}
