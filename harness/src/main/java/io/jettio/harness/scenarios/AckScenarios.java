package io.jettio.harness.scenarios;

import com.google.gson.JsonObject;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who asks is answered, once. */
final class AckScenarios {
    private static final Pattern ASKED = Pattern.compile("42(\\d+)\\[.*");
    private static final int MANY = 20;

    private AckScenarios() {}

    static List<Case<ClientTrial>> all() {
        return new Cases<ClientTrial>("C5-ACK", Section.S5_ACK)
                .both(Level.MUST, 1, "The client answers under the id of the event", (t, via) -> {
                    Session session = t.joined(via);
                    session.send("4217[\"echo\",1,\"two\"]");
                    Expect.packet(session.packet(), "4317", "[1,\"two\"]");
                })
                .must(2, "The id 0 is an id.", t -> {
                    Session session = t.joined(Transport.WEBSOCKET);
                    session.send("420[\"echo\",1]");
                    Expect.packet(session.packet(), "430", "[1]");
                })
                .must(3, "An answer without arguments is an empty array.", t -> {
                    Session session = t.joined(Transport.WEBSOCKET);
                    session.send("423[\"echo\"]");
                    Expect.packet(session.packet(), "433", "[]");
                })
                .must(4, "An answer in another namespace carries its name.", t -> {
                    Session session =
                            t.joined(Connect.over(Transport.WEBSOCKET).namespaces("/", "/custom"), Handshake.PLAIN);
                    session.send("42/custom,5[\"echo\",\"x\"]");
                    Expect.packet(session.packet(), "43/custom,5", "[\"x\"]");
                })
                .both(Level.MUST, 5, "An answer with attachments is a binary ack", (t, via) -> {
                    Session session = t.joined(via);
                    session.send("451-6[\"echo\"," + EventScenarios.at(0) + "]", "bAAEC");
                    Expect.packet(session.packet(), "461-6", "[" + EventScenarios.at(0) + "]");
                    Expect.equal(session.packet(), "bAAEC");
                })
                .both(Level.MUST, 6, "Each event is answered once", (t, via) -> {
                    Session session = t.joined(via);
                    session.send("421[\"echo\",1]", "422[\"echo\",2]");
                    Expect.packet(session.packet(), "431", "[1]");
                    Expect.packet(session.packet(), "432", "[2]");
                    t.hears("/", "echo", "[1]");
                    t.hears("/", "echo", "[2]");
                    Expect.equal(t.settle(session), List.of());
                })
                .should(7, "A large id is kept.", t -> {
                    Session session = t.joined(Transport.WEBSOCKET);
                    session.send("422147483647[\"echo\",1]");
                    Expect.packet(session.packet(), "432147483647", "[1]");
                })
                .should(8, "An event without an id is not answered.", t -> {
                    Session session = t.joined(Transport.WEBSOCKET);
                    session.send("42[\"echo\",1]");
                    t.client().next("event");
                    Expect.equal(t.settle(session), List.of());
                })
                .both(Level.MUST, 21, "The client asks, and is told the answer", (t, via) -> {
                    Session session = t.joined(via);
                    t.ask(1, "question", "[\"x\"]");
                    String packet = session.packet();
                    int id = id(packet);
                    Expect.packet(packet, "42" + id, "[\"question\",\"x\"]");
                    session.send("43" + id + "[\"y\",2]");
                    t.answered(1, "[\"y\",2]");
                })
                .must(22, "No two questions that wait have one id; answers in another order reach their own.", t -> {
                    Session session = t.joined(Transport.WEBSOCKET);
                    List<Integer> ids = new ArrayList<>();
                    for (int i = 0; i < MANY; i++) {
                        t.ask(i, "question", "[]");
                        ids.add(id(session.packet()));
                    }
                    Expect.equal(new HashSet<>(ids).size(), MANY);
                    List<Integer> order = new ArrayList<>();
                    for (int i = 0; i < MANY; i++) {
                        order.add(i);
                    }
                    Collections.reverse(order);
                    for (int i : order) {
                        session.send("43" + ids.get(i) + "[" + i + "]");
                    }
                    Set<String> told = new HashSet<>();
                    for (int i = 0; i < MANY; i++) {
                        JsonObject answer = t.client().next("answer");
                        Expect.equal(answer.get("args").toString(), "[" + answer.get("id") + "]");
                        told.add(answer.get("id").toString());
                    }
                    Expect.equal(told.size(), MANY);
                })
                .must(23, "A question that waits keeps its id while others are answered.", t -> {
                    Session session = t.joined(Transport.WEBSOCKET);
                    t.ask(0, "question", "[]");
                    int waits = id(session.packet());
                    for (int i = 1; i < MANY; i++) {
                        t.ask(i, "question", "[]");
                        int next = id(session.packet());
                        Expect.that(next != waits, "the id " + waits + " is given twice");
                        session.send("43" + next + "[]");
                        t.answered(i, "[]");
                    }
                    session.send("43" + waits + "[\"at last\"]");
                    t.answered(0, "[\"at last\"]");
                })
                .both(Level.MUST, 24, "An answer with attachments is told", (t, via) -> {
                    Session session = t.joined(via);
                    t.ask(1, "question", "[{\"$binary\":\"AAEC\"}]");
                    Matcher asked = Pattern.compile("451-(\\d+)\\[.*").matcher(session.packet());
                    Expect.that(asked.matches(), "expected a binary event with an id");
                    Expect.equal(session.packet(), "bAAEC");
                    session.send("461-" + asked.group(1) + "[" + EventScenarios.at(0) + "]", "bAAEC");
                    t.answered(1, "[{\"$binary\":\"AAEC\"}]");
                })
                .should(31, "A second answer does no harm, and is not told.", t -> {
                    Session session = t.joined(Transport.WEBSOCKET);
                    t.ask(1, "question", "[]");
                    int id = id(session.packet());
                    session.send("43" + id + "[1]", "43" + id + "[2]");
                    t.answered(1, "[1]");
                    t.goesOn(session);
                    Expect.that(!t.client().told("answer"), "the second answer was told, too");
                })
                .should(32, "An answer that nobody asked for does no harm.", t -> {
                    Session session = t.joined(Transport.WEBSOCKET);
                    session.send("4399[1]");
                    t.goesOn(session);
                })
                .should(33, "A binary answer that nobody asked for does no harm.", t -> {
                    Session session = t.joined(Transport.WEBSOCKET);
                    session.send("461-99[" + EventScenarios.at(0) + "]", "bAAEC");
                    t.goesOn(session);
                })
                .must(34, "An answer from before the connection's end is not told to a question from after it.", t -> {
                    Session session = t.joined(Transport.WEBSOCKET);
                    t.ask(1, "question", "[]");
                    int id = id(session.packet());
                    t.cut();
                    t.client().next("disconnect");
                    Session next = t.again(1);
                    t.ask(2, "question", "[]");
                    int later = id(next.packet());
                    if (later != id) {
                        next.send("43" + id + "[\"stale\"]");
                    }
                    next.send("43" + later + "[\"later\"]");
                    answeredAmong(t, 2, "[\"later\"]");
                })
                .list();
    }

    /** The first question may be told to have failed. */
    private static void answeredAmong(ClientTrial t, int number, String arguments) {
        var told = t.client().next("answer");
        if (told.get("id").getAsInt() != number) {
            Expect.that(!told.get("args").toString().equals(arguments), "the answer was told to the wrong question");
            told = t.client().next("answer");
        }
        Expect.equal(told.get("args").toString(), arguments);
    }

    private static int id(String packet) {
        Matcher matcher = ASKED.matcher(packet);
        Expect.that(matcher.matches(), "expected an event with an id, got " + packet);
        return Integer.parseInt(matcher.group(1));
    }
}
