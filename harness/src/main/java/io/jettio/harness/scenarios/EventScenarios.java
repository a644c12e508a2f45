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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Events and their arguments, both ways. */
final class EventScenarios {
    private static final int MANY = 300;

    private EventScenarios() {}

    static List<Case<ClientTrial>> all() {
        return Stream.of(values(), events(), binary()).flatMap(List::stream).toList();
    }

    /** Each goes there and back, over each transport. */
    private static List<Case<ClientTrial>> values() {
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("No argument", "[]");
        arguments.put("Several arguments", "[1,\"two\",[3],{\"four\":4},null]");
        arguments.put("Text of all planes", "[\"ü ñ я ж 漢字 😀 \\u2028 \\u0000\"]");
        arguments.put("What JSON escapes", "[\"\\\" \\\\ / \\b \\f \\n \\r \\t \\u001f\"]");
        arguments.put("Large integers", "[9007199254740991,-9007199254740991,4294967296,0]");
        arguments.put("Fractions", "[0.5,-1.25,1e21,5e-324]");
        arguments.put("Nulls and truth", "[null,true,false,[null],{\"a\":true}]");
        arguments.put("Empty values", "[\"\",[],{},[[]],[{}]]");
        arguments.put("Values in values", "[{\"a\":{\"b\":[{\"c\":[1,[2,[3]]]}]}}]");
        arguments.put("What looks like a packet", "[\"42[\\\"x\\\"]\",\"451-\",\"\\u001e\",{\"num\":0}]");
        Cases<ClientTrial> scenarios = new Cases<ClientTrial>("C5-EVENT", Section.S5_DATA);
        int number = 0;
        for (Map.Entry<String, String> each : arguments.entrySet()) {
            scenarios.both(Level.MUST, ++number, each.getKey() + ": there and back", (t, via) -> {
                Session session = t.joined(via);
                session.send("42" + event("down", each.getValue()));
                t.hears("/", "down", each.getValue());
                t.emit("up", each.getValue());
                Expect.packet(session.packet(), "42", event("up", each.getValue()));
            });
        }
        return scenarios.list();
    }

    private static String event(String name, String arguments) {
        return arguments.equals("[]") ? "[\"" + name + "\"]" : "[\"" + name + "\"," + arguments.substring(1);
    }

    private static List<Case<ClientTrial>> events() {
        return new Cases<ClientTrial>("C5-EVENT", Section.S5_DATA)
                .both(Level.MUST, 21, "Many events from the server are told in order", (t, via) -> {
                    Session session = t.joined(via);
                    for (int i = 0; i < MANY; i++) {
                        session.send("42[\"n\"," + i + "]");
                    }
                    for (int i = 0; i < MANY; i++) {
                        t.hears("/", "n", "[" + i + "]");
                    }
                })
                .both(Level.MUST, 22, "Many events from the client come in order", (t, via) -> {
                    Session session = t.joined(via);
                    for (int i = 0; i < MANY; i++) {
                        t.emit("n", "[" + i + "]");
                    }
                    for (int i = 0; i < MANY; i++) {
                        Expect.packet(session.packet(), "42", "[\"n\"," + i + "]");
                    }
                })
                .should(23, "Half of a surrogate pair does no harm.", t -> {
                    Session session = t.joined(Transport.WEBSOCKET);
                    session.send("42[\"half\",\"\\ud800\"]");
                    t.client().next("event");
                    t.goesOn(session);
                })
                .should(24, "Names of events with quotes, commas and other letters are kept.", t -> {
                    Session session = t.joined(Transport.WEBSOCKET);
                    String name = "a\\\"b,ü/ {漢";
                    session.send("42[\"" + name + "\",1]");
                    t.hears("/", "a\"b,ü/ {漢", "[1]");
                    t.emit("a\"b,ü/ {漢", "[1]");
                    Expect.packet(session.packet(), "42", "[\"" + name + "\",1]");
                })
                .list();
    }

    private static List<Case<ClientTrial>> binary() {
        return new Cases<ClientTrial>("C5-BINARY", Section.S5_FORMAT)
                .both(Level.MUST, 1, "An attachment from the client follows its event", (t, via) -> {
                    Session session = t.joined(via);
                    t.emit("bin", "[{\"$binary\":\"AAECAw==\"}]");
                    Expect.packet(session.packet(), "451-", "[\"bin\"," + at(0) + "]");
                    Expect.equal(session.packet(), "bAAECAw==");
                })
                .both(
                        Level.MUST,
                        2,
                        "Attachments at any depth from the client come in the order of their numbers",
                        (t, via) -> {
                            Session session = t.joined(via);
                            t.emit(
                                    "bin",
                                    "[\"x\",{\"$binary\":\"AQ==\"},{\"a\":[{\"$binary\":\"AgI=\"}]},[[{\"$binary\":\"AwMD\"}]]]");
                            ordered(session.packet(), List.of(session.packet(), session.packet(), session.packet()));
                        })
                .both(Level.MUST, 3, "Attachments at any depth from the server are put in their places", (t, via) -> {
                    Session session = t.joined(via);
                    session.send(
                            "453-[\"bin\"," + at(1) + ",{\"a\":[" + at(0) + "]},[[" + at(2) + "]],\"x\"]",
                            "bAQ==",
                            "bAgI=",
                            "bAwMD");
                    t.hears(
                            "/",
                            "bin",
                            "[{\"$binary\":\"AgI=\"},{\"a\":[{\"$binary\":\"AQ==\"}]},[[{\"$binary\":\"AwMD\"}]],\"x\"]");
                })
                .both(Level.MUST, 4, "An empty attachment goes both ways", (t, via) -> {
                    Session session = t.joined(via);
                    t.emit("bin", "[{\"$binary\":\"\"}]");
                    Expect.packet(session.packet(), "451-", "[\"bin\"," + at(0) + "]");
                    Expect.equal(session.packet(), "b");
                    session.send("451-[\"bin\"," + at(0) + "]", "b");
                    t.hears("/", "bin", "[{\"$binary\":\"\"}]");
                })
                .both(Level.MUST, 5, "Attachments of several events do not mix", (t, via) -> {
                    Session session = t.joined(via);
                    for (int i = 0; i < 20; i++) {
                        t.emit("bin", "[%d,{\"$binary\":\"AA%02d\"},{\"$binary\":\"BB%02d\"}]".formatted(i, i, i));
                    }
                    for (int i = 0; i < 20; i++) {
                        Expect.packet(session.packet(), "452-", "[\"bin\"," + i + "," + at(0) + "," + at(1) + "]");
                        Expect.equal(session.packet(), "bAA%02d".formatted(i));
                        Expect.equal(session.packet(), "bBB%02d".formatted(i));
                    }
                })
                .must(6, "A binary event of a namespace has its name behind the number of attachments.", t -> {
                    Session session =
                            t.joined(Connect.over(Transport.WEBSOCKET).namespaces("/", "/custom"), Handshake.PLAIN);
                    t.emit("/custom", "bin", "[{\"$binary\":\"AAEC\"}]");
                    Expect.packet(session.packet(), "451-/custom,", "[\"bin\"," + at(0) + "]");
                    Expect.equal(session.packet(), "bAAEC");
                    session.send("451-/custom,[\"bin\"," + at(0) + "]", "bAAEC");
                    t.hears("/custom", "bin", "[{\"$binary\":\"AAEC\"}]");
                })
                .must(7, "A ping between an event and its attachment is answered, and does no harm.", t -> {
                    Session session = t.joined(Transport.WEBSOCKET);
                    session.send("451-[\"bin\"," + at(0) + "]", "2", "bAAEC");
                    Expect.equal(session.packet(), "3");
                    t.hears("/", "bin", "[{\"$binary\":\"AAEC\"}]");
                })
                .list();
    }

    /** Whichever numbers the client gave them: each attachment is the one of the place that names it. */
    private static void ordered(String header, List<String> attachments) {
        String filled = header;
        for (int i = 0; i < attachments.size(); i++) {
            String place = at(i);
            filled = filled.replace(place, "\"" + attachments.get(i) + "\"")
                    .replace("{\"num\":" + i + ",\"_placeholder\":true}", "\"" + attachments.get(i) + "\"");
        }
        Expect.packet(filled, "453-", "[\"bin\",\"x\",\"bAQ==\",{\"a\":[\"bAgI=\"]},[[\"bAwMD\"]]]");
    }

    static String at(int number) {
        return "{\"_placeholder\":true,\"num\":" + number + "}";
    }
}
