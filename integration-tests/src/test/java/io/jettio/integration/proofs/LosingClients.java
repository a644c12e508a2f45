package io.jettio.integration.proofs;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.jettio.integration.Patience;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Many official clients in one Node process, which lose their connections when they are told to. */
final class LosingClients {
    private static final Path NODE = Path.of("src", "test", "node");
    private static final Gson GSON = new Gson();

    private final Process process;
    private final BufferedWriter instructions;
    private final Map<String, BlockingQueue<JsonObject>> reports = new ConcurrentHashMap<>();

    LosingClients() throws IOException {
        if (!Files.isDirectory(NODE.resolve("node_modules").resolve("socket.io-client"))) {
            throw new AssertionError("socket.io-client is missing; in integration-tests/src/test/node: npm ci");
        }
        process = new ProcessBuilder(List.of("node", "recovery.mjs"))
                .directory(NODE.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        instructions = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "losing-clients");
        reader.setDaemon(true);
        reader.start();
    }

    /** Makes a client that does not connect yet. */
    void make(String client, String url, List<String> transports) {
        reports.put(client, new LinkedBlockingQueue<>());
        tell(Map.of("op", "make", "client", client, "url", url, "transports", transports));
    }

    synchronized void tell(Map<String, ?> instruction) {
        try {
            instructions.write(GSON.toJson(instruction));
            instructions.newLine();
            instructions.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the clients take no instructions any more", e);
        }
    }

    /** Waits for a report of a kind; one of a connection that was lost right after may come before. */
    JsonObject await(String client, String what) {
        try {
            while (true) {
                JsonObject report = reports.get(client).poll(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
                if (report == null) {
                    throw new AssertionError(client + " does not say \"" + what + "\"");
                }
                String said = report.get("what").getAsString();
                if (said.equals(what)) {
                    return report;
                }
                if (!said.equals("connect")) {
                    throw new AssertionError(client + " says " + report + " in place of " + what);
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonObject report = GSON.fromJson(line, JsonObject.class);
                reports.get(report.get("client").getAsString()).add(report);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the clients cannot be read", e);
        }
    }

    void forget(String client) {
        tell(Map.of("op", "forget", "client", client));
    }

    /** Ends the process by ending its standard input. */
    void stop() throws IOException, InterruptedException {
        instructions.close();
        if (!process.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the clients' process did not end by itself");
        }
    }
}
