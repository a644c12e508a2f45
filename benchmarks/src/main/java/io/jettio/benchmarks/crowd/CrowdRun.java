package io.jettio.benchmarks.crowd;

import io.jettio.benchmarks.load.Histogram;
import io.jettio.benchmarks.load.ProcessUsage;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A whole run: up by stops, broadcasts at the top, the server's death, and the way back. */
final class CrowdRun {
    /**
     * How long things take.
     *
     * @param ramp how long it takes to connect all clients, without the pauses at the stops
     * @param warmup how long the first clients load the server before anything is measured
     * @param measure how long a load of echoes, and a look at an idle server, takes
     * @param broadcasts how many there are at a stop
     * @param limit how long the clients may take at most to be connected, and to be back
     */
    record Times(Duration ramp, Duration warmup, Duration measure, int broadcasts, Duration limit) {
        /** As the figures of the documentation were taken. */
        static final Times FULL = new Times(
                Duration.ofSeconds(60), Duration.ofSeconds(10), Duration.ofSeconds(5), 20, Duration.ofMinutes(3));
    }

    /**
     * What came out.
     *
     * @param growth a row for each stop
     * @param histogram the server's objects at the top, by class
     * @param refused how many attempts failed on the way up
     * @param backMillis how long after the server listened again the last client was back; -1 where it was not killed
     * @param mostThreads the most threads of the server at once, beside those of handlers
     */
    record Result(List<Growth> growth, String histogram, int refused, long backMillis, int mostThreads) {}

    private static final int ECHOING = 100;

    private final CrowdServer server;
    private final Crowd crowd;
    private final Times times;
    private final PrintStream out;
    private long firstClients;
    private long firstHeap;
    private int refused;

    private CrowdRun(CrowdServer server, Crowd crowd, Times times, PrintStream out) {
        this.server = server;
        this.crowd = crowd;
        this.times = times;
        this.out = out;
    }

    /**
     * {@return what came out of a run}
     *
     * @param server against whom
     * @param plan who the clients are
     * @param stops how many there are at each stop, growing
     * @param times how long it takes
     * @param out takes the report
     */
    static Result run(CrowdServer server, CrowdPlan plan, List<Integer> stops, Times times, PrintStream out)
            throws IOException, InterruptedException, ExecutionException {
        try (Crowd crowd = new Crowd(plan);
                Sampler sampler = new Sampler(server.pid(), crowd::connected, out)) {
            CrowdRun run = new CrowdRun(server, crowd, times, out);
            List<Growth> growth = run.grow(stops);
            String histogram = ServerFigures.jcmd(server.pid().get(), "GC.class_histogram");
            long back = server.canRestart() ? run.restart() : -1;
            return new Result(growth, histogram, run.refused, back, sampler.mostThreads());
        }
    }

    private List<Growth> grow(List<Integer> stops) throws IOException, InterruptedException, ExecutionException {
        double perSecond = stops.get(stops.size() - 1) / (times.ramp().toMillis() / 1e3);
        warmUp(Math.min(ECHOING, stops.get(0)), perSecond);
        List<Growth> growth = new ArrayList<>();
        for (int stop : stops) {
            long begun = System.nanoTime();
            await(crowd.growTo(stop, perSecond), "connected");
            Map<String, Integer> failures = crowd.takeFailures().get();
            refused += failures.values().stream().mapToInt(Integer::intValue).sum();
            out.printf("%d clients connected after %.1f s; refused: %s%n", stop, seconds(begun), failures);
            growth.add(measure(stop));
        }
        return growth;
    }

    private void warmUp(int clients, double perSecond) throws IOException, InterruptedException, ExecutionException {
        await(crowd.growTo(clients, perSecond), "connected");
        crowd.echo(clients, times.warmup()).get();
        for (int i = 0; i < times.broadcasts() * 10; i++) {
            crowd.broadcast().get();
        }
        firstClients = clients;
        firstHeap = ServerFigures.liveHeapBytes(server.pid().get());
        out.printf("warm; heap with %d clients %.1f MiB%n", clients, firstHeap / 1048576.0);
    }

    private Growth measure(int clients) throws IOException, InterruptedException, ExecutionException {
        double idle = idleNanosPerSecond();
        double echo = echoMicros();
        double delivery = deliveryMicros(clients);
        long heap = ServerFigures.liveHeapBytes(server.pid().get());
        long added = clients - firstClients;
        Growth growth =
                new Growth(clients, heap, added == 0 ? 0 : (heap - firstHeap) / added, echo, delivery, idle / 1e7);
        out.printf(
                "at %d: heap after collection %.1f MiB, %.2f KiB per client; idle %.1f %% of a processor%n",
                clients, heap / 1048576.0, growth.heapPerClient() / 1024.0, growth.idlePercent());
        return growth;
    }

    private double idleNanosPerSecond() throws IOException, InterruptedException {
        ProcessUsage before = server.usage();
        long begun = System.nanoTime();
        TimeUnit.MILLISECONDS.sleep(times.measure().toMillis());
        return server.usage().since(before).nanos() / seconds(begun);
    }

    private double echoMicros() throws IOException, InterruptedException, ExecutionException {
        NetworkLosses lost = NetworkLosses.now();
        ProcessUsage before = server.usage();
        long begun = System.nanoTime();
        long messages = crowd.echo(ECHOING, times.measure()).get();
        double micros = server.usage().since(before).nanos() / 1e3 / messages;
        out.printf(
                "echo over %d clients: %.0f/s, %.2f µs of processor time each; %s%n",
                ECHOING, messages / seconds(begun), micros, NetworkLosses.now().since(lost));
        return micros;
    }

    private double deliveryMicros(int clients) throws IOException, InterruptedException, ExecutionException {
        Histogram last = new Histogram();
        NetworkLosses lost = NetworkLosses.now();
        ProcessUsage before = server.usage();
        for (int i = 0; i < times.broadcasts(); i++) {
            last.record(crowd.broadcast().get());
        }
        double micros = server.usage().since(before).nanos() / 1e3 / times.broadcasts() / clients;
        out.printf(
                "%d broadcasts to %d: the last client has it after %.1f ms (median), %.1f ms (worst); "
                        + "%.2f µs of processor time for each delivery; %s%n",
                times.broadcasts(),
                clients,
                last.percentile(50) / 1e6,
                last.max() / 1e6,
                micros,
                NetworkLosses.now().since(lost));
        return micros;
    }

    private long restart() throws IOException, InterruptedException, ExecutionException {
        long killed = System.nanoTime();
        server.restart();
        long listening = System.nanoTime();
        out.printf(
                "killed; it listens again after %.1f s; until then: %s%n",
                seconds(killed), crowd.takeFailures().get());
        await(crowd.whenAllAreThere(), "back");
        long millis = (System.nanoTime() - listening) / 1_000_000;
        out.printf(
                "all are back %.1f s after it listened, %.1f s after it was killed; failures since: %s%n",
                millis / 1e3, seconds(killed), crowd.takeFailures().get());
        out.printf(
                "heap after collection %.1f MiB%n",
                ServerFigures.liveHeapBytes(server.pid().get()) / 1048576.0);
        return millis;
    }

    private void await(CompletableFuture<Void> all, String what)
            throws IOException, InterruptedException, ExecutionException {
        try {
            all.get(times.limit().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(
                    "only " + crowd.connected() + " are " + what + " after " + times.limit() + "; failures: "
                            + crowd.takeFailures().get(),
                    e);
        }
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }
}
