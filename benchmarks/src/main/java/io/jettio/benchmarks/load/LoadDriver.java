package io.jettio.benchmarks.load;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
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
 * Loads one server from one thread and measures. Every connection keeps a number of requests outstanding: whatever
 * replies one read brings, that many new requests leave in one write. So latencies are those of a closed loop.
 *
 * <p>Used once, by one thread.
 */
public final class LoadDriver implements AutoCloseable {
    private static final long SECOND = 1_000_000_000;
    private static final long STALLED = 10 * SECOND;
    private static final int HANDSHAKES = 64;

    private final LoadPlan plan;
    private final Requests requests;
    private final Selector selector = Selector.open();
    private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 18);
    private final Histogram latencies = new Histogram();
    private final List<Connection> connections = new ArrayList<>();
    private final Consumer<SelectionKey> onKey = this::onKey;

    private long now = System.nanoTime();
    private long lastProgress = now;
    private int ready;
    private long replies;
    private long mismatched;
    private boolean flowing;
    private @Nullable IOException failure;

    // Broadcasts: how many deliveries each of those under way still lacks, and how many are complete.
    private final int[] lacking;
    private long completed;

    private LoadDriver(LoadPlan plan) throws IOException {
        this.plan = plan;
        this.requests = Requests.of(plan);
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
            return plan.scenario() == Scenario.CONNECT ? driver.connects() : driver.messages();
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
        Meter meter = new Meter();
        loop(after(plan.seconds()), () -> false);
        meter.add();
        LoadReport report = meter.report();
        flowing = false;
        loop(after(2), () -> connections.stream().allMatch(each -> each.replies() >= each.requestsSent()));
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
                meter = new Meter();
            } else {
                meter.restart();
            }
            open(plan.outstanding());
            replies += plan.connections();
            meter.add();
            closeAll();
        }
        return meter.report();
    }

    private static long after(double seconds) {
        return System.nanoTime() + (long) (seconds * SECOND);
    }

    private void open(int atOnce) throws IOException {
        InetSocketAddress address =
                new InetSocketAddress(plan.url().getHost(), plan.url().getPort());
        lastProgress = System.nanoTime();
        ready = 0;
        while (ready < plan.connections()) {
            while (connections.size() < plan.connections() && connections.size() - ready < atOnce) {
                connections.add(new Connection(this, requests, address, selector));
            }
            pass(SECOND);
        }
    }

    private void closeAll() throws IOException {
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

    private void loop(long until, BooleanSupplier done) throws IOException {
        lastProgress = System.nanoTime();
        for (long left = until - lastProgress; left > 0 && !done.getAsBoolean(); left = until - System.nanoTime()) {
            pass(left);
        }
    }

    private void pass(long patience) throws IOException {
        selector.select(onKey, Math.max(1, Math.min(patience, SECOND) / 1_000_000));
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
        Connection connection = (Connection) key.attachment();
        try {
            connection.ready(in);
        } catch (IOException | IllegalStateException e) {
            failure = new IOException(plan.url() + ": " + e.getMessage(), e);
        }
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

    void afterRead(Connection connection) throws IOException {
        lastProgress = now;
        if (flowing && plan.scenario() != Scenario.BCAST && connection.phase() == Connection.Phase.READY) {
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

    /** Adds up stretches of time with what happened in them. */
    private final class Meter {
        private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        private ProcessUsage usageBefore;
        private long nanosBefore;
        private long repliesBefore;
        private long driverBefore;

        private ProcessUsage.Spent spent = ProcessUsage.Spent.NOTHING;
        private long nanos;
        private long messages;
        private long driverNanos;

        Meter() throws IOException {
            usageBefore = ProcessUsage.of(plan.pid());
            nanosBefore = System.nanoTime();
            repliesBefore = replies;
            driverBefore = threads.getCurrentThreadCpuTime();
        }

        void restart() throws IOException {
            usageBefore = ProcessUsage.of(plan.pid());
            nanosBefore = System.nanoTime();
            repliesBefore = replies;
            driverBefore = threads.getCurrentThreadCpuTime();
        }

        void add() throws IOException {
            nanos += System.nanoTime() - nanosBefore;
            messages += replies - repliesBefore;
            driverNanos += threads.getCurrentThreadCpuTime() - driverBefore;
            spent = spent.plus(ProcessUsage.of(plan.pid()).since(usageBefore));
        }

        LoadReport report() throws IOException {
            return new LoadReport(
                    plan,
                    nanos / (double) SECOND,
                    messages,
                    mismatched,
                    latencies.percentile(50) / 1e3,
                    latencies.percentile(90) / 1e3,
                    latencies.percentile(99) / 1e3,
                    latencies.max() / 1e3,
                    spent,
                    driverNanos / 1e3 / Math.max(1, messages),
                    ProcessUsage.residentBytes(plan.pid()));
        }
    }
}
