package io.jettio.integration.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.integration.proofs.RawEngine;
import io.jettio.integration.proofs.Wire;
import io.jettio.interop.Interop;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The contract {@code soak} in a process of its own with a heap of 256 MB, or its like on Node.js, judged from outside. */
final class SoakServer implements AutoCloseable {
    private static final String LISTENING = "listening on ";
    private static final Path NODE = Path.of("src", "test", "node");
    private static final Pattern FIGURE = Pattern.compile("\"(\\w+)\":(\\d+)");

    /** How a process ends that was told to by SIGTERM, after its hooks. */
    private static final int TERMINATED = 143;

    private final Process process;
    private final BufferedReader output;
    private final Path errors;
    private final int port;

    private SoakServer(Process process, Path errors) throws IOException {
        this.process = process;
        this.errors = errors;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        if (line == null || !line.startsWith(LISTENING)) {
            process.destroyForcibly();
            throw new AssertionError("the server says " + line + ": " + Files.readString(errors));
        }
        this.port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    }

    /** Starts a server that accepts connections when this returns; options are as {@code pingInterval=1000}. */
    static SoakServer start(Path folder, int port, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(tool("java"), "-Xmx256m", "-XX:+ExitOnOutOfMemoryError"));
        Arrays.stream(options).map(option -> "-Djettio.soak." + option).forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Interop.class.getName()));
        command.addAll(List.of("serve", "soak", "--port", String.valueOf(port)));
        return start(folder, new ProcessBuilder(command));
    }

    /** Starts a server of Node.js for clients that save; its threads and heap are nobody's concern. */
    static SoakServer startNode(Path folder, int port) throws IOException {
        if (!Files.isDirectory(NODE.resolve("node_modules").resolve("socket.io"))) {
            throw new AssertionError("socket.io is missing; in integration-tests/src/test/node: npm ci");
        }
        return start(folder, new ProcessBuilder("node", "soak.mjs", String.valueOf(port)).directory(NODE.toFile()));
    }

    private static SoakServer start(Path folder, ProcessBuilder command) throws IOException {
        Path errors = Files.createTempFile(folder, "server", ".log");
        return new SoakServer(command.redirectError(errors.toFile()).start(), errors);
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    int port() {
        return port;
    }

    // ---------------------------------------------------------------- what it is

    /** What the server has counted: connections, violations, messages, and its sockets' ends by their reasons. */
    Map<String, Long> figures() throws IOException {
        try (Wire wire = RawEngine.webSocket(port, "/socket.io/", 0)) {
            wire.write(Wire.text("40/figures,"));
            await(wire, "40/figures,");
            wire.write(Wire.text("42/figures,0[\"figures\"]"));
            Matcher figure = FIGURE.matcher(await(wire, "43/figures,0"));
            Map<String, Long> figures = new TreeMap<>();
            while (figure.find()) {
                figures.put(figure.group(1), Long.valueOf(figure.group(2)));
            }
            figures.merge("connections", -1L, Long::sum); // without this one
            return figures;
        }
    }

    private static String await(Wire wire, String start) throws IOException {
        String packet = wire.readText();
        while (!packet.startsWith(start)) {
            if (!packet.equals("2")) {
                throw new IOException("not " + start + " but " + packet);
            }
            packet = wire.readText();
        }
        return packet;
    }

    /** Bytes of live objects, after a full collection. */
    long heap() throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(tool("jcmd"), String.valueOf(process.pid()), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String histogram = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher total = Pattern.compile("Total +\\d+ +(\\d+)").matcher(histogram);
        if (jcmd.waitFor() != 0 || !total.find()) {
            throw new AssertionError("no histogram: " + histogram);
        }
        return Long.parseLong(total.group(1));
    }

    /** The number of threads by their names without digits, as the operating system sees them: cut at 15 characters. */
    Map<String, Integer> threads() throws IOException {
        Map<String, Integer> threads = new TreeMap<>();
        try (Stream<Path> tasks = Files.list(proc("task"))) {
            for (Path task : tasks.toList()) {
                try {
                    String name = Files.readString(task.resolve("comm")).strip();
                    threads.merge(name.replaceAll("\\d.*", ""), 1, Integer::sum);
                } catch (NoSuchFileException ended) {
                    // Between the list and the look.
                }
            }
        }
        return threads;
    }

    /** How many files and sockets are open. */
    long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(proc("fd"))) {
            return open.count();
        }
    }

    private Path proc(String name) {
        return Path.of("/proc", String.valueOf(process.pid()), name);
    }

    // ---------------------------------------------------------------- what is done to it

    /** Sends the process a signal, such as {@code STOP} and {@code CONT}. */
    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).as("exit of kill -" + name).isZero();
    }

    /** Kills the process so that nothing of it can say a word any more. */
    void kill() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        output.close();
        assertThat(log()).as("what the server logged before it was killed").isEmpty();
    }

    private String log() throws IOException {
        return Files.readString(errors);
    }

    /** Tells the process to end, which it must do in time, and checks that it never had anything to say. */
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("the server ends by itself")
                    .isTrue();
            assertThat(log()).as("what the server logged").isEmpty();
            assertThat(process.exitValue()).as("the server's exit").isIn(TERMINATED, 128 + 9);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
            output.close();
        }
    }
}
