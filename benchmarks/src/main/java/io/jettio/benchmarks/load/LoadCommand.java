package io.jettio.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code load}: one run against a server that is already there. */
@Command(
        name = "load",
        description = "Loads one server and prints rate, latency, and the server's CPU time and memory.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class LoadCommand implements Callable<Integer> {
    private static final double BLOCKED_RATE = 5000;

    @Option(
            names = "--url",
            required = true,
            description = "http://host:port or https://host:port of the server; any certificate will do")
    private URI url = URI.create("http://127.0.0.1");

    @Option(names = "--raw", description = "the server echoes WebSocket messages and knows no Socket.IO")
    private boolean raw;

    @Option(names = "--scenario", defaultValue = "ack", description = "one of ${COMPLETION-CANDIDATES}")
    private Scenario scenario = Scenario.ACK;

    @Option(names = "--connections", description = "how many; by default what the scenario has")
    private @Nullable Integer connections;

    @Option(names = "--outstanding", description = "requests under way on each connection")
    private @Nullable Integer outstanding;

    @Option(names = "--payload", description = "characters or bytes of the argument")
    private @Nullable Integer payload;

    @Option(names = "--seconds", defaultValue = "2", description = "how long to count")
    private double seconds = 2;

    @Option(names = "--warmup", defaultValue = "10", description = "seconds under load before counting")
    private double warmup = 10;

    @Option(names = "--pid", defaultValue = "0", description = "the server's process, for CPU time and memory")
    private long pid;

    @Option(
            names = "--rate",
            defaultValue = "0",
            description = "messages per second over all connections, on a fixed schedule; 0: as fast as replies come,"
                    + " with blocked 5000")
    private double rate;

    @Option(names = "--rounds", defaultValue = "3", description = "blocked: how many times without and with")
    private int rounds = 3;

    @Option(names = "--json", description = "print one line of JSON")
    private boolean json;

    /** Made by picocli. */
    public LoadCommand() {}

    @Override
    public Integer call() throws Exception {
        LoadPlan plan = plan();
        if (scenario == Scenario.IDLE) {
            IdleRun.Report idle = IdleRun.run(plan);
            System.out.println(json ? idle.toJson() : idle.toText());
            return 0;
        }
        if (scenario == Scenario.BLOCKED) {
            return blocked(plan);
        }
        LoadReport report = LoadDriver.run(plan);
        System.out.println(json ? report.toJson() : report.toText());
        return report.failures() == 0 ? 0 : 1;
    }

    private int blocked(LoadPlan plan) throws IOException {
        List<BlockedRun.Round> all = BlockedRun.run(
                plan,
                rounds,
                round -> System.out.println(
                        json ? round.without().toJson() + "\n" + round.with().toJson() : round.toText()));
        if (!json) {
            System.out.printf(Locale.ROOT, "median ratio %.2f%n", BlockedRun.ratio(all));
        }
        return all.stream().allMatch(round -> round.failures() == 0) ? 0 : 1;
    }

    private LoadPlan plan() {
        LoadPlan closed = new LoadPlan(
                url,
                raw,
                scenario,
                connections == null ? scenario.connections() : connections,
                outstanding == null ? scenario.outstanding() : outstanding,
                payload == null ? scenario.payload() : payload,
                warmup,
                seconds,
                pid);
        return closed.atRate(rate == 0 && scenario == Scenario.BLOCKED ? BLOCKED_RATE : rate);
    }
}
