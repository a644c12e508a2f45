package io.jettio.server.adapter.cluster;

import java.time.Duration;
import java.util.Objects;

/**
 * How nodes find and miss each other, and how much waits where one cannot keep up. Immutable.
 *
 * @param heartbeatInterval after how much silence a node says that it is still there; from 10 milliseconds to an hour
 * @param heartbeatTimeout after how much silence a node is taken for gone; longer than the interval, an hour at the most.
 *     Nodes that are gone are noticed up to a tenth of it later
 * @param discovery how long, after a node has begun to take part, it hears from others before it knows who there is:
 *     requests that are made earlier wait for that; zero to a minute
 * @param maxQueuedMessages how many messages wait for the broker while it is away; what comes then goes to this node only.
 *     Not negative
 * @param maxQueuedBytes about how many bytes these messages may hold; not negative
 * @param maxArrivals how many messages that came from others wait to be handled, for each namespace; those that come then
 *     are dropped. Positive
 */
public record ClusterOptions(
        Duration heartbeatInterval,
        Duration heartbeatTimeout,
        Duration discovery,
        int maxQueuedMessages,
        long maxQueuedBytes,
        int maxArrivals) {
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofHours(1);

    /**
     * Heartbeats every 5 seconds and nodes gone after 10 as in Node, half a second to hear of others, 10 000 messages of
     * 16 MiB together for the broker, and 100 000 from others.
     */
    public static final ClusterOptions DEFAULTS = new ClusterOptions(
            Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofMillis(500), 10_000, 16L << 20, 100_000);

    /**
     * Checks the bounds.
     *
     * @param heartbeatInterval after how much silence a node says that it is still there
     * @param heartbeatTimeout after how much silence a node is taken for gone
     * @param discovery how long a node hears from others before it knows who there is
     * @param maxQueuedMessages how many messages wait for the broker
     * @param maxQueuedBytes about how many bytes these messages may hold
     * @param maxArrivals how many messages that came from others wait
     * @throws IllegalArgumentException if an option is out of its bounds
     */
    public ClusterOptions {
        Objects.requireNonNull(heartbeatInterval, "heartbeatInterval");
        Objects.requireNonNull(heartbeatTimeout, "heartbeatTimeout");
        Objects.requireNonNull(discovery, "discovery");
        if (heartbeatInterval.compareTo(SHORTEST) < 0
                || heartbeatTimeout.compareTo(heartbeatInterval) <= 0
                || heartbeatTimeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("heartbeatInterval must be at least " + SHORTEST
                    + " and heartbeatTimeout longer, and an hour at the most: " + heartbeatInterval + ", "
                    + heartbeatTimeout);
        }
        if (discovery.isNegative() || discovery.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("discovery must be from zero to a minute: " + discovery);
        }
        if (maxQueuedMessages < 0 || maxQueuedBytes < 0 || maxArrivals <= 0) {
            throw new IllegalArgumentException(
                    "maxQueuedMessages and maxQueuedBytes must not be negative, maxArrivals must be positive: "
                            + maxQueuedMessages + ", " + maxQueuedBytes + ", " + maxArrivals);
        }
    }

    /**
     * {@return these options with other heartbeats}
     *
     * @param interval after how much silence a node says that it is still there
     * @param timeout after how much silence a node is taken for gone
     * @throws IllegalArgumentException if they are out of their bounds
     */
    public ClusterOptions withHeartbeat(Duration interval, Duration timeout) {
        return new ClusterOptions(interval, timeout, discovery, maxQueuedMessages, maxQueuedBytes, maxArrivals);
    }

    /**
     * {@return these options with another time to hear of others}
     *
     * @param value how long
     * @throws IllegalArgumentException if it is out of its bounds
     */
    public ClusterOptions withDiscovery(Duration value) {
        return new ClusterOptions(
                heartbeatInterval, heartbeatTimeout, value, maxQueuedMessages, maxQueuedBytes, maxArrivals);
    }

    /**
     * {@return these options with other bounds for what waits for the broker}
     *
     * @param messages how many messages
     * @param bytes about how many bytes they may hold
     * @throws IllegalArgumentException if one is negative
     */
    public ClusterOptions withQueue(int messages, long bytes) {
        return new ClusterOptions(heartbeatInterval, heartbeatTimeout, discovery, messages, bytes, maxArrivals);
    }

    /**
     * {@return these options with another bound for what came from others}
     *
     * @param messages how many messages
     * @throws IllegalArgumentException if it is not positive
     */
    public ClusterOptions withMaxArrivals(int messages) {
        return new ClusterOptions(
                heartbeatInterval, heartbeatTimeout, discovery, maxQueuedMessages, maxQueuedBytes, messages);
    }
}
