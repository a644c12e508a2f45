package io.jettio.benchmarks.compare;

import io.jettio.benchmarks.Main;
import io.jettio.benchmarks.load.LoadDriver;
import io.jettio.benchmarks.load.LoadReport;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code compare}: all servers alive and warmed, then rounds in which each scenario visits each server in turn.
 */
@Command(
        name = "compare",
        description = {
            "Starts servers, warms them, loads them in turn for some rounds, and prints medians and ratios.",
            "Run it in the project's folder. Servers: raw and load (from --interop), raw-tls, load-mounted, load-tls,"
                    + " load-mounted-tls, spring (from --spring), node (after 'npm ci' in benchmarks/peers/node), netty,"
                    + " and those that --server names."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class CompareCommand implements Callable<Integer> {
    private static final String RAW = "raw";

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
            defaultValue = "ack,echo,bcast,bin",
            description = "ack, echo, bcast, bin, typed, connect; sizes as in ack:100x8x1024 (connections, outstanding,"
                    + " payload)")
    private List<String> scenarios = List.of();

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
        List<Cell> cells = scenarios.stream().map(Cell::parse).toList();
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

    private int compare(List<Cell> cells, Map<String, PeerProcess> peers) throws IOException {
        for (Cell cell : cells) {
            for (String name : peers.keySet()) {
                System.err.println("warming " + name + ": " + cell.title());
                run(cell, name, peers, warmup, 0.1);
            }
        }
        Map<Cell, Comparison> comparisons = new LinkedHashMap<>();
        long wrong = 0;
        for (int round = 1; round <= rounds; round++) {
            System.err.println("round " + round);
            for (Cell cell : cells) {
                Comparison comparison = comparisons.computeIfAbsent(cell, key -> new Comparison(key.title(), RAW));
                for (String name : peers.keySet()) {
                    LoadReport report = run(cell, name, peers, ramp, seconds);
                    wrong += report.mismatched();
                    comparison.add(name, report);
                    if (json) {
                        System.out.printf(
                                Locale.ROOT,
                                "{\"round\":%d,\"server\":\"%s\",\"report\":%s}%n",
                                round,
                                name,
                                report.toJson());
                    }
                }
            }
        }
        comparisons.values().forEach(comparison -> System.out.println(comparison.toTable()));
        return wrong == 0 ? 0 : 1;
    }

    private static LoadReport run(Cell cell, String name, Map<String, PeerProcess> peers, double before, double counted)
            throws IOException {
        PeerProcess peer = peers.get(name);
        if (peer == null) {
            throw new IllegalArgumentException("no server " + name);
        }
        return LoadDriver.run(cell.plan(peer.url(), name.startsWith(RAW), peer.pid(), before, counted));
    }

    private PeerProcess start(String name) throws IOException, InterruptedException {
        @Nullable String command = commands.get(name);
        if (command != null) {
            return PeerProcess.start(List.of(command.strip().split("\\s+")), new File("."));
        }
        return switch (name) {
            case RAW, "load" -> startInterop(name, "standalone");
            case "raw-tls", "load-mounted", "load-tls", "load-mounted-tls" -> {
                int dash = name.indexOf('-');
                yield startInterop(name.substring(0, dash), name.substring(dash + 1));
            }
            case "spring" -> startJava("-jar", spring.getPath(), "--spring.profiles.active=load");
            case "netty" ->
                startJava("-cp", System.getProperty("java.class.path"), Main.class.getName(), "serve-netty");
            case "node" -> PeerProcess.start(List.of("node", "server.js"), node);
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
