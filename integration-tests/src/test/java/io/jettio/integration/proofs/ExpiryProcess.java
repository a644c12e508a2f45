package io.jettio.integration.proofs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** {@code expiry.cjs}: a server on Node.js whose clients need tokens, or the proxy in front of it. */
final class ExpiryProcess implements AutoCloseable {
    private static final Path SCRIPT = Path.of("src", "test", "node", "expiry.cjs");

    /** Where socket.io is installed. */
    private static final Path NODE = Path.of("..", "client", "src", "test", "node");

    private final Process process;
    private final Thread reader;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final int port;

    /** Starts one that listens when this returns; its lines about events go to a consumer. */
    ExpiryProcess(Consumer<String> saves, String... arguments) throws IOException, InterruptedException {
        if (!Files.isDirectory(NODE.resolve("node_modules").resolve("socket.io"))) {
            throw new AssertionError("socket.io is missing; in client/src/test/node: npm ci");
        }
        List<String> command =
                new ArrayList<>(List.of("node", SCRIPT.toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .directory(NODE.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        reader = new Thread(() -> read(saves), "output of " + arguments[0]);
        reader.setDaemon(true);
        reader.start();
        port = Integer.parseInt(next().split(" ", -1)[1]);
    }

    private void read(Consumer<String> saves) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith("save ")) {
                    saves.accept(line);
                } else {
                    lines.add(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String next() throws InterruptedException {
        String line = lines.poll(40, TimeUnit.SECONDS);
        if (line == null) {
            throw new AssertionError("nothing from Node.js");
        }
        return line;
    }

    int port() {
        return port;
    }

    /** Of a proxy: requests, upgrades, and how many of both were refused. */
    long[] figures() throws IOException, InterruptedException {
        Writer questions = process.outputWriter(StandardCharsets.UTF_8);
        questions.write("figures\n");
        questions.flush();
        String[] words = next().split(" ", -1);
        return new long[] {Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3])};
    }

    /** Ends the process without a good-bye, and has read all it said when this returns. */
    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor();
            reader.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
