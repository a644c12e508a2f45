package io.jettio.integration.node;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.ToNumberPolicy;
import io.jettio.integration.Inbox;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A Node process with the official client in it, told what to do by lines of JSON and answering the same way. */
public final class NodePeer {
    private static final Path HOME = Path.of("src", "test", "node");
    private static final Gson GSON = new GsonBuilder()
            .serializeNulls()
            .disableHtmlEscaping()
            .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
            .create();

    private final Process process;
    private final BufferedWriter instructions;
    private final Inbox<String> states = new Inbox<>("states of the Node process");
    private final Map<String, NodeSocket> sockets = new ConcurrentHashMap<>();
    private int named;

    private NodePeer(Process process) {
        this.process = process;
        this.instructions = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "node-peer-reader");
        reader.setDaemon(true);
        reader.start();
    }

    public static NodePeer start() throws IOException {
        if (!Files.isDirectory(HOME.resolve("node_modules").resolve("socket.io-client"))) {
            throw new AssertionError("the official client is missing; in integration-tests/src/test/node: npm ci");
        }
        Process process;
        try {
            process = new ProcessBuilder("node", "driver.js")
                    .directory(HOME.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new AssertionError("Node.js is missing; on Debian: apt-get install nodejs npm", e);
        }
        NodePeer peer = new NodePeer(process);
        peer.awaitState("ready");
        return peer;
    }

    private void awaitState(String wanted) {
        String state = states.take();
        if (!state.equals(wanted)) {
            throw new AssertionError("the Node process said " + state + " in place of " + wanted);
        }
    }

    /** A socket that is not connected yet. */
    public NodeSocket.Plan socket(String url) {
        NodeSocket socket = new NodeSocket(this, "s" + ++named);
        sockets.put(socket.name(), socket);
        return new NodeSocket.Plan(socket, url);
    }

    /** Disconnects and forgets every socket. */
    public void reset() {
        sockets.clear();
        tell(Map.of("op", "reset"));
        awaitState("reset");
    }

    synchronized void tell(Map<String, ?> instruction) {
        try {
            instructions.write(GSON.toJson(instruction));
            instructions.newLine();
            instructions.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the Node process takes no instructions any more", e);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Map<?, ?> report = GSON.fromJson(line, LinkedHashMap.class);
                Object name = report.get("socket");
                if (name == null) {
                    states.put(String.valueOf(report.get("what")));
                    continue;
                }
                NodeSocket socket = sockets.get(name);
                if (socket != null) {
                    socket.accept(report);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the Node process cannot be read", e);
        }
    }

    /** Ends the process by ending its standard input. */
    public void stop() throws IOException, InterruptedException {
        instructions.close();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the Node process did not end by itself");
        }
    }
}
