package io.jettio.consumers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A program of a consumer, running. Closing it closes its standard input and waits for its end. */
final class App implements AutoCloseable {
    /** A Spring application starts in 4 s on an idle machine, and takes ten times that beside other builds. */
    private static final long PATIENCE_SECONDS = 90;

    private static final String END = "(end of output)";

    private final Process process;
    private final Path errors;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private App(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    /**
     * Starts a program.
     *
     * @param command the command
     * @param errors takes its standard error
     * @return the program
     */
    static App start(List<String> command, Path errors) throws IOException {
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        App app = new App(process, errors);
        Thread reader = new Thread(app::read, "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
        return app;
    }

    /**
     * {@return the rest of the next line that it prints, which must begin with a word}
     *
     * @param word the word
     */
    String line(String word) throws InterruptedException {
        String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (line == null || !line.startsWith(word + " ")) {
            throw new AssertionError("expected " + word + ", got " + line + "; " + problems());
        }
        return line.substring(word.length() + 1);
    }

    /**
     * {@return the last of the next lines that it prints with these texts in them, one each, in any order; what it prints
     * in between is passed over}
     *
     * @param texts the texts
     */
    String until(String... texts) throws InterruptedException {
        List<String> passed = new ArrayList<>();
        List<String> expected = new ArrayList<>(List.of(texts));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        String line = "";
        while (!expected.isEmpty()) {
            line = lines.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null || line.equals(END)) {
                throw new AssertionError("expected " + expected + ", got " + passed + "; " + problems());
            }
            if (!expected.removeIf(line::contains)) {
                passed.add(line);
            }
        }
        return line;
    }

    /** Gives it a line of input. */
    void say(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Ends its input. */
    void sayNoMore() throws IOException {
        process.getOutputStream().close();
    }

    /** {@return its process} */
    long pid() {
        return process.pid();
    }

    /** Asks it to end (SIGTERM), and goes on reading what it prints, which {@link Process#destroy} would not. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** {@return its exit code} */
    int ended() {
        return process.onExit()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join()
                .exitValue();
    }

    /** {@return what it wrote to its standard error, for the message of an assertion} */
    String problems() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            reader.lines().forEach(lines::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lines.add(END);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            process.getOutputStream().close();
            ended();
        } finally {
            process.destroyForcibly();
        }
    }
}
