package io.jettio.harness.scenarios;

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
import io.jettio.harness.client.Session.Packet;
import io.jettio.harness.wire.Channel.Transport;
import io.jettio.harness.wire.Json;
import io.jettio.harness.wire.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Into namespaces, out of them, and refused. */
final class JoinScenarios {
    private static final Connect TWO = Connect.over(Transport.WEBSOCKET).namespaces("/", "/custom");

    /** Before a client comes back, in milliseconds. */
    private static final int DELAY = 300;

    /** How often a client that stays away is asked for a note meanwhile. */
    private static final int NOTES = 10;

    private JoinScenarios() {}

    static List<Case<ClientTrial>> all() {
        return Stream.of(connect(), disconnect()).flatMap(List::stream).toList();
    }

    private static List<Case<ClientTrial>> connect() {
        return new Cases<ClientTrial>("C5-CONNECT", Section.S5_CONNECT)
                .both(Level.MUST, 1, "The client sends CONNECT for the main namespace", (t, via) -> {
                    Session session = t.open(t.connect(Connect.over(via)), Handshake.PLAIN);
                    String packet = session.packet();
                    Expect.that(packet.equals("40") || packet.equals("40{}"), "expected 40, got " + packet);
                })
                .must(2, "The id is that of the answer to CONNECT.", t -> {
                    Session session = t.open(t.connect(Connect.over(Transport.WEBSOCKET)), Handshake.PLAIN);
                    session.packet();
                    session.send("40{\"sid\":\"an-id_of+its=own\"}");
                    Expect.equal(t.client().next("connect").get("id").getAsString(), "an-id_of+its=own");
                })
                .must(3, "CONNECT carries the auth.", t -> {
                    String auth = "{\"token\":\"a\\\"b,漢字\"}";
                    Session session =
                            t.open(t.connect(Connect.over(Transport.WEBSOCKET).auth(auth)), Handshake.PLAIN);
                    Expect.packet(session.packet(), "40", auth);
                })
                .must(4, "CONNECT to another namespace carries its name, and the auth.", t -> {
                    String auth = "{\"token\":\"abc\"}";
                    Session session = t.open(t.connect(TWO.auth(auth)), Handshake.PLAIN);
                    for (Join join : t.join(session, 2)) {
                        Expect.equal(Json.value(join.payload()), Json.value(auth));
                    }
                    t.goesOn(session);
                })
                .must(5, "Several namespaces share one connection.", t -> {
                    Session session = t.open(t.connect(TWO.namespaces("/", "/custom", "/third")), Handshake.PLAIN);
                    List<Join> joins = t.join(session, 3);
                    Expect.equal(
                            Set.copyOf(joins.stream().map(Join::namespace).toList()), Set.of("/", "/custom", "/third"));
                })
                .must(6, "Each namespace is told its own id and its own events.", t -> {
                    Session session = t.open(t.connect(TWO), Handshake.PLAIN);
                    Map<String, String> ids = new HashMap<>();
                    for (int i = 0; i < 2; i++) {
                        Join join = Join.of(session.packet());
                        session.send("40" + ClientTrial.prefix(join.namespace()) + "{\"sid\":\"id-"
                                + join.namespace().substring(1) + "\"}");
                        JsonObject told = t.client().next("connect");
                        ids.put(
                                told.get("namespace").getAsString(),
                                told.get("id").getAsString());
                    }
                    Expect.equal(ids, Map.of("/", "id-", "/custom", "id-custom"));
                    session.send("42/custom,[\"there\",1]", "42[\"here\",2]");
                    t.hearsInAnyOrder(
                            ClientTrial.event("/custom", "there", "[1]"), ClientTrial.event("/", "here", "[2]"));
                    t.emit("/custom", "up", "[3]");
                    Expect.packet(session.packet(), "42/custom,", "[\"up\",3]");
                })
                .both(Level.MUST, 7, "Nothing is sent in a namespace before CONNECT is answered", (t, via) -> {
                    Session session = t.open(t.connect(Connect.over(via)), Handshake.PLAIN);
                    Join.of(session.packet());
                    t.emit("early", "[1]");
                    t.followed();
                    session.roundTrip();
                    Expect.equal(session.rest(), List.of());
                    session.send("40{\"sid\":\"id\"}");
                    t.client().next("connect");
                    t.goesOnAfter(session, "42[\"early\",1]");
                })
                .section(Section.S5_CONNECT)
                .must(11, "A refusal is told with its message and its data.", t -> {
                    Session session = t.open(t.connect(Connect.over(Transport.WEBSOCKET)), Handshake.PLAIN);
                    session.packet();
                    session.send("44{\"message\":\"not today\",\"data\":{\"code\":7,\"until\":[\"ü\"]}}");
                    JsonObject told = t.client().next("connect_error");
                    Expect.equal(told.get("message").getAsString(), "not today");
                    Expect.equal(told.get("data"), Json.value("{\"code\":7,\"until\":[\"ü\"]}"));
                })
                .must(12, "A refusal of one namespace leaves the other.", t -> {
                    Session session = refused(t);
                    t.goesOn(session);
                })
                .should(13, "What was refused is not tried again by itself.", t -> {
                    Session session = refused(t);
                    for (int i = 0; i < 3; i++) {
                        List<Packet> others = t.settle(session);
                        Expect.equal(others, List.of());
                    }
                })
                .must(14, "A namespace with the words of a path keeps them.", t -> {
                    Session session = t.open(
                            t.connect(Connect.over(Transport.WEBSOCKET).namespaces("/a/b-c_d")), Handshake.PLAIN);
                    String packet = session.packet();
                    if (packet.startsWith("40{") || packet.equals("40")) {
                        packet = session.packet(); // some join the main one in any case
                    }
                    Expect.startsWith(packet, "40/a/b-c_d");
                })
                .list();
    }

    /** A client in the main namespace that was refused in the other one. */
    private static Session refused(ClientTrial t) {
        Session session = t.open(t.connect(TWO.delay(50)), Handshake.PLAIN);
        for (int i = 0; i < 2; i++) {
            Join join = Join.of(session.packet());
            session.send(join.namespace().equals("/") ? "40{\"sid\":\"id\"}" : "44/custom,{\"message\":\"not you\"}");
        }
        t.client().next("connect");
        JsonObject told = t.client().next("connect_error");
        Expect.equal(told.get("namespace").getAsString(), "/custom");
        Expect.equal(told.get("message").getAsString(), "not you");
        return session;
    }

    private static List<Case<ClientTrial>> disconnect() {
        return new Cases<ClientTrial>("C5-DISCONNECT", Section.S5_DISCONNECT)
                .both(Level.SHOULD, 1, "Leaving the last namespace sends DISCONNECT", (t, via) -> {
                    Session session = t.joined(via);
                    t.leave("/");
                    Expect.equal(session.packet(), "41");
                    t.client().next("disconnect");
                })
                .must(2, "A client that left does not come back by itself.", t -> {
                    Returned returned = returned(t, Transport.WEBSOCKET);
                    t.leave("/");
                    t.client().next("disconnect");
                    returned.session().ended();
                    staysAway(t, returned);
                })
                .must(3, "Leaving one namespace keeps the other.", t -> {
                    Session session = t.joined(TWO, Handshake.PLAIN);
                    t.leave("/custom");
                    Expect.that(session.packet().matches("41/custom,?"), "expected DISCONNECT for /custom");
                    t.goesOn(session);
                })
                .both(Level.MUST, 4, "DISCONNECT by the server is told, and the client stays away", (t, via) -> {
                    Returned returned = returned(t, via);
                    returned.session().send("41");
                    t.client().next("disconnect");
                    staysAway(t, returned);
                })
                .must(5, "DISCONNECT of one namespace keeps the other.", t -> {
                    Session session = t.joined(TWO, Handshake.PLAIN);
                    session.send("41/custom,");
                    Expect.equal(t.client().next("disconnect").get("namespace").getAsString(), "/custom");
                    t.goesOn(session);
                })
                .should(6, "An event behind DISCONNECT is not told.", t -> {
                    Session session = t.joined(TWO, Handshake.PLAIN);
                    session.send("41/custom,", "42/custom,[\"late\"]");
                    t.client().next("disconnect");
                    t.goesOn(session);
                    Expect.that(!t.client().toldEvent("late"), "an event of a namespace that was left is told");
                })
                .list();
    }

    /** A session of a client that came back, and after how many milliseconds. */
    private record Returned(Session session, long after) {}

    private static Returned returned(ClientTrial t, Transport via) {
        t.joined(Connect.over(via).delay(DELAY), Handshake.PLAIN);
        long cut = System.nanoTime();
        t.cut();
        t.client().next("disconnect");
        Request first = t.arrival();
        Session session = t.open(first, Handshake.PLAIN);
        t.join(session, 1);
        return new Returned(session, (first.at() - cut) / 1_000_000);
    }

    /** Waits three times as long as the client took before, a part at a time, which counts when it has told a note. */
    private static void staysAway(ClientTrial t, Returned before) {
        int part = (int) Math.max(before.after(), DELAY) * 3 / NOTES;
        for (int i = 0; i < NOTES; i++) {
            Expect.that(t.isQuietFor(part), "the client came back by itself");
            t.followed();
        }
    }
}
