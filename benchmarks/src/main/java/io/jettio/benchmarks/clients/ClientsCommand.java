package io.jettio.benchmarks.clients;

import io.jettio.benchmarks.compare.PeerProcess;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code clients}: Jettio's client and the official one, each in its own JVM, in interleaved rounds. */
@Command(
        name = "clients",
        description = {
            "Compares Jettio's client with the official Java client: the same server, the same work, in turn.",
            "Run it in the project's folder. Server: node (after 'npm ci' in benchmarks/peers/node) or load (from"
                    + " --interop)."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class ClientsCommand implements Callable<Integer> {
    @Option(names = "--server", defaultValue = "node", description = "node or load")
    private String server = "node";

    @Option(
            names = "--tasks",
            split = ",",
            defaultValue =
                    "ack:1x1x32,ack:100x8x32,echo:100x1x32,typed:100x8x0,bin:50x1x1024,poll:50x1x32,idle:500x0x0",
            description =
                    "ack, echo, typed, bin, poll, idle, each as in ack:100x8x32 (connections, outstanding, payload)")
    private List<String> tasks = List.of();

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "how many; for idle at most three, with a new JVM each")
    private int rounds = 5;

    @Option(names = "--seconds", defaultValue = "1.5", description = "how long each round counts")
    private double seconds = 1.5;

    @Option(names = "--warmup", defaultValue = "5", description = "seconds under load before the first round")
    private double warmup = 5;

    @Option(names = "--java", description = "the program that runs the clients; by default this JVM's")
    private String java = System.getProperty("java.home") + "/bin/java";

    @Option(names = "--java-options", split = " ", defaultValue = "-Xmx512m", description = "for the clients")
    private List<String> javaOptions = List.of();

    @Option(
            names = "--interop",
            defaultValue = "integration-tests/target/interop.jar",
            description = "jar with 'serve'")
    private File interop = new File("interop.jar");

    @Option(names = "--node", defaultValue = "benchmarks/peers/node", description = "folder of the Node server")
    private File node = new File("node");

    /** Made by picocli. */
    public ClientsCommand() {}

    @Override
    public Integer call() throws Exception {
        boolean wrong = false;
        try (PeerProcess peer = startServer()) {
            for (String task : tasks) {
                Work work = parse(peer.url(), task);
                if (work.task() == Work.Task.IDLE) {
                    System.out.println(idle(work).toTable());
                } else {
                    LoadTable table = load(work);
                    System.out.println(table.toTable());
                    wrong |= table.wrong() > 0;
                }
            }
        }
        return wrong ? 1 : 0;
    }

    private PeerProcess startServer() throws IOException, InterruptedException {
        return switch (server) {
            case "node" -> PeerProcess.start(List.of("node", "server.js"), node);
            case "load" ->
                PeerProcess.start(
                        List.of(java, "-Xms512m", "-Xmx1g", "-jar", interop.getPath(), "serve", "load", "--port", "0"),
                        new File("."));
            default -> throw new IllegalArgumentException("no server " + server);
        };
    }

    private static Work parse(URI url, String text) {
        String[] parts = text.split("[:x]", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("task:CONNECTIONSxOUTSTANDINGxPAYLOAD expected, not " + text);
        }
        return new Work(
                url,
                Work.Task.valueOf(parts[0].toUpperCase(Locale.ROOT)),
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]));
    }

    private ClientProcess start(Library library, Work work) throws IOException {
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(javaOptions);
        return ClientProcess.start(command, library, work);
    }

    private LoadTable load(Work work) throws IOException {
        LoadTable table = new LoadTable(work);
        Map<Library, ClientProcess> clients = new EnumMap<>(Library.class);
        try {
            for (Library library : Library.values()) {
                ClientProcess started = start(library, work);
                clients.put(library, started);
                started.open(work.connections());
                started.run(warmup);
            }
            for (int round = 0; round < rounds; round++) {
                for (Map.Entry<Library, ClientProcess> each : clients.entrySet()) {
                    table.add(each.getKey(), each.getValue().run(seconds));
                }
            }
        } finally {
            for (ClientProcess each : clients.values()) {
                each.close();
            }
        }
        return table;
    }

    private IdleTable idle(Work work) throws IOException, InterruptedException {
        IdleTable table = new IdleTable(work.connections());
        for (int round = 0; round < Math.min(3, rounds); round++) {
            for (Library library : Library.values()) {
                try (ClientProcess clients = start(library, work)) {
                    // What a library loads once.
                    clients.open(Math.max(1, work.connections() / 10));
                    clients.disconnect();
                    Thread.sleep(2000);
                    ClientProcess.Memory before = clients.memory();
                    clients.open(work.connections());
                    Thread.sleep(3000);
                    table.add(library, before, clients.memory());
                }
            }
        }
        return table;
    }
}
