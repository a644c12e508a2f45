package io.jettio.integration.proofs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A {@link StressedServer} with a heap of 256 MB, which runs out of memory only once. */
public final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final Path errors;
    private final Writer questions;
    private final BufferedReader answers;
    private final int port;

    private ServerProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.questions = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.port = Math.toIntExact(figures().get("port"));
    }

    /** Starts a server with these arguments; what it logs goes to a file in a folder, and must be nothing. */
    public static ServerProcess start(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                StressedServer.class.getName()));
        command.addAll(Arrays.asList(arguments));
        Path errors = Files.createTempFile(folder, "server", ".log");
        return new ServerProcess(
                new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors);
    }

    public int port() {
        return port;
    }

    /** Asks a question of {@link StressedServer}. */
    public synchronized Map<String, Long> ask(String question) {
        try {
            questions.write(question + "\n");
            questions.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(ended(), e);
        }
        return figures();
    }

    private Map<String, Long> figures() {
        Map<String, Long> figures = new TreeMap<>();
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new AssertionError(ended());
            }
            for (String figure : line.split(" ", -1)) {
                int equals = figure.indexOf('=');
                if (equals > 0) {
                    figures.put(figure.substring(0, equals), Long.valueOf(figure.substring(equals + 1)));
                } else if (!figure.isEmpty()) {
                    throw new AssertionError("the server says: " + line); // such as that it is out of memory
                }
            }
            return figures;
        } catch (IOException e) {
            throw new UncheckedIOException(ended(), e);
        }
    }

    private String ended() {
        try {
            String exit = process.waitFor(10, TimeUnit.SECONDS) ? "with " + process.exitValue() : "not yet";
            return "the server ended " + exit + ": " + Files.readString(errors);
        } catch (IOException e) {
            return "the server ended: " + e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "the server ended";
        }
    }

    /** Lets the server end, which it must do by itself and without a word. */
    @Override
    public void close() throws IOException {
        try {
            questions.close();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0 || Files.size(errors) > 0) {
                throw new AssertionError(ended());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
            answers.close();
        }
    }
}
