package io.jettio.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Loads one server from one thread and measures. In a closed loop every connection keeps a number of requests
 * outstanding: whatever replies one read brings, that many new requests leave in one write. {@link OpenLoop} has
 * another rule.
 *
 * <p>Used once, by one thread.
 */
public final class LoadDriver implements AutoCloseable {
    private static final long SECOND = 1_000_000_000;
    private static final int PATIENCE = 10; // seconds
    private static final long STALLED = PATIENCE * SECOND;
    static final int HANDSHAKES = 64;

    private final LoadPlan plan;
    private final Requests requests;
    private final Selector selector = Selector.open();
    private final InetSocketAddress address;
    private final @Nullable Tls tls;
    private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 18);
    private final Histogram latencies = new Histogram();
    private final List<Connection> connections = new ArrayList<>();
    private final Consumer<SelectionKey> onKey = this::onKey;

    private long now = System.nanoTime();
    private long lastProgress = now;
    private int ready;
    private long replies;
    private long mismatched;
    private int unblocked;
    private boolean flowing;
    private @Nullable OpenLoop openLoop;
    private @Nullable IOException failure;

    // Broadcasts: how many deliveries each of those under way still lacks, and how many are complete.
    private final int[] lacking;
    private long completed;

    LoadDriver(LoadPlan plan) throws IOException {
        this.plan = plan;
        this.requests = Requests.of(plan);
        this.address = new InetSocketAddress(plan.url().getHost(), plan.url().getPort());
        this.tls = plan.tls() ? new Tls() : null;
        this.lacking = new int[plan.outstanding() + 1];
        Arrays.fill(lacking, plan.connections());
    }

    /**
     * Runs a plan.
     *
     * @param plan what to do
     * @return what was measured
     * @throws IOException if a connection fails or the server does not answer
     */
    public static LoadReport run(LoadPlan plan) throws IOException {
        try (LoadDriver driver = new LoadDriver(plan)) {
            if (plan.scenario() == Scenario.CONNECT) {
                return driver.connects();
            }
            return plan.rate() > 0 ? new OpenLoop(driver, OpenLoop.PATIENCE_SECONDS).run() : driver.messages();
        }
    }

    private LoadReport messages() throws IOException {
        open(HANDSHAKES);
        if (plan.scenario() == Scenario.BCAST) {
            // The 101 of a raw Jetty server is on the wire before the session can receive a broadcast.
            loop(after(0.5), () -> false);
        }
        flowing = true;
        if (plan.scenario() == Scenario.BCAST) {
            connections.get(0).allow(plan.outstanding());
        } else {
            for (Connection connection : connections) {
                connection.allow(plan.outstanding());
            }
        }
        loop(after(plan.warmupSeconds()), () -> false);
        latencies.reset();
        mismatched = 0;
        Meter meter = new Meter(plan.pid(), () -> replies);
        loop(after(plan.seconds()), () -> false);
        if (latencies.count() == 0) { // a pause of a process has left no time for a single one
            loop(after(PATIENCE), () -> latencies.count() > 0);
        }
        meter.add();
        LoadReport.Latency latency = LoadReport.Latency.of(latencies);
        flowing = false;
        loop(after(PATIENCE), () -> connections.stream().allMatch(each -> each.replies() >= each.requestsSent()));
        long unanswered = connections.stream()
                .mapToLong(each -> Math.max(0, each.requestsSent() - each.replies()))
                .sum();
        LoadReport report = meter.report(plan, mismatched, unanswered, latency, LoadReport.Lag.NONE);
        closeAll();
        return report;
    }

    private LoadReport connects() throws IOException {
        for (long end = after(plan.warmupSeconds()); System.nanoTime() < end; ) {
            open(plan.outstanding());
            closeAll();
        }
        latencies.reset();
        Meter meter = null;
        for (long end = after(plan.seconds()); meter == null || System.nanoTime() < end; ) {
            if (meter == null) {
                meter = new Meter(plan.pid(), () -> replies);
            } else {
                meter.restart();
            }
            open(plan.outstanding());
            replies += plan.connections();
            meter.add();
            closeAll();
        }
        return meter.report(plan, mismatched, 0, LoadReport.Latency.of(latencies), LoadReport.Lag.NONE);
    }

    static long after(double seconds) {
        return System.nanoTime() + (long) (seconds * SECOND);
    }

    void open(int atOnce) throws IOException {
        OpenFiles.require(plan);
        lastProgress = System.nanoTime();
        ready = 0;
        while (ready < plan.connections()) {
            while (connections.size() < plan.connections() && connections.size() - ready < atOnce) {
                connections.add(connection(connections.size()));
            }
            pass(SECOND);
        }
    }

    private Connection connection(int index) throws IOException {
        return plan.scenario() == Scenario.POLL
                ? new PollingConnection(this, requests, index)
                : new WebSocketConnection(this, requests, index);
    }

    /** {@return a new connection to the server} It tells its owner from the loop. */
    Wire wire(Wire.Owner owner) throws IOException {
        return tls == null ? new Wire(owner, address, selector) : new TlsWire(owner, address, selector, tls);
    }

    void closeAll() throws IOException {
        for (Connection connection : connections) {
            connection.beginClose();
        }
        loop(after(2), () -> connections.stream().allMatch(each -> each.phase() == Connection.Phase.CLOSED));
        for (Connection connection : connections) {
            connection.abort();
        }
        connections.clear();
        selector.selectNow();
    }

    void loop(long until, BooleanSupplier done) throws IOException {
        lastProgress = System.nanoTime();
        for (long left = until - lastProgress; left > 0 && !done.getAsBoolean(); left = until - System.nanoTime()) {
            pass(left);
        }
    }

    private void pass(long patience) throws IOException {
        if (openLoop != null && flowing) {
            openLoop.pass(selector, onKey);
        } else {
            selector.select(onKey, Math.max(1, Math.min(patience, SECOND) / 1_000_000));
        }
        if (failure != null) {
            throw failure;
        }
        boolean waiting = flowing || ready < plan.connections();
        if (plan.scenario() == Scenario.BCAST && flowing) {
            connections.get(0).allow(completed + plan.outstanding());
        }
        if (waiting && System.nanoTime() - lastProgress > STALLED) {
            throw new IOException("no reply for 10 s; " + ready + " of " + plan.connections() + " connections, "
                    + replies + " replies");
        }
    }

    private void onKey(SelectionKey key) {
        Wire wire = (Wire) key.attachment();
        try {
            wire.ready(in);
        } catch (IOException | IllegalStateException e) {
            failure = new IOException(plan.url() + ": " + e.getMessage(), e);
        }
    }

    /** From now on messages are due on a schedule, until null is set. */
    void follow(@Nullable OpenLoop schedule) {
        openLoop = schedule == null ? openLoop : schedule;
        flowing = schedule != null;
    }

    List<Connection> connections() {
        return connections;
    }

    long replies() {
        return replies;
    }

    long mismatched() {
        return mismatched;
    }

    LoadPlan plan() {
        return plan;
    }

    long now() {
        return now;
    }

    /** Looks at the clock, once per read. */
    void tick() {
        now = System.nanoTime();
    }

    void joined(long nanos) {
        ready++;
        lastProgress = now;
        if (plan.scenario() == Scenario.CONNECT) {
            latencies.record(nanos);
        }
    }

    void replied(Connection connection, long number, boolean asExpected) {
        replies++;
        if (!asExpected) {
            mismatched++;
        }
        if (openLoop != null) {
            openLoop.replied(connection, number, now);
            return;
        }
        if (plan.scenario() != Scenario.BCAST) {
            latencies.record(now - connection.sentAt(number));
            return;
        }
        int slot = (int) (number % lacking.length);
        if (--lacking[slot] == 0) {
            lacking[slot] = plan.connections();
            latencies.record(now - connections.get(0).sentAt(number));
            completed++;
        }
    }

    void unblocked() {
        unblocked++;
    }

    int unblockedHandlers() {
        return unblocked;
    }

    void afterRead(Connection connection) throws IOException {
        lastProgress = now;
        if (flowing
                && openLoop == null
                && plan.scenario() != Scenario.BCAST
                && connection.phase() == Connection.Phase.READY) {
            connection.allow(connection.replies() + plan.outstanding());
        }
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.abort();
        }
        selector.close();
    }
}
