package io.jettio.server.engine;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import io.jettio.server.observe.ServerObserver;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The options of an Engine.IO server. Immutable; made by {@link #builder()}. */
public final class EngineServerOptions {
    private final String path;
    private final Duration pingInterval;
    private final Duration pingIntervalGrace;
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
    private final @Nullable EngineCookie cookie;
    private final OutboundPolicy outboundPolicy;
    private final int maxPacketsPerSecond;
    private final int maxBytesPerSecond;
    private final int maxConnectionsPerAddress;
    private final int handshakesPerAddressAndSecond;
    private final Duration drainTimeout;
    private final Duration requestTimeout;
    private final Compression compression;
    private final RequestHooks hooks;
    private final boolean jsonp;
    private final @Nullable Frame initialPacket;
    private final @Nullable ClientBundle serveClient;
    private final @Nullable TlsOptions tls;
    private final TrustedProxies trustedProxies;
    private final List<ServerObserver> observers;
    private final @Nullable String healthPath;

    EngineServerOptions(EngineOptionsBuilder<?> from) {
        this.path = normalized(from.path);
        this.pingInterval = positive("pingInterval", from.pingInterval);
        this.pingIntervalGrace =
                from.pingIntervalGrace.isZero() ? Duration.ZERO : positive("pingIntervalGrace", from.pingIntervalGrace);
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
        this.cookie = from.cookie;
        this.outboundPolicy = from.outboundPolicy;
        this.maxPacketsPerSecond = notNegative("packets in a second", from.maxPacketsPerSecond);
        this.maxBytesPerSecond = notNegative("bytes in a second", from.maxBytesPerSecond);
        this.maxConnectionsPerAddress = notNegative("connections of an address", from.maxConnectionsPerAddress);
        this.handshakesPerAddressAndSecond =
                notNegative("handshakes of an address in a second", from.handshakesPerAddressAndSecond);
        this.drainTimeout = positive("drainTimeout", from.drainTimeout);
        this.requestTimeout = positive("requestTimeout", from.requestTimeout);
        this.compression = new Compression(
                from.httpCompression,
                from.httpCompressionThresholdBytes,
                from.perMessageDeflate,
                from.perMessageDeflateThresholdBytes);
        this.hooks = new RequestHooks(from);
        this.jsonp = from.jsonp;
        this.initialPacket = from.initialPacket;
        this.serveClient = from.serveClient;
        this.tls = from.tls;
        this.trustedProxies = from.trustedProxies;
        this.observers = List.copyOf(from.observers);
        this.healthPath = from.healthPath;
        if (healthPath != null && normalized(healthPath).equals(path)) {
            throw new IllegalArgumentException("health cannot have the path of the sessions: " + healthPath);
        }
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
     * {@return the path under which sessions live, beginning and ending with a slash; it matches with and without the
     * trailing slash}
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
     * {@return by how much the ping interval that clients are told is longer than that of the server}
     */
    public Duration pingIntervalGrace() {
        return pingIntervalGrace;
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
     * {@return the cookie that carries the session id for a proxy's affinity, or empty}
     */
    public Optional<EngineCookie> cookie() {
        return Optional.ofNullable(cookie);
    }

    /**
     * {@return the proxies whose forwarding headers are believed}
     */
    public TrustedProxies trustedProxies() {
        return trustedProxies;
    }

    /**
     * {@return what happens to messages that a client does not take fast enough}
     */
    public OutboundPolicy outboundPolicy() {
        return outboundPolicy;
    }

    /**
     * {@return packets that one connection may send in a second, or 0 for no bound}
     */
    public int maxPacketsPerSecond() {
        return maxPacketsPerSecond;
    }

    /**
     * {@return bytes that one connection may send in a second, or 0 for no bound}
     */
    public int maxBytesPerSecond() {
        return maxBytesPerSecond;
    }

    /**
     * {@return connections that one address may have open, or 0 for no bound}
     */
    public int maxConnectionsPerAddress() {
        return maxConnectionsPerAddress;
    }

    /**
     * {@return handshakes that one address may make in a second, or 0 for no bound}
     */
    public int handshakesPerAddressAndSecond() {
        return handshakesPerAddressAndSecond;
    }

    /**
     * {@return how long {@code drain} lets clients go on before it closes them}
     */
    public Duration drainTimeout() {
        return drainTimeout;
    }

    /**
     * {@return how long a connection that {@code listen} has accepted may take to bring the whole head of a request}
     */
    public Duration requestTimeout() {
        return requestTimeout;
    }

    /**
     * {@return what is compressed}
     */
    public Compression compression() {
        return compression;
    }

    /**
     * {@return what the application does with requests}
     */
    public RequestHooks hooks() {
        return hooks;
    }

    /**
     * {@return whether clients may poll by script tags and forms}
     */
    public boolean jsonp() {
        return jsonp;
    }

    /**
     * {@return the message that every session begins with, or empty}
     */
    public Optional<Frame> initialPacket() {
        return Optional.ofNullable(initialPacket);
    }

    /**
     * {@return where the files of the JavaScript client are, or empty where they are not served}
     */
    public Optional<ClientBundle> serveClient() {
        return Optional.ofNullable(serveClient);
    }

    /**
     * {@return how {@code listen} speaks TLS, or empty where it does not}
     */
    public Optional<TlsOptions> tls() {
        return Optional.ofNullable(tls);
    }

    /**
     * {@return who is told what happens in the server; unmodifiable}
     */
    public List<ServerObserver> observers() {
        return observers;
    }

    /**
     * {@return the path on which {@code listen} tells the server's health, or empty where it does not}
     */
    public Optional<String> healthPath() {
        return Optional.ofNullable(healthPath);
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
            throw new IllegalArgumentException("a path must begin with a slash and have no query: " + path);
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

    private static int notNegative(String name, int value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " must not be negative: " + value);
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
