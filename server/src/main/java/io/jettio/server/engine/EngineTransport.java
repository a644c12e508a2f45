package io.jettio.server.engine;

import java.util.Locale;

/** How a session's packets travel. */
public enum EngineTransport {
    /** HTTP long-polling. */
    POLLING,
    /** WebSocket. */
    WEBSOCKET;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /**
     * {@return the name on the wire, the {@code transport} parameter}
     */
    public String wireName() {
        return wireName;
    }
}
