package io.jettio.harness.client;

import java.time.Duration;

/**
 * What the scripted server says when a session begins.
 *
 * @param interval the ping interval; nothing pings by itself, so by default none is missed
 * @param upgrade whether a WebSocket is offered
 * @param more members before all others, each with its comma
 */
public record Handshake(Duration interval, Duration timeout, int maxPayload, boolean upgrade, String more) {
    /** No heartbeat that could be missed, nothing that must be split, and no upgrade. */
    public static final Handshake PLAIN =
            new Handshake(Duration.ofSeconds(25), Duration.ofSeconds(20), 1_000_000, false, "");

    /** The same that offers a WebSocket. */
    public static final Handshake UPGRADING = new Handshake(PLAIN.interval, PLAIN.timeout, PLAIN.maxPayload, true, "");

    public Handshake beating(Duration every, Duration within) {
        return new Handshake(every, within, maxPayload, upgrade, more);
    }

    public Handshake maxPayload(int bytes) {
        return new Handshake(interval, timeout, bytes, upgrade, more);
    }

    /** With members that no specification knows. */
    public Handshake with(String members) {
        return new Handshake(interval, timeout, maxPayload, upgrade, members);
    }

    /** How long a client may hear nothing. */
    public Duration lifetime() {
        return interval.plus(timeout);
    }

    String packet(String sid) {
        return "0{%s\"sid\":\"%s\",\"upgrades\":[%s],\"pingInterval\":%d,\"pingTimeout\":%d,\"maxPayload\":%d}"
                .formatted(
                        more, sid, upgrade ? "\"websocket\"" : "", interval.toMillis(), timeout.toMillis(), maxPayload);
    }
}
