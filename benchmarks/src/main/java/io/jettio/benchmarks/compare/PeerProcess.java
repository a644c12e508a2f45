package io.jettio.benchmarks.compare;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A server in a process of its own, which prints {@code pid N} and then {@code listening on URL}. Its other output goes
 * to this process's standard error.
 */
public final class PeerProcess implements AutoCloseable {
    private static final String PID = "pid ";
    private static final String LISTENING = "listening on ";

    private final Process process;
    private final CompletableFuture<URI> url = new CompletableFuture<>();
    private volatile long pid;

    private PeerProcess(List<String> command, File folder) throws IOException {
        process = new ProcessBuilder(command)
                .directory(folder)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        pid = process.pid();
        Thread reader = new Thread(this::readOutput, "output of " + command.get(0));
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * {@return a server that listens}
     *
     * @param command the program and its arguments
     * @param folder where it runs
     * @throws IOException if it cannot be started, ends, or does not listen within half a minute
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public static PeerProcess start(List<String> command, File folder) throws IOException, InterruptedException {
        PeerProcess peer = new PeerProcess(command, folder);
        try {
            peer.url.get(30, TimeUnit.SECONDS);
            return peer;
        } catch (ExecutionException | TimeoutException e) {
            peer.close();
            throw new IOException("no server from " + command, e);
        }
    }

    /**
     * {@return where it listens}
     */
    public URI url() {
        return url.join();
    }

    /**
     * {@return its number}
     */
    public long pid() {
        return pid;
    }

    private void readOutput() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(PID)) {
                    pid = Long.parseLong(line.substring(PID.length()).strip());
                } else if (line.startsWith(LISTENING)) {
                    url.complete(URI.create(line.substring(LISTENING.length()).strip()));
                } else {
                    System.err.println(line);
                }
            }
            url.completeExceptionally(new IOException("it ended before it listened"));
        } catch (IOException | RuntimeException e) {
            url.completeExceptionally(e);
        }
    }

    /**
     * Ends the process at once, as {@code kill -9} does, and waits until it is gone.
     *
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks the process to end, and ends it when it does not within five seconds. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(5, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
