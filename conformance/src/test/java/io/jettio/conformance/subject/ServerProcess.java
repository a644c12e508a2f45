package io.jettio.conformance.subject;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A contract server as a process of its own, stopped by its own handle. */
public final class ServerProcess implements AutoCloseable {
    private static final String LISTENING = "listening on ";
    private static final String END = "(the end of its output)";
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(40);

    private final String name;
    private final Process process;
    private final Lines output;
    private final Lines errors;
    private final URI base;

    private ServerProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.output = new Lines(process.getInputStream());
        this.errors = new Lines(process.getErrorStream());
        String line = output.await(START);
        if (!line.startsWith(LISTENING)) {
            process.destroy();
            throw new AssertionError(name + " did not say where it listens, but: " + line + " " + errors.all());
        }
        this.base = URI.create(line.substring(LISTENING.length()));
    }

    /** Starts the jar that offers the contracts, by {@code serve <contract>}. */
    static ServerProcess jettio(String contract, String... options) {
        Path jar = Path.of(System.getProperty("conformance.jar", "integration-tests/target/interop.jar"))
                .toAbsolutePath()
                .normalize();
        if (!Files.isRegularFile(jar)) {
            throw new AssertionError("there is no " + jar.getFileName() + " in integration-tests/target: build it with"
                    + " mvn -pl integration-tests -am package -DskipTests, or point the suite at a server with"
                    + " -Dconformance." + contract + "=http://127.0.0.1:N");
        }
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command =
                new ArrayList<>(List.of(java.toString(), "-jar", jar.toString(), "serve", contract, "--port", "0"));
        command.addAll(List.of(options));
        return start("jettio " + contract, command, Path.of("."));
    }

    /** Starts the reference implementation's server for a contract. */
    static ServerProcess node(String contract, String... options) {
        Path folder = Path.of(System.getProperty("conformance.node", "src/test/node"));
        if (!Files.isDirectory(folder.resolve("node_modules"))) {
            throw new AssertionError("the reference servers lack their packages: run npm ci in"
                    + " conformance/src/test/node (./check does it)");
        }
        List<String> command = new ArrayList<>(List.of("node", contract + ".js", "--port", "0"));
        command.addAll(List.of(options));
        return start("node " + contract, command, folder);
    }

    /** Starts python-socketio's server for a contract, with Debian's Python where there is one. */
    static ServerProcess python(String contract) {
        Path debians = Path.of("/usr/bin/python3");
        String python = Files.isExecutable(debians) ? debians.toString() : "python3";
        return start(
                "python " + contract,
                List.of(python, contract + "_server.py", "--port", "0"),
                Path.of(System.getProperty("conformance.python", "src/test/python")));
    }

    /** Starts netty-socketio's server for the contract {@code socket}. */
    static ServerProcess netty(String contract) {
        return start(
                "netty-socketio " + contract,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        NettySocketServer.class.getName(),
                        "--port",
                        "0"),
                Path.of("."));
    }

    private static ServerProcess start(String name, List<String> command, Path folder) {
        try {
            return new ServerProcess(
                    name, new ProcessBuilder(command).directory(folder.toFile()).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI base() {
        return base;
    }

    /** {@return what the system knows the process by} */
    public long pid() {
        return process.pid();
    }

    /** Asks the process to end (SIGTERM) and gives its exit code, or fails if it does not end. */
    public int stop() {
        process.toHandle().destroy(); // not by the process, which would close the streams that are read to their ends
        try {
            if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(name + " was still there " + STOP + " after SIGTERM " + errors.all());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the server was to end", e);
        }
    }

    /** What the process printed on standard output after the listening line, once it has ended. */
    public List<String> furtherOutput() {
        return output.all();
    }

    /** What the process printed on standard error, once it has ended. */
    public List<String> errorOutput() {
        return errors.all();
    }

    @Override
    public void close() {
        stop();
    }

    /** The lines of one of the process's streams, read by a thread of their own so that the process never blocks. */
    private static final class Lines {
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        private final Thread reader;

        Lines(InputStream stream) {
            reader = new Thread(() -> read(stream), "server-output");
            reader.setDaemon(true);
            reader.start();
        }

        private void read(InputStream stream) {
            try (BufferedReader in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (@Nullable String line = in.readLine(); line != null; line = in.readLine()) {
                    lines.add(line);
                }
            } catch (IOException e) {
                lines.add("(the stream broke: " + e + ")");
            }
            lines.add(END); // so that nobody waits for a line that cannot come
        }

        String await(Duration patience) {
            try {
                @Nullable String line = lines.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
                return line == null ? "(nothing within " + patience + ")" : line;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while the server was to start", e);
            }
        }

        /** All lines so far; waits for the stream's end. */
        List<String> all() {
            try {
                reader.join(START.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            List<String> all = new ArrayList<>(lines);
            all.remove(END);
            return all;
        }
    }
}
