package io.jettio.benchmarks.compare;

import io.jettio.benchmarks.Main;
import io.jettio.benchmarks.load.LoadDriver;
import io.jettio.benchmarks.load.LoadPlan;
import io.jettio.benchmarks.load.LoadReport;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code compare}: all servers alive and warmed, then rounds in which each scenario visits each server in turn.
 */
@Command(
        name = "compare",
        description = {
            "Starts servers, warms them, loads them in turn for some rounds, and prints medians and ratios.",
            "Run it in the project's folder. Servers: raw and load (from --interop), raw-tls, load-mounted, load-bare,"
                    + " load-tls, load-mounted-tls, spring (from --spring), node and node-tls (after 'npm ci' in"
                    + " benchmarks/peers/node), netty,"
                    + " and those that --server names."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class CompareCommand implements Callable<Integer> {
    private static final String RAW = "raw";
    private static final String SCENARIOS = "ack,echo,bcast,bin";
    private static final String OPEN_SCENARIOS = "ack:100x1x32,echo";

    @Option(names = "--servers", split = ",", defaultValue = "raw,load,node", description = "which, in this order")
    private List<String> servers = List.of();

    @Option(
            names = "--server",
            paramLabel = "NAME=COMMAND",
            description = "a server of your own: a command that prints 'pid N' and 'listening on URL', cut at blanks;"
                    + " a name that begins with raw is one that only echoes")
    private Map<String, String> commands = new LinkedHashMap<>();

    @Option(
            names = "--scenarios",
            split = ",",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description = "ack, echo, bcast, bin, typed, connect, poll; sizes as in ack:100x8x1024 (connections,"
                    + " outstanding, payload). By default " + SCENARIOS + ", with --open " + OPEN_SCENARIOS)
    private List<String> scenarios = List.of();

    @Option(
            names = "--base",
            split = ",",
            defaultValue = "raw,node",
            description = "the server that ratios are taken to: the first of these that the scenario was measured on")
    private List<String> base = List.of();

    @Option(
            names = "--open",
            defaultValue = "0",
            description = "a share, such as 0.5, of the rate that the first server of --base reaches in a closed loop:"
                    + " each server is loaded at that rate in an open loop, and p99 is compared")
    private double open;

    @Option(names = "--rounds", defaultValue = "5", description = "how many")
    private int rounds = 5;

    @Option(names = "--seconds", defaultValue = "1.5", description = "how long each cell counts")
    private double seconds = 1.5;

    @Option(names = "--ramp", defaultValue = "0.4", description = "seconds under load before each cell counts")
    private double ramp = 0.4;

    @Option(names = "--warmup", defaultValue = "4", description = "seconds under load per server and scenario at first")
    private double warmup = 4;

    @Option(names = "--java", description = "the program that runs the Java servers; by default this JVM's")
    private String java = System.getProperty("java.home") + "/bin/java";

    @Option(names = "--java-options", split = " ", defaultValue = "-Xms512m -Xmx1g", description = "for Java servers")
    private List<String> javaOptions = List.of();

    @Option(
            names = "--interop",
            defaultValue = "integration-tests/target/interop.jar",
            description = "jar with 'serve'")
    private File interop = new File("interop.jar");

    @Option(
            names = "--spring",
            defaultValue = "examples/spring-boot/target/spring-boot-chat.jar",
            description = "jar of the Spring Boot example")
    private File spring = new File("spring-boot-chat.jar");

    @Option(names = "--node", defaultValue = "benchmarks/peers/node", description = "folder of the Node server")
    private File node = new File("node");

    @Option(names = "--json", description = "print each report as a line of JSON as it comes, too")
    private boolean json;

    /** Made by picocli. */
    public CompareCommand() {}

    @Override
    public Integer call() throws Exception {
        List<Cell> cells = cells();
        List<String> names = new ArrayList<>(servers);
        commands.keySet().stream().filter(name -> !names.contains(name)).forEach(names::add);
        Map<String, PeerProcess> peers = new LinkedHashMap<>();
        try {
            for (String name : names) {
                peers.put(name, start(name));
            }
            return compare(cells, peers);
        } finally {
            peers.values().forEach(PeerProcess::close);
        }
    }

    private List<Cell> cells() {
        if (!scenarios.isEmpty()) {
            return scenarios.stream().map(Cell::parse).toList();
        }
        return Stream.of((open > 0 ? OPEN_SCENARIOS : SCENARIOS).split(","))
                .map(Cell::parse)
                .toList();
    }

    private int compare(List<Cell> cells, Map<String, PeerProcess> peers) throws IOException {
        for (Cell cell : cells) {
            for (String name : names(cell, peers)) {
                System.err.println("warming " + name + ": " + cell.title());
                run(cell, name, peers, warmup, 0.1, 0);
            }
        }
        Map<Cell, Comparison> comparisons = new LinkedHashMap<>();
        for (Cell cell : cells) {
            List<String> names = names(cell, peers);
            String yardstick = base.stream().filter(names::contains).findFirst().orElse(base.get(0));
            comparisons.put(cell, new Comparison(cell.title(), yardstick));
        }
        for (int round = 1; round <= rounds; round++) {
            System.err.println("round " + round);
            for (Map.Entry<Cell, Comparison> each : comparisons.entrySet()) {
                round(round, each.getKey(), peers, each.getValue());
            }
        }
        comparisons.values().forEach(comparison -> System.out.println(comparison.toTable()));
        return comparisons.values().stream().allMatch(comparison -> comparison.failures() == 0) ? 0 : 1;
    }

    private void round(int round, Cell cell, Map<String, PeerProcess> peers, Comparison comparison) throws IOException {
        double rate = 0;
        if (open > 0) {
            LoadReport closed = run(cell, comparison.yardstick(), peers, ramp, seconds, 0);
            comparison.addClosed(closed);
            tell(round, comparison.yardstick(), closed);
            rate = closed.rate() * open;
        }
        for (String name : names(cell, peers)) {
            LoadReport report = run(cell, name, peers, ramp, seconds, rate);
            comparison.add(name, report);
            tell(round, name, report);
        }
    }

    private void tell(int round, String name, LoadReport report) {
        if (json) {
            System.out.printf(
                    Locale.ROOT, "{\"round\":%d,\"server\":\"%s\",\"report\":%s}%n", round, name, report.toJson());
        }
    }

    /** The servers that can take part: one that only echoes knows no polling. */
    private static List<String> names(Cell cell, Map<String, PeerProcess> peers) {
        return peers.keySet().stream()
                .filter(name -> !name.startsWith(RAW) || cell.scenario().raw())
                .toList();
    }

    private static LoadReport run(
            Cell cell, String name, Map<String, PeerProcess> peers, double before, double counted, double rate)
            throws IOException {
        PeerProcess peer = peers.get(name);
        if (peer == null) {
            throw new IllegalArgumentException("no server " + name);
        }
        LoadPlan plan = cell.plan(peer.url(), name.startsWith(RAW), peer.pid(), before, counted);
        return LoadDriver.run(plan.atRate(rate));
    }

    private PeerProcess start(String name) throws IOException, InterruptedException {
        @Nullable String command = commands.get(name);
        if (command != null) {
            return PeerProcess.start(List.of(command.strip().split("\\s+")), new File("."));
        }
        return switch (name) {
            case RAW, "load" -> startInterop(name, "standalone");
            case "raw-tls", "load-mounted", "load-bare", "load-tls", "load-mounted-tls" -> {
                int dash = name.indexOf('-');
                yield startInterop(name.substring(0, dash), name.substring(dash + 1));
            }
            case "spring" -> startJava("-jar", spring.getPath(), "--spring.profiles.active=load");
            case "netty" ->
                startJava("-cp", System.getProperty("java.class.path"), Main.class.getName(), "serve-netty");
            case "node" -> PeerProcess.start(List.of("node", "server.js"), node);
            case "node-tls" ->
                PeerProcess.start(
                        List.of(
                                "node",
                                "server.js",
                                "--keytool",
                                Path.of(java).resolveSibling("keytool").toString()),
                        node);
            default -> throw new IllegalArgumentException("no server " + name + "; --server " + name + "=COMMAND?");
        };
    }

    private PeerProcess startInterop(String contract, String form) throws IOException, InterruptedException {
        return startJava("-jar", interop.getPath(), "serve", contract, "--form", form, "--port", "0");
    }

    private PeerProcess startJava(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(java);
        command.addAll(javaOptions);
        command.addAll(List.of(arguments));
        return PeerProcess.start(command, new File("."));
    }
}
