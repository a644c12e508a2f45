package io.jettio.harness.scenarios;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.jettio.harness.check.Case;
import io.jettio.harness.check.Cases;
import io.jettio.harness.check.Expect;
import io.jettio.harness.check.Level;
import io.jettio.harness.check.Section;
import io.jettio.harness.client.ClientTrial;
import io.jettio.harness.client.ClientTrial.Join;
import io.jettio.harness.client.Connect;
import io.jettio.harness.client.Handshake;
import io.jettio.harness.client.Session;
import io.jettio.harness.wire.Channel.Transport;
import io.jettio.harness.wire.Json;
import io.jettio.harness.wire.Request;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** After an end that nobody wanted: when a client comes back, and with what. */
final class ReconnectScenarios {
    /** The first delay, as the client is told; it may take up to half of it off. */
    private static final int DELAY = 1_000;

    private static final int ROUNDING = 20;
    private static final Connect SLOW = Connect.over(Transport.WEBSOCKET).delay(DELAY);

    private ReconnectScenarios() {}

    static List<Case<ClientTrial>> all() {
        return Stream.of(reconnect(), recovery()).flatMap(List::stream).toList();
    }

    private static List<Case<ClientTrial>> reconnect() {
        return new Cases<ClientTrial>("C5-RECONNECT", Section.CLIENT)
                .both(Level.MUST, 1, "A client whose connection is cut comes back, with a new session", (t, via) -> {
                    t.joined(via);
                    t.cut();
                    t.client().next("disconnect");
                    Request first = t.arrival();
                    Expect.equal(first.parameter("sid"), Optional.empty());
                    Session next = t.open(first, Handshake.PLAIN);
                    t.join(next, 1);
                    t.goesOn(next);
                })
                .must(2, "It does not come back at once, but after its delay, of which it may take off half.", t -> {
                    t.joined(SLOW, Handshake.PLAIN);
                    long cut = System.nanoTime();
                    t.cut();
                    Request first = t.arrival(Duration.ofSeconds(10));
                    waited(millis(first.at() - cut), DELAY / 2);
                })
                .must(3, "Each attempt that fails is followed by a longer delay.", t -> {
                    t.joined(SLOW, Handshake.PLAIN);
                    long failed = System.nanoTime();
                    t.cut();
                    for (int least = DELAY / 2; least <= 2 * DELAY; least *= 2) {
                        Request attempt = t.arrival(Duration.ofSeconds(20));
                        waited(millis(attempt.at() - failed), least);
                        failed = System.nanoTime();
                        attempt.answer(503, "later");
                    }
                })
                .should(4, "Delays are not all alike, so that clients do not come back in step.", t -> {
                    Session session = t.joined(Connect.over(Transport.WEBSOCKET).delay(Delays.EACH), Handshake.PLAIN);
                    Delays delays = new Delays();
                    for (int i = 0; i < Delays.OBSERVED; i++) {
                        long cut = System.nanoTime();
                        session.webSocket().cut();
                        Request first = t.arrival();
                        delays.add(millis(first.at() - cut));
                        session = t.open(first, Handshake.PLAIN);
                        t.join(session, 1);
                    }
                    Expect.that(!delays.alike(), "most delays were alike: " + delays);
                })
                .must(5, "It joins all its namespaces again, with the auth.", t -> {
                    Connect how = Connect.over(Transport.WEBSOCKET)
                            .namespaces("/", "/custom")
                            .auth("{\"token\":\"t\"}");
                    t.joined(how, Handshake.PLAIN);
                    t.cut();
                    Session next = t.open(t.arrival(), Handshake.PLAIN);
                    List<Join> joins = t.join(next, 2);
                    Expect.equal(Set.copyOf(joins.stream().map(Join::namespace).toList()), Set.of("/", "/custom"));
                    joins.forEach(join -> Expect.equal(Json.value(join.payload()), Json.value("{\"token\":\"t\"}")));
                })
                .should(6, "What was emitted meanwhile comes behind CONNECT, in order, once.", t -> {
                    t.joined(Transport.WEBSOCKET);
                    t.cut();
                    t.client().next("disconnect");
                    for (int i = 0; i < 10; i++) {
                        t.emit("n", "[" + i + "]");
                    }
                    t.followed();
                    Session next = t.again(1);
                    for (int i = 0; i < 10; i++) {
                        Expect.packet(next.packet(), "42", "[\"n\"," + i + "]");
                    }
                    t.goesOn(next);
                })
                .must(7, "It tells of its new id.", t -> {
                    t.joined(Transport.WEBSOCKET);
                    t.cut();
                    Session next = t.open(t.arrival(), Handshake.PLAIN);
                    Join.of(next.packet());
                    next.send("40{\"sid\":\"another\"}");
                    Expect.equal(t.client().next("connect").get("id").getAsString(), "another");
                })
                .must(8, "After attempts that failed it is as before.", t -> {
                    t.joined(Transport.WEBSOCKET);
                    t.cut();
                    t.arrival().answer(503, "later");
                    t.arrival().drop();
                    t.goesOn(t.again(1));
                })
                .should(9, "A half event, its attachment missing, does not reach into the next session.", t -> {
                    Session session = t.joined(Transport.WEBSOCKET);
                    session.send("451-[\"bin\"," + EventScenarios.at(0) + "]");
                    session.roundTrip();
                    t.cut();
                    Session next = t.again(1);
                    t.goesOn(next);
                })
                .list();
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }

    private static void waited(long took, int least) {
        Expect.that(
                took >= least - ROUNDING,
                "the client came back after " + took + " ms; its delay of " + DELAY + " ms allows " + least);
    }

    private static List<Case<ClientTrial>> recovery() {
        return new Cases<ClientTrial>("C5-RECOVERY", Section.S5_CONNECT)
                .should(1, "With a pid it asks for recovery, with the offset of the last event.", t -> {
                    Session session = recoverable(t, Connect.over(Transport.WEBSOCKET));
                    session.send("42[\"a\",1,\"offset-1\"]");
                    t.client().next("event");
                    asks(t, "offset-1");
                })
                .should(2, "Each event moves the offset, one with attachments, too.", t -> {
                    Session session = recoverable(t, Connect.over(Transport.WEBSOCKET));
                    session.send(
                            "42[\"a\",1,\"offset-1\"]",
                            "451-[\"b\"," + EventScenarios.at(0) + ",\"offset-2\"]",
                            "bAAEC",
                            "42[\"c\",\"offset-3\"]");
                    for (int i = 0; i < 3; i++) {
                        t.client().next("event");
                    }
                    asks(t, "offset-3");
                })
                .should(3, "An event whose last argument is no text keeps the offset.", t -> {
                    Session session = recoverable(t, Connect.over(Transport.WEBSOCKET));
                    session.send("42[\"a\",\"offset-1\"]", "42[\"b\",2]", "42[\"c\",null]");
                    for (int i = 0; i < 3; i++) {
                        t.client().next("event");
                    }
                    asks(t, "offset-1");
                })
                .should(4, "The auth goes with pid and offset.", t -> {
                    Session session =
                            recoverable(t, Connect.over(Transport.WEBSOCKET).auth("{\"token\":\"t\"}"));
                    session.send("42[\"a\",\"offset-1\"]");
                    t.client().next("event");
                    JsonObject payload = asks(t, "offset-1");
                    Expect.equal(payload.get("token"), Json.value("\"t\""));
                })
                .should(5, "What was missed is told, behind or before the connect, in order.", t -> {
                    Session session = recoverable(t, Connect.over(Transport.WEBSOCKET));
                    session.send("42[\"n\",0,\"offset-0\"]");
                    t.hears("/", "n", "[0,\"offset-0\"]");
                    t.cut();
                    Session next = t.open(t.arrival(), Handshake.PLAIN);
                    Join.of(next.packet());
                    next.send(
                            "40{\"sid\":\"an-id\",\"pid\":\"a-pid\"}",
                            "42[\"n\",1,\"offset-1\"]",
                            "42[\"n\",2,\"offset-2\"]");
                    t.client().next("connect");
                    t.hears("/", "n", "[1,\"offset-1\"]");
                    t.hears("/", "n", "[2,\"offset-2\"]");
                })
                .must(6, "Without a pid it asks for nothing.", t -> {
                    Session session = t.joined(Transport.WEBSOCKET);
                    session.send("42[\"a\",1,\"offset-1\"]");
                    t.client().next("event");
                    t.cut();
                    String packet = t.open(t.arrival(), Handshake.PLAIN).packet();
                    Expect.that(packet.equals("40") || packet.equals("40{}"), "expected 40, got " + packet);
                })
                .list();
    }

    private static Session recoverable(ClientTrial t, Connect how) {
        Session session = t.open(t.connect(how), Handshake.PLAIN);
        session.packet();
        session.send("40{\"sid\":\"an-id\",\"pid\":\"a-pid\"}");
        t.client().next("connect");
        return session;
    }

    private static JsonObject asks(ClientTrial t, String offset) {
        t.cut();
        Join join = Join.of(t.open(t.arrival(), Handshake.PLAIN).packet());
        Expect.that(!join.payload().isEmpty(), "the client asks for no recovery: CONNECT has no payload");
        JsonObject payload = Json.object(join.payload());
        JsonElement pid = payload.get("pid");
        Expect.that(pid != null, "the client asks for no recovery: CONNECT carries " + join.payload());
        Expect.equal(pid, Json.value("\"a-pid\""));
        Expect.equal(payload.get("offset"), Json.value("\"" + offset + "\""));
        return payload;
    }
}
