package io.jettio.server.adapter;

import java.time.Duration;
import java.util.Objects;

/**
 * How long and how much is kept for clients that lose their connection and come back: connection state recovery. Immutable;
 * a server recovers nothing unless it is given these options. The bounds are each namespace's own.
 *
 * @param maxDisconnectionDuration how long a client may be away; from a millisecond to a day
 * @param maxEvents how many events are kept; positive
 * @param maxBytes about how many bytes these events may hold, with what is noted of rooms that sockets joined and left
 *     meanwhile; positive
 * @param maxSessions how many clients that are away are waited for; positive. Beyond it the one that has been away for
 *     the longest is not waited for any more
 * @param skipMiddlewares whether a client whose session is found passes the middlewares of the namespace by
 */
public record RecoveryOptions(
        Duration maxDisconnectionDuration, int maxEvents, long maxBytes, int maxSessions, boolean skipMiddlewares) {
    /**
     * Two minutes as in Node, 10 000 events of 16 MiB together, 10 000 sessions; the middlewares run, unlike in Node: who
     * was let in two minutes ago need not be let in now.
     */
    public static final RecoveryOptions DEFAULTS =
            new RecoveryOptions(Duration.ofMinutes(2), 10_000, 16L << 20, 10_000, false);

    /**
     * Checks the bounds.
     *
     * @param maxDisconnectionDuration how long a client may be away
     * @param maxEvents how many events are kept
     * @param maxBytes about how many bytes these events may hold
     * @param maxSessions how many clients that are away are waited for
     * @param skipMiddlewares whether a client whose session is found passes the middlewares by
     * @throws IllegalArgumentException if an option is out of its bounds
     */
    public RecoveryOptions {
        Objects.requireNonNull(maxDisconnectionDuration, "maxDisconnectionDuration");
        if (maxDisconnectionDuration.compareTo(Duration.ofMillis(1)) < 0
                || maxDisconnectionDuration.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    "maxDisconnectionDuration must be from a millisecond to a day: " + maxDisconnectionDuration);
        }
        if (maxEvents <= 0 || maxBytes <= 0 || maxSessions <= 0) {
            throw new IllegalArgumentException("maxEvents, maxBytes and maxSessions must be positive: " + maxEvents
                    + ", " + maxBytes + ", " + maxSessions);
        }
    }

    /**
     * {@return these options with another duration}
     *
     * @param value how long a client may be away
     * @throws IllegalArgumentException if it is out of its bounds
     */
    public RecoveryOptions withMaxDisconnectionDuration(Duration value) {
        return new RecoveryOptions(value, maxEvents, maxBytes, maxSessions, skipMiddlewares);
    }

    /**
     * {@return these options with another bound for events}
     *
     * @param value how many events are kept
     * @throws IllegalArgumentException if it is not positive
     */
    public RecoveryOptions withMaxEvents(int value) {
        return new RecoveryOptions(maxDisconnectionDuration, value, maxBytes, maxSessions, skipMiddlewares);
    }

    /**
     * {@return these options with another bound for bytes}
     *
     * @param value about how many bytes the events may hold
     * @throws IllegalArgumentException if it is not positive
     */
    public RecoveryOptions withMaxBytes(long value) {
        return new RecoveryOptions(maxDisconnectionDuration, maxEvents, value, maxSessions, skipMiddlewares);
    }

    /**
     * {@return these options with another bound for sessions}
     *
     * @param value how many clients that are away are waited for
     * @throws IllegalArgumentException if it is not positive
     */
    public RecoveryOptions withMaxSessions(int value) {
        return new RecoveryOptions(maxDisconnectionDuration, maxEvents, maxBytes, value, skipMiddlewares);
    }

    /**
     * {@return these options with or without middlewares for clients that come back}
     *
     * @param value whether they pass the middlewares by
     */
    public RecoveryOptions withSkipMiddlewares(boolean value) {
        return new RecoveryOptions(maxDisconnectionDuration, maxEvents, maxBytes, maxSessions, value);
    }
}
