package io.jettio.integration.scripts;

import static io.jettio.integration.Patience.await;

import io.jettio.integration.servers.Journal;
import io.jettio.integration.servers.Relay;
import io.jettio.integration.servers.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;

/** One run of a script by one client. */
final class Play {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Script script;
    private final ScriptClient client;
    private final TestServer server;
    private final Relay relay;
    // The offset that a server which recovers puts behind the arguments of an event differs each time.
    private static final Pattern OFFSET = Pattern.compile("(?<=[\\[,])\"[-\\w.]{7,12}\"]$");

    private final Journal journal;

    private Play(Script script, ScriptClient client, TestServer server, Relay relay) {
        this.script = script;
        this.client = client;
        this.server = server;
        this.relay = relay;
        this.journal = script.server().containsKey("connectionStateRecovery")
                ? new Journal(line -> OFFSET.matcher(line).replaceFirst("\"…\"]"))
                : new Journal();
    }

    /**
     * What came of it.
     *
     * @param streams the lines of the journal by stream
     * @param states what the sockets were after each step that ends in a known state, by number and step
     */
    record Result(Map<String, List<String>> streams, Map<String, Map<String, ?>> states) {}

    /**
     * Runs a script.
     *
     * @param expected what should come of it, for which is waited, or null where nothing is known
     */
    static Result run(Script script, ScriptClient client, TestServer server, Result expected) throws Exception {
        try (Relay relay = new Relay()) {
            return new Play(script, client, server, relay).run(expected);
        }
    }

    private Result run(Result expected) {
        relay.leadTo(server.start(script.server(), journal));
        client.begin("http://127.0.0.1:" + relay.port(), script, journal);
        Map<String, Map<String, ?>> states = new LinkedHashMap<>();
        try {
            for (int i = 0; i < script.steps().size(); i++) {
                Script.Step step = script.steps().get(i);
                if (step.isFor(client.name())) {
                    follow(step);
                    if (step.who() == null) {
                        String key = i + " " + step.line();
                        states.put(key, states(known(step), expected == null ? null : expected.states.get(key)));
                    }
                }
            }
            settle();
            Map<String, List<String>> streams = expected == null ? journal.all() : awaited(expected.streams);
            return new Result(streams, states);
        } finally {
            relay.open();
            client.end();
            relay.cut();
            server.stop();
        }
    }

    /** Returns when what was sent before, by either side, has arrived at the other. */
    private void settle() {
        client.states(socket -> true, null).forEach((socket, state) -> {
            if (Boolean.TRUE.equals(((Map<?, ?>) state).get("connected"))) {
                client.follow(step(socket, "on", Map.of("event", "settled")));
                client.follow(step(socket, "emit", Map.of("event", "settle", "args", List.of())));
                journal.await(socket, "event settled");
            }
        });
        server.command("transports", Map.of()); // behind its answer, all that it reported before has been read
    }

    private static Script.Step step(String socket, String op, Map<String, Object> more) {
        return new Script.Step(null, socket, op, more, socket + "." + op);
    }

    /** Gives what should be there time to come. */
    private Map<String, List<String>> awaited(Map<String, List<String>> expected) {
        try {
            await().atMost(SOON)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> sorted(journal.all()).equals(sorted(expected)));
        } catch (ConditionTimeoutException different) {
            return journal.all(); // as the comparison will say
        }
        return journal.all();
    }

    /** The sockets of which the step leaves known what they are: whoever is waited for, for one. */
    private static Predicate<String> known(Script.Step step) {
        return switch (step.op()) {
            case "state" -> socket -> true;
            case "await" -> step.text("stream").split(" ", 2)[0]::equals;
            case "disconnect" -> step.target()::equals;
            default -> socket -> false;
        };
    }

    private Map<String, ?> states(Predicate<String> of, Map<String, ?> expected) {
        Map<String, Object> states = new LinkedHashMap<>(client.states(of, expected));
        states.keySet().removeIf(of.negate());
        return states;
    }

    private void follow(Script.Step step) {
        switch (step.target()) {
            case "await" -> journal.await(step.text("stream"), step.text("beginning"));
            case "server" -> command(step);
            case "relay" -> relay(step);
            default -> client.follow(step);
        }
    }

    private void command(Script.Step step) {
        switch (step.op()) {
            case "stop" -> server.stop();
            case "start" -> relay.leadTo(server.start(script.server(), journal));
            default -> server.command(step.op(), step.more());
        }
    }

    private void relay(Script.Step step) {
        switch (step.op()) {
            case "cut" -> relay.cut();
            case "freeze" -> relay.freeze();
            case "hold" -> relay.hold();
            case "asked" -> relay.awaitRequest();
            case "polled" -> relay.awaitPoll();
            case "refuse" -> relay.refuse();
            case "refuseOnce" -> relay.refuseOnce();
            case "open" -> relay.open();
            case "inject" -> relay.inject(frame(step.text("text")));
            default -> throw new IllegalArgumentException(step.line());
        }
    }

    /** A WebSocket text frame as a server sends it. */
    private static byte[] frame(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[bytes.length + 2];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) bytes.length;
        System.arraycopy(bytes, 0, frame, 2, bytes.length);
        return frame;
    }

    /** Acks have no order among themselves, and what the server tells has one for each namespace. */
    static Map<String, List<String>> sorted(Map<String, List<String>> streams) {
        Map<String, List<String>> sorted = new TreeMap<>();
        streams.forEach((name, lines) -> {
            if (name.equals("closings")) {
                return; // to be waited for: the end of a run does not wait for them
            }
            if (name.equals("server")) {
                lines.forEach(line -> sorted.computeIfAbsent("server " + namespace(line), key -> new ArrayList<>())
                        .add(line));
            } else {
                sorted.put(
                        name, name.endsWith(" acks") ? lines.stream().sorted().toList() : lines);
            }
        });
        return sorted;
    }

    private static String namespace(String line) {
        String[] words = line.split(" ", 3);
        return words[1].startsWith("/") ? words[1] : "";
    }
}
