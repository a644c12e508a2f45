package io.jettio.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A Socket.IO server on Node.js in a process of its own, ended by {@link #close()}. */
public final class NodePeer implements AutoCloseable {
    private static final Path FOLDER = Path.of("src", "test", "node");

    private final Process process;
    private final int port;

    private NodePeer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static NodePeer start() {
        return start(0, "{}");
    }

    static NodePeer start(int port, String options) {
        return start("server.js", port, options);
    }

    /** Engine.IO without Socket.IO. */
    public static NodePeer engine(String options) {
        return start("engine.js", 0, options);
    }

    private static NodePeer start(String script, int port, String options) {
        if (!Files.isDirectory(FOLDER.resolve("node_modules"))) {
            throw new IllegalStateException("the tests need Node.js packages: run 'npm ci' in client/" + FOLDER);
        }
        try {
            Process process = new ProcessBuilder("node", script, Integer.toString(port), options)
                    .directory(FOLDER.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            String line = output.readLine();
            if (line == null || !line.startsWith("listening ")) {
                process.destroyForcibly();
                throw new IllegalStateException("the Node.js server did not start: " + line);
            }
            return new NodePeer(process, Integer.parseInt(line.substring("listening ".length())));
        } catch (IOException failure) {
            throw new UncheckedIOException("the tests need 'node' on the path", failure);
        }
    }

    public int port() {
        return port;
    }

    public String url(String namespace) {
        return "http://127.0.0.1:" + port + namespace;
    }

    /** Ends the process without any good-bye. */
    void kill() {
        process.destroyForcibly();
        await();
    }

    @Override
    public void close() {
        process.destroy();
        await();
    }

    private void await() {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the Node.js server did not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
