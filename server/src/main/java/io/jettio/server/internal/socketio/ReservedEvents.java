package io.jettio.server.internal.socketio;

import java.util.Set;

/** Names that the libraries of all languages use for themselves. */
final class ReservedEvents {
    private static final Set<String> NAMES =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private ReservedEvents() {}

    static void check(String event) {
        if (NAMES.contains(event)) {
            throw new IllegalArgumentException("\"" + event + "\" is a reserved event name");
        }
    }
}
