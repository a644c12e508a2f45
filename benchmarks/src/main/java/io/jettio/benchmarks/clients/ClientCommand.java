package io.jettio.benchmarks.clients;

import io.jettio.benchmarks.load.ProcessUsage;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code client}: the clients of one library. It prints {@code ready}, and then answers each line of its standard input
 * with one line, until there is none: {@code open N}, {@code disconnect}, {@code run SECONDS}.
 */
@Command(name = "client", hidden = true, description = "The clients of one library, for 'clients'.")
public final class ClientCommand implements Callable<Integer> {
    @Option(names = "--library", required = true)
    private Library library = Library.JETTIO;

    @Option(names = "--url", required = true)
    private URI url = URI.create("http://127.0.0.1");

    @Option(names = "--task", required = true)
    private Work.Task task = Work.Task.ACK;

    @Option(names = "--connections", required = true)
    private int connections;

    @Option(names = "--outstanding", required = true)
    private int outstanding;

    @Option(names = "--payload", required = true)
    private int payload;

    /** Made by picocli. */
    public ClientCommand() {}

    @Override
    public Integer call() throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Clients clients = library.make(new Work(url, task, connections, outstanding, payload))) {
            System.out.println("ready");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ", -1);
                switch (words[0]) {
                    case "open" -> {
                        clients.open(Integer.parseInt(words[1]));
                        System.out.println("done");
                    }
                    case "disconnect" -> {
                        clients.disconnect();
                        System.out.println("done");
                    }
                    case "run" -> run(clients, Double.parseDouble(words[1]));
                    default -> throw new IllegalArgumentException(line);
                }
            }
        }
        return 0;
    }

    private void run(Clients clients, double seconds) throws Exception {
        long self = ProcessHandle.current().pid();
        long begin = System.nanoTime();
        ProcessUsage before = ProcessUsage.of(self);
        long messages = clients.run(connections, outstanding, seconds);
        long nanos = ProcessUsage.of(self).since(before).nanos();
        System.out.printf(
                Locale.ROOT,
                "%d %.3f %.3f %d%n",
                messages,
                messages / ((System.nanoTime() - begin) / 1e9),
                messages == 0 ? 0 : nanos / 1e3 / messages,
                clients.wrong());
    }
}
