package io.jettio.integration.peer;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.stream.JsonReader;
import io.jettio.integration.Inbox;
import io.jettio.integration.Patience;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process with a client in it, told what to do by lines of JSON and answering the same way. */
public final class ProcessPeer implements PeerClient {
    private static final Path NODE = Path.of("src", "test", "node");
    private static final Path PYTHON = Path.of("src", "test", "python");
    /** Debian's own: another Python on the path does not see Debian's packages. */
    private static final Path DEBIANS_PYTHON = Path.of("/usr/bin/python3");

    private static final Gson GSON = new GsonBuilder()
            .serializeNulls()
            .disableHtmlEscaping()
            .setObjectToNumberStrategy(ProcessPeer::number)
            .create();

    private final String what;
    private final Process process;
    private final BufferedWriter instructions;
    private final Inbox<Map<?, ?>> states;
    private final Sockets sockets = new Sockets();
    private final String version;

    private ProcessPeer(String what, Process process) {
        this.what = what;
        this.process = process;
        this.instructions = process.outputWriter(StandardCharsets.UTF_8);
        this.states = new Inbox<>("states of the process of " + what);
        Thread reader = new Thread(this::read, "peer-reader");
        reader.setDaemon(true);
        reader.start();
        this.version = String.valueOf(awaitState("ready").get("version"));
    }

    /** The official JavaScript client, by the name that package.json has for one of its releases. */
    public static ProcessPeer node(String alias) throws IOException {
        return nodeWith(alias);
    }

    /** The same with a parser that is a package of its own. */
    public static ProcessPeer node(String alias, String parser) throws IOException {
        return nodeWith(alias, parser);
    }

    private static ProcessPeer nodeWith(String... packages) throws IOException {
        List<String> command = new ArrayList<>(List.of("node", "driver.mjs"));
        for (String name : packages) {
            if (!Files.isDirectory(NODE.resolve("node_modules").resolve(name))) {
                throw new AssertionError(name + " is missing; in integration-tests/src/test/node: npm ci");
            }
            command.add(name);
        }
        return start(packages[0], NODE, "on Debian: apt-get install nodejs npm", command.toArray(String[]::new));
    }

    /** The client of Python, in its asynchronous form. */
    public static ProcessPeer python() throws IOException {
        String python = Files.isExecutable(DEBIANS_PYTHON) ? DEBIANS_PYTHON.toString() : "python3";
        return start(
                "python-socketio",
                PYTHON,
                "on Debian: apt-get install python3-socketio python3-aiohttp",
                python,
                "-B",
                "driver.py");
    }

    private static ProcessPeer start(String what, Path home, String remedy, String... command) throws IOException {
        try {
            return new ProcessPeer(
                    what,
                    new ProcessBuilder(List.of(command))
                            .directory(home.toFile())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start());
        } catch (IOException e) {
            throw new AssertionError(command[0] + " is missing, for " + what + "; " + remedy, e);
        } catch (AssertionError e) {
            throw new AssertionError(what + " does not start; " + remedy, e);
        }
    }

    /** The release of the client, as it says itself. */
    public String version() {
        return version;
    }

    private static Number number(JsonReader in) throws IOException {
        String digits = in.nextString();
        if (digits.matches("-?\\d+")) {
            BigInteger integer = new BigInteger(digits);
            return integer.bitLength() < Long.SIZE ? (Number) integer.longValue() : integer;
        }
        return Double.valueOf(digits);
    }

    private Map<?, ?> awaitState(String wanted) {
        Map<?, ?> state = states.take();
        if (!wanted.equals(state.get("what"))) {
            throw new AssertionError("the process of " + what + " said " + state + " in place of " + wanted);
        }
        return state;
    }

    @Override
    public PeerSocket.Plan socket(String url) {
        return sockets.plan(url, this::tell);
    }

    @Override
    public void reset() {
        sockets.forget();
        tell(Map.of("op", "reset"));
        awaitState("reset");
    }

    private synchronized void tell(Map<String, ?> instruction) {
        try {
            instructions.write(GSON.toJson(instruction));
            instructions.newLine();
            instructions.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the process of " + what + " takes no instructions any more", e);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Map<?, ?> report = GSON.fromJson(line, LinkedHashMap.class);
                if (report.containsKey("socket")) {
                    sockets.accept(report);
                } else {
                    states.put(report);
                }
            }
            states.put(Map.of("what", "ended"));
        } catch (IOException e) {
            throw new UncheckedIOException("the process of " + what + " cannot be read", e);
        }
    }

    /** Ends the process by ending its standard input. */
    @Override
    public void stop() throws IOException, InterruptedException {
        instructions.close();
        if (!process.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the process of " + what + " did not end by itself");
        }
    }
}
