package io.jettio.harness.client;

import java.time.Duration;

/**
 * What the scripted server says when a session begins.
 *
 * @param interval the ping interval; nothing pings by itself, so by default none is missed
 * @param upgrade whether a WebSocket is offered
 */
public record Handshake(Duration interval, Duration timeout, int maxPayload, boolean upgrade) {
    /** No heartbeat that could be missed, nothing that must be split, and no upgrade. */
    public static final Handshake PLAIN =
            new Handshake(Duration.ofSeconds(25), Duration.ofSeconds(20), 1_000_000, false);

    /** The same that offers a WebSocket. */
    public static final Handshake UPGRADING = new Handshake(PLAIN.interval, PLAIN.timeout, PLAIN.maxPayload, true);

    public Handshake beating(Duration every, Duration within) {
        return new Handshake(every, within, maxPayload, upgrade);
    }

    public Handshake maxPayload(int bytes) {
        return new Handshake(interval, timeout, bytes, upgrade);
    }

    /** How long a client may hear nothing. */
    public Duration lifetime() {
        return interval.plus(timeout);
    }

    String packet(String sid) {
        return "0{\"sid\":\"%s\",\"upgrades\":[%s],\"pingInterval\":%d,\"pingTimeout\":%d,\"maxPayload\":%d}"
                .formatted(sid, upgrade ? "\"websocket\"" : "", interval.toMillis(), timeout.toMillis(), maxPayload);
    }
}
