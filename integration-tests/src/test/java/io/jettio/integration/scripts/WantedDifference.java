package io.jettio.integration.scripts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where our client is not to do what the official one does. Each reason stands in the page for users, too; a script says
 * which it shows, and with which lines.
 */
enum WantedDifference {
    ACTIVE_WHILE_TRYING(
            "Without reconnection, and when the attempts are used up, a socket that has no connection is not active: nothing"
                    + " tries any more.") {
        @Override
        Map<String, ?> state(Map<?, ?> theirs) {
            return Map.of(
                    "connected", theirs.get("connected"),
                    "active", theirs.get("connected"),
                    "recovered", theirs.get("recovered"));
        }
    },
    LAST_ERROR_FIRST(
            "The error of the last attempt to reconnect is told before it is told that the attempts are used up."),
    LISTENERS_DO_NOT_NEST(
            "What a listener brings about, such as a disconnect, is told when it has returned, not inside it."),
    PARSE_ERROR_BELOW("What breaks the protocol of the connection ends it with the reason parse error, too."),
    OMITS_NULL_FIELDS("Fields of objects that are null are left out, unless the codec is told otherwise.");

    private final String reason;

    WantedDifference(String reason) {
        this.reason = reason;
    }

    String reason() {
        return reason;
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
