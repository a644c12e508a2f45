package io.jettio.benchmarks.crowd;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code crowd}: very many clients against one server. */
@Command(
        name = "crowd",
        description = "Holds very many clients, and prints what the server needs for them.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class CrowdCommand implements Callable<Integer> {
    private static final int MOST_THREADS = 64;
    private static final int MOST_SECONDS_BACK = 60;

    /** Jars, pipes, selectors, and what a moment's accepting takes. */
    private static final int OTHER_DESCRIPTORS = 256;

    /** Which server: one that the tool starts, or one that is there. */
    static final class Target {
        @Option(
                names = "--server",
                required = true,
                description = "the command that starts the server, on a fixed port; it is killed and started anew")
        private @Nullable String command;

        @ArgGroup(exclusive = false)
        private @Nullable Running running;
    }

    /** A server that is there. */
    static final class Running {
        @Option(names = "--url", required = true, description = "http://host:port of a server that is there")
        private URI url = URI.create("http://127.0.0.1");

        @Option(names = "--pid", required = true, description = "its process")
        private long pid;
    }

    @ArgGroup(multiplicity = "1")
    private Target target = new Target();

    @Option(
            names = "--stops",
            split = ",",
            defaultValue = "1000,5000,10000,20000,30000",
            description = "how many clients there are when it stops to measure; the last is the top")
    private List<Integer> stops = List.of();

    @Option(names = "--per-address", defaultValue = "20000", description = "clients for each source address")
    private int perAddress = 20_000;

    @Option(names = "--polling", defaultValue = "5", description = "per cent that stay with long-polling")
    private int polling = 5;

    @Option(names = "--csv", description = "takes the figures of the stops")
    private @Nullable Path csv;

    @Option(names = "--svg", description = "takes a plot of them")
    private @Nullable Path svg;

    @Option(names = "--histogram", description = "takes the server's objects at the top, by class")
    private @Nullable Path histogram;

    /** Made by picocli. */
    public CrowdCommand() {}

    @Override
    public Integer call() throws Exception {
        int top = stops.get(stops.size() - 1);
        // A polling client has a GET and a POST, and the one before it may not be closed yet.
        int descriptors = top + 2 * top * polling / 100 + OTHER_DESCRIPTORS;
        if (isTooLow("self", descriptors, "this process")) {
            return 2;
        }
        try (CrowdServer server = server()) {
            if (isTooLow(Long.toString(server.pid().get()), descriptors, "the server")) {
                return 2;
            }
            CrowdPlan plan = new CrowdPlan(server.url(), perAddress, polling);
            CrowdRun.Result result = CrowdRun.run(server, plan, stops, CrowdRun.Times.FULL, System.out);
            write(csv, Growth.csv(result.growth()));
            write(histogram, result.histogram());
            write(svg, GrowthPlot.of(result.growth()));
            return judge(result) ? 0 : 1;
        }
    }

    private CrowdServer server() throws IOException, InterruptedException {
        if (target.command != null) {
            return CrowdServer.started(List.of(target.command.strip().split("\\s+", -1)));
        }
        if (target.running == null) {
            throw new IllegalStateException("picocli demands one of them");
        }
        return CrowdServer.running(target.running.url, target.running.pid);
    }

    private static boolean isTooLow(String process, int needed, String who) throws IOException {
        int limit = ServerFigures.descriptorLimit(process);
        if (limit < needed) {
            System.err.printf(
                    "%s may have %d descriptors and needs %d: raise the limit ('ulimit -n 65536') or hold fewer clients%n",
                    who, limit, needed);
        }
        return limit < needed;
    }

    private static void write(@Nullable Path file, String text) throws IOException {
        if (file != null) {
            Files.writeString(file, text);
        }
    }

    private static boolean judge(CrowdRun.Result result) {
        boolean accepted = goal(result.refused() == 0, "nobody was refused", result.refused());
        boolean few = goal(result.mostThreads() <= MOST_THREADS, "threads beside handlers ≤ 64", result.mostThreads());
        boolean back = result.backMillis() < 0
                || goal(
                        result.backMillis() <= MOST_SECONDS_BACK * 1000L,
                        "all back within 60 s",
                        result.backMillis() / 1000);
        return accepted && few && back;
    }

    private static boolean goal(boolean met, String what, long figure) {
        System.out.printf("%s: %s (%d)%n", met ? "met" : "MISSED", what, figure);
        return met;
    }
}
