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
import io.jettio.harness.wire.WebSocketPeer;
import io.jettio.harness.wire.WebSocketPeer.Pings;
import java.util.List;

/** Leaving namespaces. */
final class SocketDisconnectCases {
    private SocketDisconnectCases() {}

    static List<Case<ServerTrial>> all() {
        return new Cases<ServerTrial>("S5-DISCONNECT", Section.S5_DISCONNECT)
                .needs(Needs.SOCKET)
                .must(1, "DISCONNECT is not answered, and the connection lives.", t -> {
                    WebSocketPeer peer = t.greeted(t.peer(Pings.SEEN, t.patientEndpoint()));
                    peer.sendText("41");
                    Expect.equal(peer.text(), "2");
                    peer.sendText("3");
                    Expect.equal(peer.text(), "2");
                })
                .both(Level.MUST, 2, "The main namespace may be joined again, under another id", (t, over) -> {
                    Channel channel = t.channel(over);
                    channel.send("0");
                    String first = SocketConnectCases.sid(channel.receive(), "0");
                    channel.receive();
                    channel.send("1");
                    // Servers may leave a moment after they read: a round trip lies between.
                    channel.send("0/random");
                    Expect.startsWith(channel.receive(), "4/random,{");
                    channel.send("0");
                    String second = SocketConnectCases.sid(channel.receive(), "0");
                    Expect.that(!first.equals(second), "the id is the same");
                    channel.receive();
                    SocketConnectCases.echoes(channel);
                })
                .both(Level.MUST, 3, "Leaving one namespace keeps the other", (t, over) -> {
                    Channel channel = t.joined(over);
                    channel.send("0/custom,");
                    SocketConnectCases.sid(channel.receive(), "0/custom,");
                    channel.receive();
                    channel.send("1/custom,");
                    SocketConnectCases.echoes(channel);
                })
                .must(4, "Leaving the main namespace keeps the other.", t -> {
                    Channel channel = t.joined(Transport.WEBSOCKET);
                    channel.send("0/custom,");
                    SocketConnectCases.sid(channel.receive(), "0/custom,");
                    channel.receive();
                    channel.send("1", "0/random");
                    Expect.startsWith(channel.receive(), "4/random,{");
                    channel.send("2/custom,[\"nobody listens\"]", "0");
                    SocketConnectCases.sid(channel.receive(), "0");
                    channel.receive();
                    SocketConnectCases.echoes(channel);
                })
                .should(5, "A namespace may be left without a comma.", t -> {
                    Channel channel = t.joined(Transport.WEBSOCKET);
                    channel.send("0/custom,");
                    SocketConnectCases.sid(channel.receive(), "0/custom,");
                    channel.receive();
                    channel.send("1/custom");
                    SocketConnectCases.echoes(channel);
                })
                .advisory(6, "Leaving and joining may come in one body.", t -> {
                    Channel channel = t.joined(Transport.POLLING);
                    channel.send("1", "0");
                    Expect.startsWith(channel.receive(), "0{");
                    Expect.packet(channel.receive(), "2", "[\"auth\",{}]");
                })
                .should(7, "An event for a namespace that was left closes.", t -> {
                    Channel channel = t.joined(Transport.WEBSOCKET);
                    channel.send("1", "0/random");
                    Expect.startsWith(channel.receive(), "4/random,{");
                    channel.sendUntilClosed("2[\"message\",1]");
                    channel.closed();
                })
                .section(Section.S5_SAMPLE)
                .should(8, "A close packet of the engine ends all namespaces.", t -> {
                    WebSocketPeer peer = t.answeringPeer();
                    peer.sendText("1");
                    peer.closed();
                })
                .must(9, "The sample session of the specification works.", t -> {
                    var session = t.answering();
                    session.send("42[\"message\",\"hello\"]\u001e42[\"message\",\"world\"]");
                    Expect.packet(session.packet(), "42", "[\"message-back\",\"hello\"]");
                    Expect.packet(session.packet(), "42", "[\"message-back\",\"world\"]");
                    WebSocketPeer peer = t.upgraded(session);
                    t.echoes(peer, "hello");
                    peer.sendText("40/custom,");
                    Expect.startsWith(peer.text(), "40/custom,{\"sid\":");
                    Expect.packet(peer.text(), "42/custom,", "[\"auth\",{}]");
                    peer.sendText("451-1[\"message-with-ack\"," + SocketBinaryCases.at(0) + "]");
                    peer.sendBinary((byte) 1, (byte) 2);
                    Expect.packet(peer.text(), "461-1", "[" + SocketBinaryCases.at(0) + "]");
                    Expect.bytes(peer.binary(), (byte) 1, (byte) 2);
                })
                .list();
    }
}
