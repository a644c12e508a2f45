package io.jettio.integration.scripts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where our client is not to do what the official one does. Each is a row of the table in the page for users, which gives
 * the reason; a script says which it shows, and with which lines.
 */
enum WantedDifference {
    ACTIVE_WHILE_TRYING("after the last attempt, sockets stay `active`") {
        @Override
        Map<String, ?> state(Map<?, ?> theirs) {
            return Map.of(
                    "connected", theirs.get("connected"),
                    "active", theirs.get("connected"),
                    "recovered", theirs.get("recovered"));
        }
    },
    LAST_ERROR_FIRST("`reconnect_failed` comes before the last `reconnect_error`"),
    LISTENERS_DO_NOT_NEST("what a listener brings about, such as a disconnect, is told inside it"),
    PARSE_ERROR_BELOW("what breaks the protocol below Socket.IO ends with `transport error`"),
    CLOSES_WHEN_ASKED("an Engine.IO CLOSE packet over WebSocket is ignored"),
    DROPS_VOLATILE("a volatile event between two connections is sent over the next, unless that is being opened"),
    OMITS_NULL_FIELDS("fields of objects that are null are sent");

    private final String theirs;

    WantedDifference(String theirs) {
        this.theirs = theirs;
    }

    /** What the official client does, as the page for users says in its table of differences. */
    String theirs() {
        return theirs;
    }

    /** What a socket is with our client where it is this with the official one. */
    Map<String, ?> state(Map<?, ?> theirs) {
        throw new IllegalStateException(this + " shows in the streams of the journal");
    }

    /** What our client should do. */
    static Play.Result applied(Script script, Play.Result theirs) {
        Map<String, List<String>> streams = new LinkedHashMap<>(theirs.streams());
        Map<String, Map<String, ?>> states = new LinkedHashMap<>(theirs.states());
        for (Script.Deviation deviation : script.deviations()) {
            if (deviation.stream() == null) {
                states.replaceAll((step, sockets) -> states(deviation.difference(), sockets));
            } else if (deviation.lines().isEmpty()) {
                streams.remove(deviation.stream());
            } else {
                streams.put(deviation.stream(), deviation.lines());
            }
        }
        Play.Result ours = new Play.Result(streams, states);
        if (!script.deviations().isEmpty() && ours.equals(theirs)) {
            throw new AssertionError("the official client does the same by now: " + script.deviations());
        }
        return ours;
    }

    private static Map<String, ?> states(WantedDifference difference, Map<String, ?> theirs) {
        Map<String, Object> ours = new LinkedHashMap<>();
        theirs.forEach((socket, state) -> ours.put(socket, difference.state((Map<?, ?>) state)));
        return ours;
    }
}
