package io.jettio.client.engine;

/** A way to carry Engine.IO packets. */
public enum TransportType {
    /** HTTP long-polling. */
    POLLING("polling"),
    /** WebSocket. */
    WEBSOCKET("websocket");

    private final String wireName;

    TransportType(String wireName) {
        this.wireName = wireName;
    }

    /**
     * {@return the name on the wire, as in the {@code transport} query parameter}
     */
    public String wireName() {
        return wireName;
    }
}
