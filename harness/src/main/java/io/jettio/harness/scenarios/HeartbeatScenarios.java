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
import io.jettio.harness.wire.Deadlines;
import io.jettio.harness.wire.Request;
import java.time.Duration;
import java.util.List;

/** Pings by the server, pongs by the client, and silence. */
final class HeartbeatScenarios {
    /** What timers round off. */
    private static final Duration ROUNDING = Duration.ofMillis(20);

    /** Far apart, and far above what a client takes to join: who waits for one of them alone is much too early. */
    private static final Duration INTERVAL = Duration.ofMillis(700);

    private static final Duration TIMEOUT = Duration.ofMillis(1_300);

    /** How often a client whose time is over is asked for a note before it is late, and how long before each. */
    private static final int NOTES = 10;

    private static final Duration PART = Duration.ofMillis(200);

    private HeartbeatScenarios() {}

    static List<Case<ClientTrial>> all() {
        return new Cases<ClientTrial>("C4-HEARTBEAT", Section.E4_HEARTBEAT)
                .both(Level.MUST, 1, "A ping is answered with a pong", (t, via) -> {
                    Session session = t.joined(via);
                    session.send("2");
                    Expect.equal(session.packet(), "3");
                })
                .both(Level.MUST, 2, "Each of several pings is answered, events between them", (t, via) -> {
                    Session session = t.joined(via);
                    for (int i = 0; i < 5; i++) {
                        session.send("2", "42[\"n\"," + i + "]");
                        Expect.equal(session.packet(), "3");
                        t.hears("/", "n", "[" + i + "]");
                    }
                })
                .both(
                        Level.MUST,
                        3,
                        "Without a ping the client ends the session after interval and timeout, not before",
                        HeartbeatScenarios::silence)
                .must(4, "Each ping begins the time anew.", t -> {
                    Handshake beating = Handshake.PLAIN.beating(Duration.ofSeconds(1), Duration.ofSeconds(2));
                    Session session = t.joined(Connect.over(Transport.WEBSOCKET), beating);
                    long begun = System.nanoTime();
                    for (int i = 1; i <= 7; i++) {
                        Deadlines.reach(begun + i * Duration.ofMillis(700).toNanos());
                        session.send("2");
                        Expect.equal(session.packet(), "3");
                    }
                    t.goesOn(session);
                    Expect.that(!t.client().told("disconnect"), "the client ended a session that was pinged in time");
                })
                .should(5, "The client does not ping.", t -> {
                    Handshake beating = Handshake.PLAIN.beating(Duration.ofMillis(200), Duration.ofSeconds(20));
                    Session session = t.joined(Connect.over(Transport.WEBSOCKET), beating);
                    Deadlines.reach(System.nanoTime() + Duration.ofSeconds(1).toNanos());
                    t.goesOn(session);
                })
                .list();
    }

    /**
     * Too early is told by the clock, which no machine is too slow for. Too late is told by the client itself, which has
     * followed ten instructions since its time was over: a timer of the same process had its turn as well.
     */
    private static void silence(ClientTrial t, Transport via) {
        Handshake beating = Handshake.PLAIN.beating(INTERVAL, TIMEOUT);
        Request first = t.connect(Connect.over(via));
        long begun = System.nanoTime();
        Session session = t.open(first, beating);
        t.join(session, 1);
        long over = System.nanoTime() + beating.lifetime().toNanos();
        Deadlines.reach(begun + beating.lifetime().minus(ROUNDING).toNanos());
        Expect.that(
                !t.client().told("disconnect"),
                "the client gave up before interval and timeout, which are %d ms"
                        .formatted(beating.lifetime().toMillis()));
        for (int i = 1; i <= NOTES && !t.client().told("disconnect"); i++) {
            Deadlines.reach(over + i * PART.toNanos());
            t.followed();
        }
        Expect.that(
                t.client().told("disconnect"),
                "the client followed instructions %d ms behind interval and timeout, and had not given up"
                        .formatted(NOTES * PART.toMillis()));
        t.client().next("disconnect");
        Session next = t.again(1);
        t.goesOn(next);
    }
}
