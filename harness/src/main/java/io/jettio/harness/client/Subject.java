package io.jettio.harness.client;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import io.jettio.harness.wire.Daemon;
import io.jettio.harness.wire.Tape;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The command that is judged: a process that takes instructions and tells events, a line of JSON each. */
public final class Subject implements AutoCloseable {
    /** Half of a surrogate pair is JSON (RFC 8259, 8.2), and refused by those who read strictly. */
    private static final Gson EVENTS =
            new GsonBuilder().setStrictness(Strictness.LEGACY_STRICT).create();

    private static final Duration END = Duration.ofSeconds(2);

    private final Process process;
    private final BufferedWriter instructions;
    private final Tape tape;
    private final Duration patience;

    // guarded by this
    private final List<JsonObject> events = new ArrayList<>();
    private String broken = "";
    private String complaint = "";

    /**
     * Starts a command.
     *
     * @param command its words; the URL is added as the last one
     * @throws IOException if there is no such command
     */
    Subject(List<String> command, URI url, Duration patience, Tape tape) throws IOException {
        List<String> words = new ArrayList<>(command);
        words.add(url.toString());
        this.tape = tape;
        this.patience = patience;
        this.process = new ProcessBuilder(words).start();
        this.instructions = process.outputWriter(StandardCharsets.UTF_8);
        reader(process.getInputStream(), this::said, this::ended);
        reader(process.getErrorStream(), this::complained, () -> {});
    }

    /** What a line of a stream means. */
    private interface Lines {
        void line(String text);
    }

    private static void reader(InputStream stream, Lines lines, Runnable end) {
        Daemon.start("subject", () -> {
            try (BufferedReader in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (@Nullable String line = in.readLine(); line != null; line = in.readLine()) {
                    lines.line(line);
                }
            } catch (IOException e) {
                lines.line("(the stream broke: " + e.getMessage() + ")");
            } finally {
                end.run();
            }
        });
    }

    private synchronized void said(String line) {
        tape.received("client says " + line);
        try {
            events.add(event(line));
        } catch (JsonParseException e) {
            broken = "the command said what is no JSON object: " + line;
        }
        notifyAll();
    }

    private static JsonObject event(String line) {
        @Nullable JsonObject event = EVENTS.fromJson(line, JsonObject.class);
        if (event == null) {
            throw new JsonParseException("an empty line");
        }
        return event;
    }

    private synchronized void complained(String line) {
        tape.received("client's standard error: " + line);
        if (complaint.isEmpty() || line.contains("Error") || line.contains("Exception")) {
            complaint = line;
        }
    }

    private synchronized void ended() {
        if (broken.isEmpty()) {
            broken = "the command ended" + (complaint.isEmpty() ? "" : ": " + complaint);
        }
        notifyAll();
    }

    /** Gives an instruction. */
    public void tell(String instruction) {
        tape.sent("client is told " + instruction);
        try {
            instructions.write(instruction);
            instructions.write('\n');
            instructions.flush();
        } catch (IOException e) {
            lives();
            throw new AssertionError("the command takes no instructions any more: " + why(), e);
        }
    }

    private synchronized String why() {
        return broken;
    }

    /** The next event of a kind, waited for; those of other kinds stay. */
    public JsonObject next(String is) {
        return next(is, patience);
    }

    /** The same with a patience of the scenario's own. */
    public synchronized JsonObject next(String is, Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        while (true) {
            @Nullable JsonObject found = take(is);
            if (found != null) {
                return found;
            }
            if (!broken.isEmpty()) {
                throw new AssertionError(broken);
            }
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("the client told of no " + is + " within " + longest);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for the client", e);
            }
        }
    }

    private @Nullable JsonObject take(String is) {
        for (Iterator<JsonObject> all = events.iterator(); all.hasNext(); ) {
            JsonObject event = all.next();
            JsonElement kind = event.get("is");
            if (kind != null && kind.isJsonPrimitive() && kind.getAsString().equals(is)) {
                all.remove();
                return event;
            }
        }
        return null;
    }

    /** Whether it told of something of a kind that nobody has asked for yet. */
    public synchronized boolean told(String is) {
        return events.stream()
                .anyMatch(event -> event.has("is") && event.get("is").toString().equals("\"" + is + "\""));
    }

    /** Whether it told of an event of a name that nobody has asked for yet. */
    public synchronized boolean toldEvent(String name) {
        return events.stream()
                .anyMatch(event ->
                        event.has("event") && event.get("event").toString().equals("\"" + name + "\""));
    }

    /** Fails unless the process still runs. */
    public synchronized void lives() {
        if (!process.isAlive()) {
            throw new AssertionError("the command ended with exit code " + process.exitValue()
                    + (complaint.isEmpty() ? "" : ": " + complaint));
        }
    }

    /** Ends standard input, at which the command ends, or is ended. */
    @Override
    public void close() {
        try {
            instructions.close();
        } catch (IOException e) {
            tape.received("(it had closed its standard input)");
        }
        try {
            if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (UncheckedIOException e) {
            tape.received("(while ending: " + e.getMessage() + ")");
        }
    }
}
