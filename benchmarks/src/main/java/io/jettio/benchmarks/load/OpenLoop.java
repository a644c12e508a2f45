package io.jettio.benchmarks.load;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Sends on a fixed schedule, whatever the server does, and counts a latency from when the message was due. The messages
 * that count are those due within the time that counts, answered or not. Used once, on the driver's thread.
 */
final class OpenLoop {
    /** How long replies are waited for that are missing at the end. */
    static final double PATIENCE_SECONDS = 10;

    private static final int MOST_AT_ONCE = 64;
    private static final long MILLI = 1_000_000;
    private static final long NAP = 10_000; // some 60 us, with the slack that Linux adds

    private final LoadDriver driver;
    private final LoadPlan plan;
    private final double patienceSeconds;
    private final int senders;
    private final Histogram latencies = new Histogram();
    private final Histogram lags = new Histogram();
    private Schedule schedule;
    private long from = Long.MAX_VALUE;
    private long until = Long.MAX_VALUE;

    OpenLoop(LoadDriver driver, double patienceSeconds) {
        this.patienceSeconds = patienceSeconds;
        this.driver = driver;
        this.plan = driver.plan();
        this.senders = plan.connections() - plan.blocking().connections();
        this.schedule = new Schedule(plan.rate(), senders, 0);
    }

    LoadReport run() throws IOException {
        driver.open(LoadDriver.HANDSHAKES);
        if (plan.blocking().millis() > 0) {
            for (Connection each :
                    driver.connections().subList(0, plan.blocking().connections())) {
                ((WebSocketConnection) each).block(plan.blocking().millis());
            }
        }
        schedule = new Schedule(plan.rate(), senders, System.nanoTime());
        driver.follow(this);
        driver.loop(LoadDriver.after(plan.warmupSeconds()), () -> false);
        from = System.nanoTime();
        until = LoadDriver.after(plan.seconds());
        long mismatchedBefore = driver.mismatched();
        Meter meter = new Meter(plan.pid(), driver::replies);
        driver.loop(until, () -> false);
        if (latencies.count() == 0) { // a pause of a process has left no time for a single one
            driver.loop(LoadDriver.after(Math.min(patienceSeconds, PATIENCE_SECONDS / 2)), () -> latencies.count() > 0);
        }
        meter.add();
        boolean blockedThroughout = driver.unblockedHandlers() == 0;
        driver.follow(null);
        driver.loop(LoadDriver.after(patienceSeconds), () -> missing() == 0);
        long unanswered = recordMissing() + neverUnblocked();
        if (!blockedThroughout) {
            throw new IOException("a handler ended that was to block while messages counted");
        }
        LoadReport report = meter.report(
                plan,
                driver.mismatched() - mismatchedBefore,
                unanswered,
                LoadReport.Latency.of(latencies),
                new LoadReport.Lag(lags.percentile(99) / 1e3, lags.max() / 1e3));
        driver.closeAll();
        return report;
    }

    /** Lets out what is due, and looks what the server has sent, waiting only while nothing is due. */
    void pass(Selector selector, Consumer<SelectionKey> onKey) throws IOException {
        driver.tick();
        long now = driver.now();
        int first = schedule.connection();
        int count = 0;
        for (; count < MOST_AT_ONCE && schedule.next() <= now; count++) {
            if (schedule.next() >= from) {
                lags.record(now - schedule.next());
            }
            schedule.release();
        }
        List<Connection> connections = driver.connections();
        for (int i = 0; i < Math.min(count, senders); i++) {
            int turn = (first + i) % senders;
            connections.get(turn + plan.blocking().connections()).allow(schedule.released(turn));
        }
        long left = schedule.next() - System.nanoTime();
        if (left > MILLI * 3 / 2) {
            selector.select(onKey, 1);
        } else if (selector.selectNow(onKey) == 0 && left > NAP * 6) {
            LockSupport.parkNanos(NAP);
        }
    }

    void replied(Connection connection, long number, long now) {
        long due = schedule.dueAt(turn(connection), number);
        if (due >= from && due < until) {
            latencies.record(now - due);
        }
    }

    private int turn(Connection connection) {
        return connection.index - plan.blocking().connections();
    }

    private List<Connection> senders() {
        return driver.connections().subList(plan.blocking().connections(), plan.connections());
    }

    private long missing() {
        return senders().stream()
                .mapToLong(each -> Math.max(0, schedule.dueBefore(turn(each), until) - each.replies()))
                .sum();
    }

    /** What has no reply yet has taken at least as long as until now. */
    private long recordMissing() {
        long now = System.nanoTime();
        long missing = 0;
        for (Connection each : senders()) {
            long due = schedule.dueBefore(turn(each), until);
            for (long number = each.replies(); number < due; number++) {
                missing++;
                if (schedule.dueAt(turn(each), number) >= from) {
                    latencies.record(now - schedule.dueAt(turn(each), number));
                }
            }
        }
        return missing;
    }

    private int neverUnblocked() throws IOException {
        if (plan.blocking().millis() == 0) {
            return 0;
        }
        int blocking = plan.blocking().connections();
        driver.loop(
                LoadDriver.after(plan.blocking().millis() / 1e3 + patienceSeconds),
                () -> driver.unblockedHandlers() == blocking);
        return blocking - driver.unblockedHandlers();
    }
}
