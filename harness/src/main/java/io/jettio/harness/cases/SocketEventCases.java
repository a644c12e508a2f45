package io.jettio.harness.cases;

import io.jettio.harness.check.Case;
import io.jettio.harness.check.Cases;
import io.jettio.harness.check.Expect;
import io.jettio.harness.check.Level;
import io.jettio.harness.check.Needs;
import io.jettio.harness.check.Section;
import io.jettio.harness.server.ServerTrial;
import io.jettio.harness.wire.Channel;
import io.jettio.harness.wire.Channel.Transport;
import io.jettio.harness.wire.Json;
import java.util.ArrayList;
import java.util.List;

/** Events and acks of text. */
final class SocketEventCases {
    private static final List<String> ARGUMENTS = List.of(
            "",
            ",1",
            ",\"1\",2,{\"3\":[false]}",
            ",\"\"",
            ",null",
            ",[],{}",
            ",-0.5,1e21,123456789",
            ",\"€ привет 漢字 🦊\"",
            ",\"line\\nbreak \\\"quoted\\\" \\\\ <b>&amp;</b>\"",
            ",{\"a\":{\"b\":{\"c\":[1,[2,[3]]]}}}",
            ",{\"_placeholder\":false,\"num\":7}");

    private SocketEventCases() {}

    static List<Case<ServerTrial>> all() {
        Cases<ServerTrial> cases = new Cases<ServerTrial>("S5-EVENT", Section.S5_DATA).needs(Needs.SOCKET);
        for (int i = 0; i < ARGUMENTS.size(); i++) {
            String arguments = ARGUMENTS.get(i);
            cases.both(Level.MUST, i + 1, "An event keeps the arguments [" + shown(arguments) + "]", (t, over) -> {
                Channel channel = t.joined(over);
                channel.send("2[\"message\"" + arguments + "]");
                Expect.packet(channel.receive(), "2", "[\"message-back\"" + arguments + "]");
            });
        }
        cases.must(21, "An event that nobody listens to is ignored.", t -> {
                    Channel channel = t.joined(Transport.WEBSOCKET);
                    channel.send("2[\"nobody listens\",1]");
                    SocketConnectCases.echoes(channel);
                })
                .should(22, "A number may name an event.", t -> {
                    Channel channel = t.joined(Transport.WEBSOCKET);
                    channel.send("2[5,\"x\"]");
                    SocketConnectCases.echoes(channel);
                })
                .must(23, "Arguments drawn by chance come back.", t -> {
                    Channel channel = t.joined(Transport.WEBSOCKET);
                    for (int i = 0; i < 30; i++) {
                        String text = Json.quoted(Texts.any(t.random(), 200));
                        channel.send("2[\"message\"," + text + ",{" + text + ":" + i + "}]");
                        Expect.packet(
                                channel.receive(), "2", "[\"message-back\"," + text + ",{" + text + ":" + i + "}]");
                    }
                })
                .must(24, "An event of 500 000 characters passes.", t -> {
                    Channel channel = t.joined(Transport.WEBSOCKET);
                    String text = "\"" + "x".repeat(500_000) + "\"";
                    channel.send("2[\"message\"," + text + "]");
                    Expect.packet(channel.receive(), "2", "[\"message-back\"," + text + "]");
                })
                .both(Level.MUST, 25, "White space in a payload means nothing", (t, over) -> {
                    Channel channel = t.joined(over);
                    channel.send("2[ \"message\" ,  1 ]");
                    Expect.packet(channel.receive(), "2", "[\"message-back\",1]");
                })
                .must(26, "An event of the name '__proto__' does no harm.", t -> {
                    Channel channel = t.joined(Transport.WEBSOCKET);
                    channel.send("2[\"__proto__\",1]", "2[\"constructor\",1]");
                    SocketConnectCases.echoes(channel);
                })
                .should(27, "A nesting of 90 passes.", t -> {
                    Channel channel = t.joined(Transport.WEBSOCKET);
                    String deep = "[".repeat(90) + "]".repeat(90);
                    channel.send("2[\"message\"," + deep + "]");
                    Expect.packet(channel.receive(), "2", "[\"message-back\"," + deep + "]");
                })
                .should(28, "A thousand arguments pass.", t -> {
                    Channel channel = t.joined(Transport.WEBSOCKET);
                    String many = ",1".repeat(1_000);
                    channel.send("2[\"message\"" + many + "]");
                    Expect.packet(channel.receive(), "2", "[\"message-back\"" + many + "]");
                })
                .must(29, "Escapes of JSON are read.", t -> {
                    Channel channel = t.joined(Transport.WEBSOCKET);
                    channel.send("2[\"mess\\u0061ge\",\"\\u00e9\\ud83e\\udd8a\\/\"]");
                    Expect.packet(channel.receive(), "2", "[\"message-back\",\"é🦊/\"]");
                });
        List<Case<ServerTrial>> acks = acks();
        List<Case<ServerTrial>> all = new ArrayList<>(cases.list());
        all.addAll(acks);
        return all;
    }

    private static List<Case<ServerTrial>> acks() {
        Cases<ServerTrial> cases = new Cases<ServerTrial>("S5-ACK", Section.S5_ACK).needs(Needs.SOCKET);
        for (int i = 0; i < ARGUMENTS.size(); i++) {
            String arguments = ARGUMENTS.get(i);
            cases.both(Level.MUST, i + 1, "An ACK carries the arguments [" + shown(arguments) + "]", (t, over) -> {
                Channel channel = t.joined(over);
                channel.send("2456[\"message-with-ack\"" + arguments + "]");
                Expect.packet(channel.receive(), "3456", "[" + arguments.replaceFirst("^,", "") + "]");
            });
        }
        int number = 21;
        for (String id : List.of("0", "1", "2147483648", "4294967296", "9007199254740991")) {
            cases.must(number++, "An ACK has the id of its event: " + id + ".", t -> {
                Channel channel = t.joined(Transport.WEBSOCKET);
                channel.send("2" + id + "[\"message-with-ack\",true]");
                Expect.packet(channel.receive(), "3" + id, "[true]");
            });
        }
        return cases.must(31, "An ACK that nobody asked for is ignored.", t -> {
                    Channel channel = t.joined(Transport.WEBSOCKET);
                    channel.send("37[1]");
                    SocketConnectCases.echoes(channel);
                })
                .must(32, "Each event that asks is answered, by its id.", t -> {
                    Channel channel = t.joined(Transport.WEBSOCKET);
                    for (int i = 0; i < 100; i++) {
                        channel.send("2" + i + "[\"message-with-ack\"," + i + "]");
                    }
                    for (int i = 0; i < 100; i++) {
                        Expect.packet(channel.receive(), "3" + i, "[" + i + "]");
                    }
                })
                .should(33, "An id may be used again after its answer.", t -> {
                    Channel channel = t.joined(Transport.WEBSOCKET);
                    for (int i = 0; i < 3; i++) {
                        channel.send("27[\"message-with-ack\"," + i + "]");
                        Expect.packet(channel.receive(), "37", "[" + i + "]");
                    }
                })
                .must(34, "An event that does not ask is not answered with an ACK.", t -> {
                    Channel channel = t.joined(Transport.WEBSOCKET);
                    channel.send("2[\"message\",1]", "21[\"message-with-ack\",2]");
                    Expect.packet(channel.receive(), "2", "[\"message-back\",1]");
                    Expect.packet(channel.receive(), "31", "[2]");
                })
                .list();
    }

    private static String shown(String arguments) {
        return arguments.isEmpty() ? "" : arguments.substring(1);
    }
}
