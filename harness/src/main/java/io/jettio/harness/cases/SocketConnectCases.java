package io.jettio.harness.cases;

import com.google.gson.JsonObject;
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
import io.jettio.harness.wire.PollingSession;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** CONNECT, its answers, and what comes without it. */
final class SocketConnectCases {
    private SocketConnectCases() {}

    static List<Case<ServerTrial>> all() {
        return new Cases<ServerTrial>("S5-CONNECT", Section.S5_CONNECT)
                .both(Level.MUST, 1, "CONNECT is answered with CONNECT and an id, or with CONNECT_ERROR", (t, over) -> {
                    Channel channel = t.channel(over);
                    channel.send("0");
                    String answer = channel.receive();
                    Expect.that(answer.startsWith("0{\"") || answer.startsWith("4{"), "it was " + answer);
                    if (answer.startsWith("0")) {
                        sid(answer, "0");
                    }
                })
                .must(2, "Nothing is sent before CONNECT.", t -> {
                    PollingSession session = t.session();
                    Expect.equal(
                            PollingSession.resume(t.patientEndpoint(), session)
                                    .poll()
                                    .text(),
                            "2");
                })
                .both(Level.MUST, 3, "An event before CONNECT closes the connection", closedBy("2[\"message\",1]"))
                .both(Level.MUST, 4, "An ACK before CONNECT closes the connection", closedBy("31[]"))
                .both(
                        Level.MUST,
                        5,
                        "A binary event before CONNECT closes the connection",
                        closedBy("51-[\"message\"]"))
                .both(Level.SHOULD, 6, "A DISCONNECT before CONNECT closes the connection", closedBy("1"))
                .both(Level.SHOULD, 7, "Binary before CONNECT closes the connection", closedBy("#00"))
                .must(8, "A namespace that there is not is refused, and the connection lives.", t -> {
                    Channel channel = t.channel(Transport.WEBSOCKET);
                    channel.send("0/jettio-harness-nowhere,");
                    Expect.startsWith(channel.receive(), "4/jettio-harness-nowhere,{\"message\":");
                    channel.send("0");
                    Expect.that(!channel.receive().isEmpty(), "nothing came");
                })
                .needs(Needs.SOCKET)
                .both(Level.MUST, 11, "CONNECT is answered with an id that is a string", (t, over) -> {
                    Channel channel = t.channel(over);
                    channel.send("0");
                    sid(channel.receive(), "0");
                })
                .both(Level.SHOULD, 12, "The answer to CONNECT carries the id only", (t, over) -> {
                    Channel channel = t.channel(over);
                    channel.send("0");
                    Expect.equal(
                            Set.copyOf(
                                    Json.object(channel.receive().substring(1)).keySet()),
                            Set.of("sid"));
                })
                .both(Level.MUST, 13, "What the application emits on connection follows the answer", (t, over) -> {
                    Channel channel = t.channel(over);
                    channel.send("0");
                    sid(channel.receive(), "0");
                    Expect.packet(channel.receive(), "2", "[\"auth\",{}]");
                })
                .both(Level.MUST, 14, "The payload of CONNECT reaches the application", (t, over) -> {
                    Channel channel = t.channel(over);
                    String auth = "{\"token\":\"123\",\"n\":{\"a\":[1,2.5,null,true],\"€\":\"🦊\"}}";
                    channel.send("0" + auth);
                    sid(channel.receive(), "0");
                    Expect.packet(channel.receive(), "2", "[\"auth\"," + auth + "]");
                })
                .both(Level.MUST, 15, "A custom namespace is joined", (t, over) -> {
                    Channel channel = t.channel(over);
                    channel.send("0/custom,");
                    sid(channel.receive(), "0/custom,");
                    Expect.packet(channel.receive(), "2/custom,", "[\"auth\",{}]");
                })
                .both(Level.MUST, 16, "A custom namespace is joined with a payload", (t, over) -> {
                    Channel channel = t.channel(over);
                    channel.send("0/custom,{\"token\":\"abc\"}");
                    sid(channel.receive(), "0/custom,");
                    Expect.packet(channel.receive(), "2/custom,", "[\"auth\",{\"token\":\"abc\"}]");
                })
                .should(17, "A namespace without its comma is joined.", t -> {
                    Channel channel = t.channel(Transport.WEBSOCKET);
                    channel.send("0/custom");
                    sid(channel.receive(), "0/custom,");
                })
                .both(Level.MUST, 18, "Two namespaces live on one connection, under two ids", (t, over) -> {
                    Channel channel = t.channel(over);
                    channel.send("0");
                    String main = sid(channel.receive(), "0");
                    channel.receive();
                    channel.send("0/custom,");
                    String custom = sid(channel.receive(), "0/custom,");
                    Expect.packet(channel.receive(), "2/custom,", "[\"auth\",{}]");
                    Expect.that(!custom.equals(main), "both ids are " + main);
                    echoes(channel);
                })
                .both(Level.MUST, 19, "An unknown namespace is refused with CONNECT_ERROR", (t, over) -> {
                    Channel channel = t.channel(over);
                    channel.send("0/random");
                    Expect.startsWith(channel.receive(), "4/random,{");
                })
                .both(Level.SHOULD, 20, "The refusal says 'Invalid namespace'", (t, over) -> {
                    Channel channel = t.channel(over);
                    channel.send("0/random,{\"token\":1}");
                    Expect.packet(channel.receive(), "4/random,", "{\"message\":\"Invalid namespace\"}");
                })
                .both(Level.MUST, 21, "After a refusal another namespace can be joined", (t, over) -> {
                    Channel channel = t.channel(over);
                    channel.send("0/random");
                    Expect.startsWith(channel.receive(), "4/random,{");
                    channel.send("0");
                    sid(channel.receive(), "0");
                    channel.receive();
                    echoes(channel);
                })
                .section(Section.S5_HISTORY)
                .must(22, "Nobody is in the main namespace without CONNECT.", t -> {
                    Channel channel = t.channel(Transport.WEBSOCKET);
                    channel.send("0/custom,");
                    sid(channel.receive(), "0/custom,");
                    channel.receive();
                    channel.sendUntilClosed("2[\"message\",1]");
                    channel.closed();
                })
                .should(23, "The id of a socket is not the id of its session.", t -> {
                    PollingSession session = t.session();
                    session.send("40");
                    Expect.that(
                            !Json.sid(session.packet()).equals(session.sid()), "both are the same, and one is secret");
                })
                .section(Section.S5_CONNECT)
                .both(Level.MUST, 24, "A connection that joins nothing is closed, though it pongs", (t, over) -> {
                    long opened = System.nanoTime();
                    t.channel(over).closed();
                    Expect.that(
                            System.nanoTime() - opened > TimeUnit.MILLISECONDS.toNanos(900),
                            "it was closed before its time");
                })
                .must(25, "A connection that was refused everywhere is closed.", t -> {
                    Channel channel = t.channel(Transport.WEBSOCKET);
                    channel.send("0/random");
                    Expect.startsWith(channel.receive(), "4/random,{");
                    channel.closed();
                })
                .must(26, "Sockets of two connections have two ids.", t -> {
                    Channel one = t.channel(Transport.WEBSOCKET);
                    Channel other = t.channel(Transport.WEBSOCKET);
                    one.send("0");
                    other.send("0");
                    Expect.that(!sid(one.receive(), "0").equals(sid(other.receive(), "0")), "both are the same");
                })
                .list();
    }

    /** Checks a CONNECT answer and gives the socket's id. */
    static String sid(String packet, String prefix) {
        Expect.startsWith(packet, prefix + "{");
        JsonObject answer = Json.object(packet.substring(prefix.length()));
        Expect.that(
                answer.has("sid")
                        && answer.get("sid").isJsonPrimitive()
                        && !answer.get("sid").getAsString().isEmpty(),
                "no id in " + packet);
        return answer.get("sid").getAsString();
    }

    static void echoes(Channel channel) {
        channel.send("2[\"message\",1]");
        Expect.packet(channel.receive(), "2", "[\"message-back\",1]");
    }

    private static BiConsumer<ServerTrial, Transport> closedBy(String packet) {
        return (t, over) -> {
            Channel channel = t.channel(over);
            channel.sendUntilClosed(packet);
            channel.closed();
        };
    }
}
