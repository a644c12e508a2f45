package io.jettio.server.engine;

import io.jettio.protocol.DecodeLimits;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/** The options of an Engine.IO server. Immutable; made by {@link #builder()}. */
public final class EngineServerOptions {
    private final String path;
    private final Duration pingInterval;
    private final Duration pingTimeout;
    private final Duration upgradeTimeout;
    private final Set<EngineTransport> transports;
    private final boolean allowUpgrades;
    private final boolean allowEngineV3;
    private final Cors cors;
    private final DecodeLimits limits;
    private final int maxQueuedBytes;
    private final int maxQueuedPackets;
    private final Duration writeStallTimeout;
    private final int handlerThreads;

    EngineServerOptions(EngineOptionsBuilder<?> from) {
        this.path = normalized(from.path);
        this.pingInterval = positive("pingInterval", from.pingInterval);
        this.pingTimeout = positive("pingTimeout", from.pingTimeout);
        this.upgradeTimeout = positive("upgradeTimeout", from.upgradeTimeout);
        if (from.transports.isEmpty()) {
            throw new IllegalArgumentException("transports must name at least one");
        }
        this.transports = Set.copyOf(from.transports);
        this.allowUpgrades = from.allowUpgrades;
        this.allowEngineV3 = from.allowEngineV3;
        this.cors = from.cors;
        this.limits = from.limits;
        this.maxQueuedBytes = positive("maxQueuedBytes", from.maxQueuedBytes);
        this.maxQueuedPackets = positive("maxQueuedPackets", from.maxQueuedPackets);
        this.writeStallTimeout = from.writeStallTimeout == null
                ? pingInterval.plus(pingTimeout)
                : positive("writeStallTimeout", from.writeStallTimeout);
        this.handlerThreads = positive("handlerThreads", from.handlerThreads);
    }

    /**
     * {@return a builder with the defaults}
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * {@return options set by a function}
     *
     * @param configure sets what differs from the defaults
     * @throws IllegalArgumentException if an option is out of its bounds, or two do not fit each other
     */
    public static EngineServerOptions of(Consumer<Builder> configure) {
        Builder builder = builder();
        configure.accept(builder);
        return builder.build();
    }

    /**
     * {@return the path under which sessions live, beginning with a slash; it matches with and without a trailing
     * slash}
     */
    public String path() {
        return path;
    }

    /**
     * {@return the time between two heartbeats}
     */
    public Duration pingInterval() {
        return pingInterval;
    }

    /**
     * {@return how long the answer to a heartbeat may take}
     */
    public Duration pingTimeout() {
        return pingTimeout;
    }

    /**
     * {@return how long an upgrade may take before the candidate transport is dropped; the session stays}
     */
    public Duration upgradeTimeout() {
        return upgradeTimeout;
    }

    /**
     * {@return the transports that a client may use}
     */
    public Set<EngineTransport> transports() {
        return transports;
    }

    /**
     * {@return whether a polling session may become a WebSocket}
     */
    public boolean allowUpgrades() {
        return allowUpgrades;
    }

    /**
     * {@return whether clients of Engine.IO version 3 (Socket.IO 2) are let in}
     */
    public boolean allowEngineV3() {
        return allowEngineV3;
    }

    /**
     * {@return which origins may connect}
     */
    public Cors cors() {
        return cors;
    }

    /**
     * {@return what is accepted from a peer at the most}
     */
    public DecodeLimits limits() {
        return limits;
    }

    /**
     * {@return bytes that may wait for one connection before it is closed as a slow consumer}
     */
    public int maxQueuedBytes() {
        return maxQueuedBytes;
    }

    /**
     * {@return packets that may wait for one connection before it is closed as a slow consumer}
     */
    public int maxQueuedPackets() {
        return maxQueuedPackets;
    }

    /**
     * {@return how long a queue may stay without a byte going out before the connection is closed as a slow
     * consumer}
     */
    public Duration writeStallTimeout() {
        return writeStallTimeout;
    }

    /**
     * {@return how many handlers may run at once where there are no virtual threads (JDK 17 to 20); threads are
     * started on demand and are daemons}
     */
    public int handlerThreads() {
        return handlerThreads;
    }

    /**
     * {@return the transports that a session on a transport may upgrade to}
     *
     * @param current the session's transport
     */
    public Set<EngineTransport> upgradesFrom(EngineTransport current) {
        return current == EngineTransport.POLLING && allowUpgrades && transports.contains(EngineTransport.WEBSOCKET)
                ? EnumSet.of(EngineTransport.WEBSOCKET)
                : Set.of();
    }

    private static String normalized(String path) {
        if (!path.startsWith("/") || path.indexOf('?') >= 0 || path.indexOf('#') >= 0) {
            throw new IllegalArgumentException("path must begin with a slash and have no query: " + path);
        }
        return path.endsWith("/") ? path : path + "/";
    }

    private static Duration positive(String name, Duration value) {
        // Below a millisecond the handshake would have to say 0.
        if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(name + " must be from a millisecond to a day: " + value);
        }
        return value;
    }

    private static int positive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
        return value;
    }

    /** Builds the options. Not thread-safe. */
    public static final class Builder extends EngineOptionsBuilder<Builder> {
        private Builder() {}

        @Override
        protected Builder self() {
            return this;
        }

        /**
         * {@return the options}
         *
         * @throws IllegalArgumentException if an option is out of its bounds, or two do not fit each other
         */
        public EngineServerOptions build() {
            return buildEngine();
        }
    }
}
