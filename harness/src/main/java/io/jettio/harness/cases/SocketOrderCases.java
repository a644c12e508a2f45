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
import io.jettio.harness.wire.PollingSession;
import io.jettio.harness.wire.WebSocketPeer;
import java.util.ArrayList;
import java.util.List;

/** Order within a socket, whatever lies between. */
final class SocketOrderCases {
    private SocketOrderCases() {}

    static List<Case<ServerTrial>> all() {
        return new Cases<ServerTrial>("S5-ORDER", Section.S5_DATA)
                .needs(Needs.SOCKET)
                .both(Level.MUST, 1, "120 events of one write come back in their order", (t, over) -> {
                    Channel channel = t.joined(over);
                    String[] events = new String[120];
                    for (int i = 0; i < events.length; i++) {
                        events[i] = "2[\"message\"," + i + "]";
                    }
                    channel.send(events);
                    for (int i = 0; i < events.length; i++) {
                        Expect.packet(channel.receive(), "2", "[\"message-back\"," + i + "]");
                    }
                })
                .both(
                        Level.MUST,
                        2,
                        "Events of many kinds, drawn by chance, come back in their order",
                        SocketOrderCases::mixed)
                .must(3, "Ten connections do not disturb each other.", t -> {
                    List<Channel> channels = new ArrayList<>();
                    for (int i = 0; i < 10; i++) {
                        channels.add(i % 2 == 0 ? t.joinedAndAttended() : t.joined(Transport.WEBSOCKET));
                    }
                    for (int round = 0; round < 5; round++) {
                        for (int i = 0; i < 10; i++) {
                            channels.get(i).send("2[\"message\"," + i + "," + round + "]");
                        }
                        for (int i = 0; i < 10; i++) {
                            Expect.packet(channels.get(i).receive(), "2", "[\"message-back\"," + i + "," + round + "]");
                        }
                    }
                })
                .must(4, "Binary events around an upgrade come back once, in their order.", t -> {
                    PollingSession session = t.answering();
                    WebSocketPeer peer = t.candidate(session);
                    peer.sendText("2probe");
                    Expect.equal(peer.text(), "3probe");
                    session.send("451-[\"message\"," + SocketBinaryCases.at(0) + "]\u001ebAQI=");
                    t.endpoint().roundTrips();
                    peer.sendText("5").sendText("451-[\"message\"," + SocketBinaryCases.at(0) + "]");
                    peer.sendBinary((byte) 3);
                    for (byte[] bytes : new byte[][] {{1, 2}, {3}}) {
                        Expect.packet(peer.text(), "451-", "[\"message-back\"," + SocketBinaryCases.at(0) + "]");
                        Expect.bytes(peer.binary(), bytes);
                    }
                })
                .must(5, "An attachment whose header came before the upgrade completes its event.", t -> {
                    PollingSession session = t.answering();
                    session.send("451-[\"message\"," + SocketBinaryCases.at(0) + "]");
                    WebSocketPeer peer = t.upgraded(session);
                    peer.sendBinary((byte) 9);
                    Expect.packet(peer.text(), "451-", "[\"message-back\"," + SocketBinaryCases.at(0) + "]");
                    Expect.bytes(peer.binary(), (byte) 9);
                })
                .must(6, "A thousand events lose none.", t -> {
                    Channel channel = t.joined(Transport.WEBSOCKET);
                    for (int i = 0; i < 1_000; i++) {
                        channel.send("2[\"message\"," + i + "]");
                    }
                    for (int i = 0; i < 1_000; i++) {
                        Expect.packet(channel.receive(), "2", "[\"message-back\"," + i + "]");
                    }
                })
                .list();
    }

    private static void mixed(ServerTrial t, Transport over) {
        Channel channel = t.joined(over);
        List<String> messages = new ArrayList<>();
        List<Integer> kinds = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            int kind = t.random().nextInt(3);
            kinds.add(kind);
            switch (kind) {
                case 0 -> messages.add("2[\"message\"," + i + "]");
                case 1 -> messages.add("2" + i + "[\"message-with-ack\"," + i + "]");
                default -> {
                    messages.add("51-[\"message\"," + i + "," + SocketBinaryCases.at(0) + "]");
                    messages.add("#%02x".formatted(i));
                }
            }
        }
        channel.send(messages.toArray(String[]::new));
        for (int i = 0; i < kinds.size(); i++) {
            switch (kinds.get(i)) {
                case 0 -> Expect.packet(channel.receive(), "2", "[\"message-back\"," + i + "]");
                case 1 -> Expect.packet(channel.receive(), "3" + i, "[" + i + "]");
                default -> {
                    Expect.packet(
                            channel.receive(), "51-", "[\"message-back\"," + i + "," + SocketBinaryCases.at(0) + "]");
                    Expect.equal(channel.receive(), "#%02x".formatted(i));
                }
            }
        }
    }
}
