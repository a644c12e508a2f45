package io.jettio.harness.cases;

import io.jettio.harness.check.Case;
import io.jettio.harness.check.Cases;
import io.jettio.harness.check.Expect;
import io.jettio.harness.check.Needs;
import io.jettio.harness.check.Section;
import io.jettio.harness.server.ServerTrial;
import io.jettio.harness.wire.Answer;
import io.jettio.harness.wire.Deadlines;
import io.jettio.harness.wire.PollingSession;
import io.jettio.harness.wire.WebSocketPeer;
import io.jettio.harness.wire.WebSocketPeer.Pings;
import java.time.Duration;
import java.util.List;

/** Pings by the server, pongs by the client; all times are the handshake's own. */
final class EngineHeartbeatCases {
    /** What timers round off. */
    private static final Duration ROUNDING = Duration.ofMillis(5);

    /** After so many answers without a ping, none is waited for. */
    private static final int MOST_POLLS = 20;

    private EngineHeartbeatCases() {}

    static List<Case<ServerTrial>> all() {
        return new Cases<ServerTrial>("E4-HEARTBEAT", Section.E4_HEARTBEAT)
                .must(1, "A polling session is pinged after the interval, not earlier.", t -> {
                    long begun = System.nanoTime();
                    PollingSession session = patient(t);
                    Expect.equal(beat(session), "2");
                    notBefore(begun, t.facts().pingInterval());
                })
                .must(2, "A WebSocket session is pinged after the interval, not earlier.", t -> {
                    long begun = System.nanoTime();
                    WebSocketPeer peer = seeing(t);
                    Expect.equal(beat(peer), "2");
                    notBefore(begun, t.facts().pingInterval());
                })
                .must(3, "A ping comes within the interval and the timeout of the handshake.", t -> {
                    WebSocketPeer peer = seeing(t);
                    long begun = System.nanoTime();
                    Expect.equal(beat(peer), "2");
                    notAfter(begun, t.facts().lifetime());
                })
                .must(4, "A polling session that pongs is pinged again, and lives.", t -> {
                    long begun = System.nanoTime();
                    PollingSession session = patient(t);
                    for (int i = 0; i < 3; i++) {
                        Expect.equal(beat(session), "2");
                        notBefore(
                                begun,
                                t.facts()
                                        .pingInterval()
                                        .minus(t.facts().pingInterval().dividedBy(10)));
                        begun = System.nanoTime(); // before the server can have the pong, from which it counts
                        session.send("3");
                    }
                })
                .must(5, "A WebSocket session that pongs is pinged again, and lives.", t -> {
                    WebSocketPeer peer = seeing(t);
                    for (int i = 0; i < 3; i++) {
                        Expect.equal(beat(peer), "2");
                        peer.sendText("3");
                    }
                    EngineRefusalCases.alive(peer);
                })
                .should(6, "A WebSocket session that does not pong is closed, but not before the timeout.", t -> {
                    long begun = System.nanoTime();
                    WebSocketPeer peer = seeing(t);
                    Expect.equal(beat(peer), "2");
                    peer.closed();
                    notBefore(begun, t.facts().lifetime());
                })
                .should(7, "A polling session that does not pong is ended, but not before the timeout.", t -> {
                    long begun = System.nanoTime();
                    PollingSession session = patient(t);
                    Expect.equal(beat(session), "2");
                    Expect.that(!beat(session).equals("2"), "it was pinged twice");
                    notBefore(begun, t.facts().lifetime());
                })
                .should(8, "A poll that waits for a session that does not pong is answered with a close packet.", t -> {
                    PollingSession session = patient(t);
                    Expect.equal(beat(session), "2");
                    Expect.equal(beat(session), "1");
                })
                .should(9, "A session that nobody asked for is gone after twice its time.", t -> {
                    PollingSession session = patient(t);
                    Deadlines.reach(session.opened()
                            + t.facts().lifetime().multipliedBy(2).toNanos());
                    EnginePollingCases.gone(session);
                })
                .should(10, "A ping waits for the next poll.", t -> {
                    PollingSession session = patient(t);
                    Deadlines.reach(session.opened()
                            + t.facts()
                                    .pingInterval()
                                    .plus(t.facts().pingTimeout().dividedBy(5))
                                    .toNanos());
                    Expect.equal(beat(session), "2");
                    session.send("3");
                })
                .must(11, "A session is pinged after the upgrade, too.", t -> {
                    PollingSession session = patient(t);
                    WebSocketPeer peer =
                            t.closing(WebSocketPeer.open(Pings.SEEN, t.patientEndpoint(), session.upgradeQuery()));
                    peer.sendText("2probe");
                    Expect.equal(peer.text(), "3probe");
                    peer.sendText("5");
                    for (int i = 0; i < 2; i++) {
                        Expect.equal(beat(peer), "2");
                        peer.sendText("3");
                    }
                    EngineRefusalCases.alive(peer);
                })
                .should(12, "An upgraded session that does not pong is closed.", t -> {
                    PollingSession session = patient(t);
                    WebSocketPeer peer =
                            t.closing(WebSocketPeer.open(Pings.SEEN, t.patientEndpoint(), session.upgradeQuery()));
                    peer.sendText("2probe");
                    Expect.equal(peer.text(), "3probe");
                    peer.sendText("5");
                    peer.closed();
                })
                .should(13, "Pong frames of WebSocket's own are no pongs of the heartbeat.", t -> {
                    WebSocketPeer peer = seeing(t);
                    Expect.equal(beat(peer), "2");
                    EngineRefusalCases.alive(peer);
                    peer.closed();
                })
                .needs(Needs.ECHO)
                .must(15, "A session that pongs still answers after three intervals.", t -> {
                    WebSocketPeer peer = t.greeted(t.peer(Pings.SEEN, t.patientEndpoint()));
                    for (int i = 0; i < 3; i++) {
                        Expect.equal(beat(peer), "2");
                        peer.sendText("3");
                    }
                    t.echoes(peer, "still here");
                })
                .should(16, "Traffic does not keep pings away.", t -> {
                    WebSocketPeer peer = t.greeted(t.peer(Pings.SEEN, t.patientEndpoint()));
                    long end = System.nanoTime() + t.facts().lifetime().toNanos();
                    while (System.nanoTime() < end) {
                        peer.sendText(t.dialect().ask("hello"));
                        String packet = peer.text();
                        if (packet.equals("2")) {
                            return;
                        }
                        t.dialect().expect(packet, "hello");
                        Deadlines.reach(System.nanoTime()
                                + t.facts().pingInterval().dividedBy(20).toNanos());
                    }
                    throw new AssertionError("no ping between the messages");
                })
                .list();
    }

    /** A session that is not closed meanwhile because it joined no namespace. */
    private static PollingSession patient(ServerTrial t) {
        PollingSession session = PollingSession.open(t.patientEndpoint());
        t.dialect().greeting().forEach(session::send);
        return session;
    }

    private static WebSocketPeer seeing(ServerTrial t) {
        WebSocketPeer peer = t.peer(Pings.SEEN, t.patientEndpoint());
        t.dialect().greeting().forEach(peer::sendText);
        return peer;
    }

    /** The next packet that is no message of the application's, or a refusal's status. */
    private static String beat(PollingSession session) {
        for (int polls = 0; polls < MOST_POLLS; polls++) {
            Answer answer = session.poll();
            if (answer.status() != 200) {
                return "status " + answer.status();
            }
            for (String packet : answer.text().split("\u001e", -1)) {
                if (!packet.startsWith("4")) {
                    return packet;
                }
            }
        }
        throw new AssertionError("nothing but messages in " + MOST_POLLS + " polls");
    }

    private static String beat(WebSocketPeer peer) {
        String packet = peer.text();
        while (packet.startsWith("4")) {
            packet = peer.text();
        }
        return packet;
    }

    private static void notBefore(long begun, Duration duration) {
        long nanos = System.nanoTime() - begun;
        Expect.that(
                nanos >= duration.minus(ROUNDING).toNanos(),
                "it came after %d ms, and not before %d".formatted(nanos / 1_000_000, duration.toMillis()));
    }

    private static void notAfter(long begun, Duration duration) {
        long nanos = System.nanoTime() - begun;
        Expect.that(
                nanos <= duration.toNanos(),
                "it came after %d ms, and not within %d".formatted(nanos / 1_000_000, duration.toMillis()));
    }
}
