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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Attachments, and where they stand. */
final class SocketBinaryCases {
    private SocketBinaryCases() {}

    static List<Case<ServerTrial>> all() {
        return new Cases<ServerTrial>("S5-BINARY", Section.S5_FORMAT)
                .needs(Needs.SOCKET)
                .both(
                        Level.MUST,
                        1,
                        "A binary event comes back byte for byte",
                        (t, over) -> comesBack(t, over, "," + at(0), "#000102ff"))
                .both(Level.MUST, 2, "Every byte survives", (t, over) -> {
                    StringBuilder all = new StringBuilder("#");
                    for (int i = 0; i < 256; i++) {
                        all.append("%02x".formatted(i));
                    }
                    comesBack(t, over, "," + at(0), all.toString());
                })
                .both(
                        Level.SHOULD,
                        3,
                        "An empty attachment is an attachment",
                        (t, over) -> comesBack(t, over, "," + at(0), "#"))
                .both(
                        Level.MUST,
                        4,
                        "Nested binary keeps its places",
                        (t, over) -> comesBack(
                                t,
                                over,
                                ",{\"a\":[" + at(0) + ",2],\"b\":{\"c\":" + at(1) + "}},\"x\"," + at(2),
                                "#0102",
                                "#00",
                                "#ffee"))
                .both(Level.MUST, 5, "Placeholders out of order are resolved by their number", (t, over) -> {
                    Channel channel = t.joined(over);
                    channel.send("52-[\"message\",{\"num\":1,\"_placeholder\":true}," + at(0) + "]", "#aa", "#bb");
                    Expect.packet(channel.receive(), "52-", "[\"message-back\"," + at(0) + "," + at(1) + "]");
                    Expect.equal(channel.receive(), "#bb");
                    Expect.equal(channel.receive(), "#aa");
                })
                .both(Level.SHOULD, 6, "Ten attachments pass", (t, over) -> {
                    StringBuilder list = new StringBuilder();
                    String[] attachments = new String[10];
                    for (int i = 0; i < 10; i++) {
                        list.append(",").append(at(i));
                        attachments[i] = "#%02x".formatted(i);
                    }
                    comesBack(t, over, list.toString(), attachments);
                })
                .both(Level.MUST, 7, "A binary ACK carries the bytes", (t, over) -> {
                    Channel channel = t.joined(over);
                    channel.send("52-789[\"message-with-ack\"," + at(0) + "," + at(1) + "]", "#010203", "#00ff");
                    Expect.packet(channel.receive(), "62-789", "[" + at(0) + "," + at(1) + "]");
                    Expect.equal(channel.receive(), "#010203");
                    Expect.equal(channel.receive(), "#00ff");
                })
                .must(
                        8,
                        "An attachment of 500 000 bytes passes.",
                        t -> comesBack(t, Transport.WEBSOCKET, "," + at(0), "#" + "a5".repeat(500_000)))
                .must(
                        9,
                        "An attachment of 300 000 bytes passes over polling.",
                        t -> comesBack(t, Transport.POLLING, "," + at(0), "#" + "a5".repeat(300_000)))
                .must(10, "Sixty binary events come back in their order.", t -> {
                    Channel channel = t.joined(Transport.WEBSOCKET);
                    List<String> messages = new ArrayList<>();
                    for (int i = 0; i < 60; i++) {
                        messages.add("51-[\"message\"," + i + "," + at(0) + "]");
                        messages.add("#%04x".formatted(i));
                    }
                    channel.send(messages.toArray(String[]::new));
                    for (int i = 0; i < 60; i++) {
                        Expect.packet(channel.receive(), "51-", "[\"message-back\"," + i + "," + at(0) + "]");
                        Expect.equal(channel.receive(), "#%04x".formatted(i));
                    }
                })
                .both(Level.MUST, 11, "Text, binary and ACKs keep their order", (t, over) -> {
                    Channel channel = t.joined(over);
                    channel.send(
                            "2[\"message\",1]", "51-[\"message\"," + at(0) + "]", "#02", "23[\"message-with-ack\"]");
                    Expect.packet(channel.receive(), "2", "[\"message-back\",1]");
                    Expect.packet(channel.receive(), "51-", "[\"message-back\"," + at(0) + "]");
                    Expect.equal(channel.receive(), "#02");
                    Expect.packet(channel.receive(), "33", "[]");
                })
                .must(12, "Bytes drawn by chance come back.", t -> {
                    Channel channel = t.joined(Transport.WEBSOCKET);
                    for (int i = 0; i < 20; i++) {
                        byte[] bytes = new byte[1 + t.random().nextInt(2_000)];
                        t.random().nextBytes(bytes);
                        String attachment = "#" + HexFormat.of().formatHex(bytes);
                        channel.send("51-[\"message\"," + at(0) + "]", attachment);
                        Expect.packet(channel.receive(), "51-", "[\"message-back\"," + at(0) + "]");
                        Expect.equal(channel.receive(), attachment);
                    }
                })
                .must(13, "Another connection's events come between a header and its attachment.", t -> {
                    Channel one = t.joined(Transport.WEBSOCKET);
                    Channel other = t.joined(Transport.WEBSOCKET);
                    one.send("51-[\"message\"," + at(0) + "]");
                    SocketConnectCases.echoes(other);
                    one.send("#07");
                    Expect.packet(one.receive(), "51-", "[\"message-back\"," + at(0) + "]");
                    Expect.equal(one.receive(), "#07");
                })
                .list();
    }

    private static void comesBack(ServerTrial t, Transport over, String arguments, String... attachments) {
        Channel channel = t.joined(over);
        String head = "5" + attachments.length + "-";
        String[] messages = new String[attachments.length + 1];
        messages[0] = head + "[\"message\"" + arguments + "]";
        System.arraycopy(attachments, 0, messages, 1, attachments.length);
        channel.send(messages);
        Expect.packet(channel.receive(), head, "[\"message-back\"" + arguments + "]");
        for (String attachment : attachments) {
            Expect.equal(channel.receive(), attachment);
        }
    }

    static String at(int number) {
        return "{\"_placeholder\":true,\"num\":" + number + "}";
    }
}
