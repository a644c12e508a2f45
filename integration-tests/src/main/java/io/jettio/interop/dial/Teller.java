package io.jettio.interop.dial;

import io.jettio.client.ConnectError;
import io.jettio.client.DisconnectReason;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says what happens, one line each, from any thread. */
final class Teller {
    private static final String RESET = "\u001b[0m";

    private final PrintStream out;
    private final boolean json;
    private final boolean coloured;

    /**
     * @param out where it is said
     * @param json whether for a program
     * @param coloured whether in colour, where it is not for a program
     */
    Teller(PrintStream out, boolean json, boolean coloured) {
        this.out = out;
        this.json = json;
        this.coloured = coloured;
    }

    void connected(String namespace, @Nullable String sid, boolean recovered) {
        tell(
                line("connect").with("namespace", namespace).with("sid", sid).with("recovered", recovered),
                "32",
                "connected to " + namespace + " as " + sid + (recovered ? ", recovered" : ""));
    }

    void disconnected(DisconnectReason reason) {
        tell(line("disconnect").with("reason", reason.toString()), "33", "disconnected: " + reason);
    }

    void failed(ConnectError error) {
        Line line = line("connect_error").with("message", error.message()).with("refused", error.refused());
        String behind = "";
        Object data = Values.shown(error.data(Object.class).orElse(null));
        if (data != null) {
            line.with("data", data);
            behind = " " + Values.json(data);
        }
        tell(line, "31", (error.refused() ? "refused: " : "not connected: ") + error.message() + behind);
    }

    void tries(int attempt) {
        tell(line("reconnect_attempt").with("attempt", attempt), "33", "reconnects, attempt " + attempt);
    }

    void reconnected(int attempt) {
        tell(line("reconnect").with("attempt", attempt), "32", "reconnected at attempt " + attempt);
    }

    void event(String event, List<@Nullable Object> arguments) {
        tell(line("event").with("event", event).with("args", arguments), "36", "< " + named(event) + behind(arguments));
    }

    void ack(Object id, String event, List<@Nullable Object> arguments) {
        tell(
                line("ack").with("id", id).with("event", event).with("args", arguments),
                "35",
                "= " + named(event) + " (" + id + ")" + behind(arguments));
    }

    void noAck(Object id, String event, String message) {
        tell(
                line("ack_error").with("id", id).with("event", event).with("message", message),
                "31",
                "= " + named(event) + " (" + id + ") " + message);
    }

    void wrong(String message) {
        tell(line("error").with("message", message), "31", message);
    }

    void help(String text) {
        if (!json) {
            out.println(text);
            out.flush();
        }
    }

    private static Line line(String what) {
        return new Line().with("what", what);
    }

    /** Names that could be taken for something else, or steer a terminal, are quoted. */
    private static String named(String event) {
        return event.matches("[\\w.:/-]+") ? event : Values.json(event);
    }

    private static String behind(List<@Nullable Object> arguments) {
        StringBuilder text = new StringBuilder();
        arguments.forEach(one -> text.append(' ').append(Values.json(one)));
        return text.toString();
    }

    private synchronized void tell(Line line, String colour, String text) {
        if (json) {
            out.println(Values.json(line.members));
        } else if (coloured) {
            out.println("\u001b[" + colour + "m" + harmless(text) + RESET);
        } else {
            out.println(harmless(text));
        }
        out.flush();
    }

    /** The peer's words do not steer the terminal. */
    private static String harmless(String text) {
        StringBuilder shown = new StringBuilder();
        text.chars().forEach(c -> {
            if (Character.isISOControl(c)) {
                shown.append("\\u%04x".formatted(c));
            } else {
                shown.append((char) c);
            }
        });
        return shown.toString();
    }

    private static final class Line {
        private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

        Line with(String name, @Nullable Object value) {
            members.put(name, value);
            return this;
        }
    }
}
