package io.jettio.harness.cases;

import io.jettio.harness.check.Case;
import io.jettio.harness.check.Cases;
import io.jettio.harness.check.Expect;
import io.jettio.harness.check.Needs;
import io.jettio.harness.check.Section;
import io.jettio.harness.server.ServerTrial;
import io.jettio.harness.wire.Answer;
import io.jettio.harness.wire.PollingSession;
import io.jettio.harness.wire.RawExchange;
import io.jettio.harness.wire.WebSocketFrame;
import io.jettio.harness.wire.WebSocketPeer;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** From polling to WebSocket within one session. */
final class EngineUpgradeCases {
    private EngineUpgradeCases() {}

    static List<Case<ServerTrial>> all() {
        Cases<ServerTrial> cases = new Cases<ServerTrial>("E4-UPGRADE", Section.E4_UPGRADE)
                .must(1, "A probe is answered with a pong of the same text.", t -> {
                    WebSocketPeer candidate = t.candidate(t.session());
                    candidate.sendText("2probe");
                    Expect.equal(candidate.text(), "3probe");
                })
                .must(2, "A poll that waits is answered with a noop packet.", t -> {
                    PollingSession session = t.session();
                    RawExchange poll = t.closing(session.heldPoll());
                    WebSocketPeer candidate = t.candidate(session);
                    candidate.sendText("2probe");
                    Expect.equal(candidate.text(), "3probe");
                    noop(session, poll.answer());
                })
                .must(3, "A candidate is sent nothing before its probe.", t -> {
                    WebSocketPeer candidate = t.candidate(t.session());
                    EngineRefusalCases.alive(candidate);
                    candidate.sendText("2probe");
                    Expect.equal(candidate.text(), "3probe");
                })
                .must(4, "A candidate that leaves does not harm the session.", t -> {
                    PollingSession session = t.session();
                    WebSocketPeer candidate = t.candidate(session);
                    candidate.sendText("2probe");
                    Expect.equal(candidate.text(), "3probe");
                    candidate.close();
                    session.send("3");
                })
                .should(5, "After the upgrade polls are refused.", t -> {
                    PollingSession session = t.session();
                    settled(t.upgraded(session));
                    Expect.status(session.poll(), 400);
                })
                .should(6, "After the upgrade posts are refused.", t -> {
                    PollingSession session = t.session();
                    settled(t.upgraded(session));
                    Expect.status(session.post("3"), 400);
                })
                .section(Section.E4_WEBSOCKET)
                .must(7, "A second WebSocket after the upgrade is closed, the first lives on.", t -> {
                    PollingSession session = t.session();
                    WebSocketPeer first = settled(t.upgraded(session));
                    EngineWebSocketCases.turnedAway(t, session.upgradeQuery());
                    EngineRefusalCases.alive(first);
                })
                .must(8, "A second WebSocket while the first probes is closed, the first upgrades.", t -> {
                    PollingSession session = t.session();
                    WebSocketPeer first = t.candidate(session);
                    first.sendText("2probe");
                    Expect.equal(first.text(), "3probe");
                    EngineWebSocketCases.turnedAway(t, session.upgradeQuery());
                    settled(first.sendText("5"));
                })
                .section(Section.E4_UPGRADE)
                .must(9, "An upgraded session ends with its WebSocket.", t -> {
                    PollingSession session = t.session();
                    WebSocketPeer peer = settled(t.upgraded(session));
                    peer.send(new WebSocketFrame(WebSocketFrame.FIN | WebSocketFrame.CLOSE, (byte) 0x03, (byte) 0xe8));
                    peer.closed();
                    EnginePollingCases.gone(session);
                })
                .should(10, "A poll that begins behind the probe is answered with a noop packet.", t -> {
                    PollingSession session = t.session();
                    WebSocketPeer candidate = t.candidate(session);
                    candidate.sendText("2probe");
                    Expect.equal(candidate.text(), "3probe");
                    noop(session, session.poll());
                })
                .should(11, "The session may be posted to until the upgrade packet.", t -> {
                    PollingSession session = t.session();
                    WebSocketPeer candidate = t.candidate(session);
                    candidate.sendText("2probe");
                    Expect.equal(candidate.text(), "3probe");
                    session.send("3");
                });
        wrongProbe(cases, 12, "2probing");
        wrongProbe(cases, 13, "4hello");
        wrongProbe(cases, 14, "abc");
        wrongProbe(cases, 15, "3probe");
        wrongProbe(cases, 16, "5");
        cases.needs(Needs.ECHO)
                .must(21, "Messages move over with the session.", t -> t.echoes(t.upgraded(t.answering()), "hello"))
                .must(22, "A message in the write of the upgrade packet is answered.", t -> {
                    PollingSession session = t.answering();
                    WebSocketPeer peer = t.candidate(session);
                    peer.sendText("2probe");
                    Expect.equal(peer.text(), "3probe");
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    bytes.writeBytes(WebSocketFrame.text("5").masked());
                    bytes.writeBytes(
                            WebSocketFrame.text(t.dialect().ask("hello")).masked());
                    peer.sendBytes(bytes.toByteArray());
                    t.dialect().expect(peer.text(), "hello");
                })
                .must(23, "Messages around the upgrade arrive once, in order.", t -> {
                    PollingSession session = t.answering();
                    WebSocketPeer peer = t.candidate(session);
                    peer.sendText("2probe");
                    Expect.equal(peer.text(), "3probe");
                    session.send(t.dialect().ask("one") + "\u001e" + t.dialect().ask("two"));
                    t.endpoint().roundTrips();
                    peer.sendText("5").sendText(t.dialect().ask("three"));
                    for (String text : List.of("one", "two", "three")) {
                        t.dialect().expect(peer.text(), text);
                    }
                })
                .must(24, "Messages that waited before the probe come over one of the transports, once.", t -> {
                    PollingSession session = t.answering();
                    session.send(t.dialect().ask("one"));
                    t.endpoint().roundTrips();
                    WebSocketPeer peer = t.upgraded(session);
                    peer.sendText(t.dialect().ask("two"));
                    t.dialect().expect(peer.text(), "one");
                    t.dialect().expect(peer.text(), "two");
                })
                .must(25, "The application is not asked again after the upgrade.", t -> {
                    PollingSession session = t.answering();
                    t.echoes(session, "before");
                    WebSocketPeer peer = t.upgraded(session);
                    t.echoes(peer, "after");
                    t.echoes(peer, "again");
                });
        for (int i = 0; i < 6; i++) {
            cases.must(
                    31 + i,
                    "Traffic in both directions survives an upgrade, race " + (i + 1) + ".",
                    EngineUpgradeCases::race);
        }
        cases.needs(Needs.ENGINE).must(41, "Binary moves over with the session.", t -> {
            WebSocketPeer peer = t.upgraded(t.session());
            byte[] bytes = {0, 1, 2, (byte) 0xff};
            peer.sendBinary(bytes);
            Expect.bytes(peer.binary(), bytes);
        });
        cases.needs(Needs.SOCKET).must(42, "An upgrade that never completes ends the candidate only.", t -> {
            PollingSession session = t.answering();
            WebSocketPeer candidate = t.candidate(session);
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1_300);
            while (System.nanoTime() < end) {
                Expect.equal(session.poll().text(), "2");
                session.send("3");
            }
            candidate.closed();
            t.echoes(session, "still here");
        });
        return cases.list();
    }

    /** A noop packet, in this answer or behind the ping whose turn it was. */
    private static void noop(PollingSession session, Answer answer) {
        Answer last = answer;
        if (answer.text().equals("2")) {
            session.send("3");
            last = session.poll();
        }
        Expect.equal(last.text(), "6");
    }

    /** Asks over polling, upgrades at a moment that the seed decides, asks over the WebSocket, and counts the answers. */
    private static void race(ServerTrial t) {
        PollingSession session = t.answering();
        int before = 5 + t.random().nextInt(20);
        int after = 5 + t.random().nextInt(20);
        List<String> packets = new ArrayList<>();
        for (int i = 0; i < before; i++) {
            packets.add(t.dialect().ask("message " + i));
        }
        WebSocketPeer peer = t.candidate(session);
        RawExchange poll = t.closing(session.heldPoll());
        session.send(String.join("\u001e", packets));
        LockSupport.parkNanos(t.random().nextInt(3_000_000));
        peer.sendText("2probe");
        List<String> received = new ArrayList<>();
        String first = peer.text();
        Expect.equal(first, "3probe");
        String polled = poll.answer().text();
        collect(received, polled);
        peer.sendText("5");
        if (List.of(polled.split("\u001e", -1)).contains("2")) {
            peer.sendText("3"); // the poll was held until a ping
        }
        for (int i = 0; i < after; i++) {
            peer.sendText(t.dialect().ask("message " + (before + i)));
        }
        while (received.size() < before + after) {
            collect(received, peer.text());
        }
        for (int i = 0; i < received.size(); i++) {
            t.dialect().expect(received.get(i), "message " + i);
        }
        t.echoes(peer, "the last");
    }

    private static void collect(List<String> received, String payload) {
        Arrays.stream(payload.split("\u001e", -1))
                .filter(packet -> packet.startsWith("4"))
                .forEach(received::add);
    }

    /** The session answers a close packet only once it has taken the upgrade packet; a ping frame is seen first. */
    private static WebSocketPeer settled(WebSocketPeer peer) {
        EngineRefusalCases.alive(peer);
        return peer;
    }

    private static void wrongProbe(Cases<ServerTrial> cases, int number, String packet) {
        cases.should(number, "The packet '" + packet + "' instead of a probe ends the candidate only.", t -> {
            PollingSession session = t.session();
            WebSocketPeer candidate = t.candidate(session);
            candidate.sendText(packet);
            candidate.closed();
            session.send("3");
        });
    }
}
