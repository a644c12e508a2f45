package io.jettio.integration;

import java.util.List;

/** The ways in which a client of a test may travel. */
public enum Transports {
    POLLING("polling", "polling"),
    WEBSOCKET("websocket", "websocket"),
    /** Begins with polling; what is tested comes after the upgrade, unless the test says otherwise. */
    UPGRADE("polling", "websocket");

    private final String first;
    private final String last;

    Transports(String first, String last) {
        this.first = first;
        this.last = last;
    }

    /** The names, in the order in which the client is to try them. */
    public List<String> names() {
        return upgrades() ? List.of(first, last) : List.of(first);
    }

    public boolean upgrades() {
        return this == UPGRADE;
    }

    /** The transport on which the client ends up. */
    public String last() {
        return last;
    }
}
