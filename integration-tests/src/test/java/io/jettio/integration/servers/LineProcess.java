package io.jettio.integration.servers;

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
import java.util.function.Consumer;

/**
 * A program that is told what to do by lines of JSON and reports the same way: {@code done} answers an instruction,
 * everything else happened by itself.
 */
public final class LineProcess {
    private static final Path NODE = Path.of("src", "test", "node");
    private static final Path PYTHON = Path.of("src", "test", "python");
    /** Debian's own: another Python on the path does not see Debian's packages. */
    private static final Path DEBIANS_PYTHON = Path.of("/usr/bin/python3");

    /** JSON as the programs write it: whole numbers stay whole, and nulls stay. */
    public static final Gson JSON = new GsonBuilder()
            .serializeNulls()
            .disableHtmlEscaping()
            .setObjectToNumberStrategy(LineProcess::number)
            .create();

    private final String what;
    private final Process process;
    private final BufferedWriter instructions;
    private final Consumer<Map<?, ?>> reports;
    private final Inbox<Map<?, ?>> answers;
    private final String version;

    private LineProcess(String what, Process process, Consumer<Map<?, ?>> reports) {
        this.what = what;
        this.process = process;
        this.reports = reports;
        this.instructions = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = new Inbox<>("answers of the process of " + what);
        Thread reader = new Thread(this::read, "line-reader");
        reader.setDaemon(true);
        reader.start();
        this.version = String.valueOf(answer("ready").get("version"));
    }

    /**
     * A program on Node.js.
     *
     * @param reports takes what happens, on a thread of the process's reader
     * @param arguments the program's, the first being the package whose release it reports
     */
    public static LineProcess node(String program, Consumer<Map<?, ?>> reports, String... arguments) {
        if (!Files.isDirectory(NODE.resolve("node_modules").resolve(arguments[0]))) {
            throw new AssertionError(arguments[0] + " is missing; in integration-tests/src/test/node: npm ci");
        }
        List<String> command = new ArrayList<>(List.of("node", program));
        command.addAll(List.of(arguments));
        return start(arguments[0], NODE, "on Debian: apt-get install nodejs npm", command, reports);
    }

    /**
     * A program in Python.
     *
     * @param reports takes what happens, on a thread of the process's reader
     */
    public static LineProcess python(String program, Consumer<Map<?, ?>> reports) {
        String python = Files.isExecutable(DEBIANS_PYTHON) ? DEBIANS_PYTHON.toString() : "python3";
        return start(
                "python-socketio",
                PYTHON,
                "on Debian: apt-get install python3-socketio python3-aiohttp",
                List.of(python, "-B", program),
                reports);
    }

    private static LineProcess start(
            String what, Path home, String remedy, List<String> command, Consumer<Map<?, ?>> reports) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(home.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new LineProcess(what, process, reports);
        } catch (IOException | AssertionError e) {
            throw new AssertionError(what + " does not start; " + remedy, e);
        }
    }

    private static Number number(JsonReader in) throws IOException {
        String digits = in.nextString();
        if (digits.matches("-?\\d+")) {
            BigInteger integer = new BigInteger(digits);
            return integer.bitLength() < Long.SIZE ? (Number) integer.longValue() : integer;
        }
        return Double.valueOf(digits);
    }

    /** The release of the package, as the program says. */
    public String version() {
        return version;
    }

    /** Gives an instruction and waits until it is done. */
    public synchronized Map<?, ?> tell(Map<String, ?> instruction) {
        try {
            instructions.write(JSON.toJson(instruction));
            instructions.newLine();
            instructions.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the process of " + what + " takes no instructions any more", e);
        }
        return answer("done");
    }

    private Map<?, ?> answer(String wanted) {
        Map<?, ?> answer = answers.take();
        if (!wanted.equals(answer.get("what"))) {
            throw new AssertionError("the process of " + what + " said " + answer + " in place of " + wanted);
        }
        return answer;
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Map<?, ?> report = JSON.fromJson(line, LinkedHashMap.class);
                if ("done".equals(report.get("what")) || "ready".equals(report.get("what"))) {
                    answers.put(report);
                } else {
                    reports.accept(report);
                }
            }
            answers.put(Map.of("what", "ended"));
        } catch (IOException e) {
            throw new UncheckedIOException("the process of " + what + " cannot be read", e);
        }
    }

    /** Ends the program by ending its standard input. */
    public void end() throws IOException, InterruptedException {
        instructions.close();
        if (!process.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the process of " + what + " did not end by itself");
        }
    }
}
