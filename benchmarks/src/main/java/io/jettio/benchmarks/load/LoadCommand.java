package io.jettio.benchmarks.load;

import java.net.URI;
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
    @Option(names = "--url", required = true, description = "http://host:port of the server")
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

    @Option(names = "--json", description = "print one line of JSON")
    private boolean json;

    /** Made by picocli. */
    public LoadCommand() {}

    @Override
    public Integer call() throws Exception {
        LoadReport report = LoadDriver.run(new LoadPlan(
                url,
                raw,
                scenario,
                connections == null ? scenario.connections() : connections,
                outstanding == null ? scenario.outstanding() : outstanding,
                payload == null ? scenario.payload() : payload,
                warmup,
                seconds,
                pid));
        System.out.println(json ? report.toJson() : report.toText());
        return report.mismatched() == 0 ? 0 : 1;
    }
}
