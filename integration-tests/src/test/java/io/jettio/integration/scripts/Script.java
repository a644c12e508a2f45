package io.jettio.integration.scripts;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.jettio.integration.servers.LineProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a client and its server are to do, in a form that names no client. A file has several, each beginning with {@code
 * == its name}; a line is one step:
 *
 * <pre>
 * options {…}                  the manager's, in the words of the JavaScript client
 * sockets {…}                  what all sockets are made with: auth, retries, ackTimeout
 * server {…}                   the server's
 * a.socket /chat               the socket called a; without this, a is the main namespace's
 * a.connect                    a step of a's; arguments of events are one JSON array
 * a.within disconnect a.connect; a.emit x [1]      steps of a handler, the first time that it runs
 * await a connect              until the journal has the next line of this stream that begins so
 * server.emit / news [1]       a command to the server
 * relay.cut                    something happens to the connections
 * relay.refuseOnce             the next one is refused
 * relay.asked                  until a connection that is held has brought a request
 * relay.polled                 until a client has asked for what the server does not answer yet
 * differs RULE a ["connect"]   with our client, this stream has these lines
 * js: … and ours: …            steps for one of the clients only, where they differ
 * </pre>
 *
 * @param name what it shows
 * @param options the manager's
 * @param sockets those of all sockets
 * @param server the server's
 * @param steps what is to be done
 * @param deviations where our client is to differ
 */
record Script(
        String name,
        Map<String, Object> options,
        Map<String, Object> sockets,
        Map<String, Object> server,
        List<Step> steps,
        List<Deviation> deviations) {
    private static final Map<String, Object> USUAL = Map.of(
            "transports", List.of("websocket"),
            "reconnectionDelay", 20,
            "reconnectionDelayMax", 50,
            "randomizationFactor", 0);
    private static final Path FOLDER = Path.of("src", "test", "resources", "scripts");

    /**
     * Where our client is to differ.
     *
     * @param difference why
     * @param stream of the journal, or null where what the sockets are differs
     * @param lines what is to stand in that stream
     */
    record Deviation(WantedDifference difference, String stream, List<String> lines) {}

    /**
     * One step.
     *
     * @param who the one client for which it is, or null
     * @param target who does it: a socket's name, {@code await}, {@code server} or {@code relay}
     * @param op what is to be done
     * @param more its arguments by name
     * @param line as it was written
     */
    record Step(String who, String target, String op, Map<String, Object> more, String line) {
        boolean isFor(String client) {
            return who == null || who.equals(client);
        }

        /** As a client takes it. */
        Map<String, Object> instruction() {
            Map<String, Object> instruction = new LinkedHashMap<>(more);
            instruction.put("op", op);
            instruction.put("socket", target);
            return instruction;
        }

        String text(String key) {
            return (String) more.get(key);
        }
    }

    /** All scripts of all files, in the order of their names. */
    static List<Script> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Script> scripts = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                for (String text : Files.readString(file).split("(?m)^== ", -1)) {
                    if (!text.isBlank()) {
                        scripts.add(parse(text.lines().toList()));
                    }
                }
            }
            return scripts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Script parse(List<String> lines) {
        Script script = new Script(
                lines.get(0).strip(),
                new LinkedHashMap<>(USUAL),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new ArrayList<>(),
                new ArrayList<>());
        for (String line : lines.subList(1, lines.size())) {
            if (line.startsWith("options ")) {
                script.options.putAll(object(line.substring("options ".length())));
            } else if (line.startsWith("sockets ")) {
                script.sockets.putAll(object(line.substring("sockets ".length())));
            } else if (line.startsWith("server ")) {
                script.server.putAll(object(line.substring("server ".length())));
            } else if (line.startsWith("differs ")) {
                script.deviations.add(deviation(line.split(" ", 4)));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                script.steps.add(step(line.strip()));
            }
        }
        return script;
    }

    private static Deviation deviation(String[] words) {
        String stream = words.length > 2 ? words[2].replace('_', ' ') : null;
        List<String> lines = new ArrayList<>();
        if (words.length > 3) {
            ((List<?>) value(words[3])).forEach(line -> lines.add((String) line));
        }
        return new Deviation(WantedDifference.valueOf(words[1]), stream, lines);
    }

    private static Step step(String line) {
        for (String who : List.of("js", "ours")) {
            if (line.startsWith(who + ": ")) {
                Step step = step(line.substring(who.length() + 2));
                return new Step(who, step.target, step.op, step.more, line);
            }
        }
        if (line.startsWith("await ")) {
            String[] words = line.split(" ", 3);
            Map<String, Object> more = Map.of("stream", words[1].replace('_', ' '), "beginning", words[2]);
            return new Step(null, "await", "await", more, line);
        }
        String[] words = line.split(" ", 2);
        String[] doing = words[0].split("\\.", 2);
        if (doing.length < 2) {
            throw new IllegalArgumentException("no step: " + line);
        }
        String rest = words.length > 1 ? words[1] : "";
        return new Step(null, doing[0], doing[1], arguments(doing[0], doing[1], rest), line);
    }

    private static Map<String, Object> arguments(String target, String op, String rest) {
        if (target.equals("server")) {
            return switch (op) {
                case "emit", "broadcast", "ask" -> named(rest, "ns", "event", "args");
                case "disconnect" -> named(rest, "ns", "close");
                case "raw" -> Map.of("data", value(rest));
                default -> Map.of();
            };
        }
        return switch (op) {
            case "socket" -> named(rest, "ns");
            case "emit", "volatile", "answer" -> named(rest, "event", "args");
            case "ask" -> named(rest, "token", "event", "args");
            case "timeout" -> named(rest, "millis", "token", "event", "args");
            case "within" -> within(rest);
            case "inject" -> Map.of("text", rest);
            default -> rest.isEmpty() ? Map.of() : Map.of("event", rest);
        };
    }

    private static Map<String, Object> within(String rest) {
        String[] words = rest.split(" ", 2);
        List<Map<String, Object>> inner = new ArrayList<>();
        for (String line : words[1].split(";", -1)) {
            inner.add(step(line.strip()).instruction());
        }
        return Map.of("on", words[0], "steps", inner);
    }

    /** The words of a line by name; what may be read as JSON is, but for names. */
    private static Map<String, Object> named(String rest, String... names) {
        String[] words = rest.split(" ", names.length);
        Map<String, Object> named = new LinkedHashMap<>();
        for (int i = 0; i < words.length; i++) {
            boolean isName = List.of("ns", "event", "token").contains(names[i]);
            named.put(names[i], isName ? words[i] : value(words[i]));
        }
        return named;
    }

    private static Map<String, Object> object(String json) {
        Map<String, Object> object = new LinkedHashMap<>();
        ((Map<?, ?>) value(json)).forEach((name, value) -> object.put((String) name, value));
        return object;
    }

    private static Object value(String json) {
        JsonElement element = JsonParser.parseString(json);
        return LineProcess.JSON.fromJson(element, Object.class);
    }

    @Override
    public String toString() {
        return name;
    }
}
