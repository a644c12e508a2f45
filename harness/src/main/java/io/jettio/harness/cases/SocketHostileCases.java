package io.jettio.harness.cases;

import io.jettio.harness.check.Case;
import io.jettio.harness.check.Cases;
import io.jettio.harness.check.Level;
import io.jettio.harness.check.Needs;
import io.jettio.harness.check.Section;
import io.jettio.harness.server.ServerTrial;
import io.jettio.harness.wire.Channel;
import io.jettio.harness.wire.Channel.Transport;
import io.jettio.harness.wire.PollingSession;
import java.util.List;
import java.util.Set;

/** What ends a connection, and no other. */
final class SocketHostileCases {
    /** Rows that are run over polling, too. */
    private static final Set<Integer> OVER_BOTH = Set.of(2, 5, 31, 41, 109, 141, 162, 181);

    /** From this number on, what a server may not survive. */
    private static final int DEPTHS = 211;

    private SocketHostileCases() {}

    static List<Case<ServerTrial>> all() {
        Cases<ServerTrial> cases = new Cases<ServerTrial>("S5-HOSTILE", Section.S5_FORMAT).needs(Needs.SOCKET);
        cases.section(Section.S5_EXCHANGE)
                .must(301, "A connection that was closed for what it sent leaves the others alone.", t -> {
                    Channel witness = t.joined(Transport.WEBSOCKET);
                    for (String packet : List.of("2{}", "9", "2[\"message\"")) {
                        Channel hostile = t.joined(Transport.WEBSOCKET);
                        hostile.sendUntilClosed(packet);
                        SocketConnectCases.echoes(witness);
                    }
                })
                .advisory(302, "The rest of a body behind a packet that closes is dropped.", t -> {
                    PollingSession session = t.answering();
                    session.post("42{}\u001e42[\"message\",\"after\"]");
                    String left = session.poll().text();
                    if (left.contains("message-back")) {
                        throw new AssertionError("the event behind it was answered: " + left);
                    }
                })
                .advisory(303, "A violation ends the other namespaces of its connection, too.", t -> {
                    Channel channel = t.joined(Transport.WEBSOCKET);
                    channel.send("0/custom,");
                    SocketConnectCases.sid(channel.receive(), "0/custom,");
                    channel.sendUntilClosed("2/custom,{}");
                    channel.closed();
                })
                .must(304, "A connection that is cut inside a binary event leaves the others alone.", t -> {
                    Channel witness = t.joined(Transport.WEBSOCKET);
                    Channel cut = t.joined(Transport.WEBSOCKET);
                    cut.send("51-[\"message\"," + SocketBinaryCases.at(0) + "]");
                    cut.close();
                    SocketConnectCases.echoes(witness);
                });
        HostilePackets.all().forEach(row -> {
            if (row.number() >= DEPTHS) {
                cases.last(); // rows come in the order of their numbers
            }
            cases.section(row.rule().contains("event payload") ? Section.S5_DATA : Section.S5_FORMAT);
            String rule = "Closes: " + shown(row.rule()) + ".";
            if (OVER_BOTH.contains(row.number())) {
                cases.both(row.level(), row.number(), rule, (t, over) -> {
                    Channel hostile = t.joined(over);
                    hostile.sendUntilClosed(row.messages().toArray(String[]::new));
                    hostile.closed();
                });
                return;
            }
            Case.Script<ServerTrial> script = t -> {
                Channel hostile = t.joined(Transport.WEBSOCKET);
                hostile.sendUntilClosed(row.messages().toArray(String[]::new));
                hostile.closed();
            };
            if (row.level() == Level.MUST) {
                cases.must(row.number(), rule, script);
            } else {
                cases.advisory(row.number(), rule, script);
            }
        });
        return cases.list();
    }

    /** A rule without what a report could not carry, cut to a line. */
    private static String shown(String rule) {
        StringBuilder text = new StringBuilder();
        rule.codePoints().limit(60).forEach(c -> {
            if (c < 0x20 || c > 0x7e) {
                text.append("\\u%04x".formatted(c));
            } else {
                text.appendCodePoint(c);
            }
        });
        return text.toString();
    }
}
