package io.jettio.client.engine;

import io.jettio.protocol.DecodeLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** How Engine.IO sessions behave. Immutable; each option's default stands at the builder's method. */
public final class EngineOptions {
    private final String path;
    private final Map<String, String> query;
    private final Map<String, List<String>> headers;
    private final List<TransportType> transports;
    private final boolean upgrade;
    private final boolean rememberUpgrade;
    private final Duration connectTimeout;
    private final Duration upgradeTimeout;
    private final Duration closeTimeout;
    private final DecodeLimits limits;
    private final long maxBufferedBytes;
    private final int maxBufferedPackets;
    private final @Nullable SSLContext sslContext;

    private EngineOptions(Builder builder) {
        this.path = builder.path;
        this.query = Collections.unmodifiableMap(new LinkedHashMap<>(builder.query));
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        builder.headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        this.headers = Collections.unmodifiableMap(copy);
        this.transports = builder.transports;
        this.upgrade = builder.upgrade;
        this.rememberUpgrade = builder.rememberUpgrade;
        this.connectTimeout = builder.connectTimeout;
        this.upgradeTimeout = builder.upgradeTimeout;
        this.closeTimeout = builder.closeTimeout;
        this.limits = builder.limits;
        this.maxBufferedBytes = builder.maxBufferedBytes;
        this.maxBufferedPackets = builder.maxBufferedPackets;
        this.sslContext = builder.sslContext;
    }

    /**
     * {@return a builder that starts from the defaults}
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * {@return the path of every request}
     */
    public String path() {
        return path;
    }

    /**
     * {@return query parameters of every request; unmodifiable}
     */
    public Map<String, String> query() {
        return query;
    }

    /**
     * {@return header fields of every request, names without regard to case; unmodifiable}
     */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /**
     * {@return the transports that may be used, the first one to begin with; unmodifiable}
     */
    public List<TransportType> transports() {
        return transports;
    }

    /**
     * {@return whether polling is upgraded}
     */
    public boolean upgrade() {
        return upgrade;
    }

    /**
     * {@return whether WebSocket is tried first once an upgrade has succeeded}
     */
    public boolean rememberUpgrade() {
        return rememberUpgrade;
    }

    /**
     * {@return how long opening a session may take}
     */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /**
     * {@return how long an upgrade may take}
     */
    public Duration upgradeTimeout() {
        return upgradeTimeout;
    }

    /**
     * {@return how long closing may take}
     */
    public Duration closeTimeout() {
        return closeTimeout;
    }

    /**
     * {@return what is accepted from the server at the most}
     */
    public DecodeLimits limits() {
        return limits;
    }

    /**
     * {@return bytes of messages that may wait to be written}
     */
    public long maxBufferedBytes() {
        return maxBufferedBytes;
    }

    /**
     * {@return messages that may wait to be written}
     */
    public int maxBufferedPackets() {
        return maxBufferedPackets;
    }

    /**
     * {@return the TLS context, empty for the platform's}
     */
    public Optional<SSLContext> sslContext() {
        return Optional.ofNullable(sslContext);
    }

    /** Builds options; not thread-safe. */
    public static final class Builder {
        // Incoming messages are the server's to size, whose own limits hold for what it receives, not for what it
        // sends; and Node's server answers one poll with everything that waited.
        private static final int MAX_PAYLOAD = 16 << 20;
        private static final int MAX_PACKETS_PER_PAYLOAD = 1 << 18;

        private String path = "/engine.io/";
        private final Map<String, String> query = new LinkedHashMap<>();
        private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private List<TransportType> transports = List.of(TransportType.POLLING, TransportType.WEBSOCKET);
        private boolean upgrade = true;
        private boolean rememberUpgrade;
        private Duration connectTimeout = Duration.ofSeconds(20);
        private Duration upgradeTimeout = Duration.ofSeconds(10);
        private Duration closeTimeout = Duration.ofSeconds(5);
        private DecodeLimits limits = DecodeLimits.builder()
                .maxPayloadBytes(MAX_PAYLOAD)
                .maxPacketsPerPayload(MAX_PACKETS_PER_PAYLOAD)
                .build();
        private long maxBufferedBytes = 16L << 20;
        private int maxBufferedPackets = 65_536;
        private @Nullable SSLContext sslContext;

        private Builder() {}

        /**
         * Sets the path of every request. Default {@code /engine.io/}; a missing slash at either end is added.
         *
         * @param value the path
         * @return this builder
         */
        public Builder path(String value) {
            String path = value.startsWith("/") ? value : "/" + value;
            this.path = path.endsWith("/") ? path : path + "/";
            return this;
        }

        /**
         * Adds a query parameter to every request. Default none.
         *
         * @param name the name, not one that Engine.IO uses itself
         * @param value the value
         * @return this builder
         * @throws IllegalArgumentException if the name is {@code EIO}, {@code transport}, {@code sid} or {@code t}
         */
        public Builder query(String name, String value) {
            if (List.of("EIO", "transport", "sid", "t").contains(name)) {
                throw new IllegalArgumentException("query parameter " + name + " belongs to the protocol");
            }
            query.put(name, Objects.requireNonNull(value, "value"));
            return this;
        }

        /**
         * Adds a header field to every request, polling and WebSocket. Default none.
         *
         * @param name the name
         * @param value the value
         * @return this builder
         */
        public Builder header(String name, String value) {
            headers.computeIfAbsent(name, key -> new ArrayList<>()).add(Objects.requireNonNull(value, "value"));
            return this;
        }

        /**
         * Sets the transports that may be used; the first opens the session. Default polling, then WebSocket.
         *
         * @param values at least one, each once
         * @return this builder
         * @throws IllegalArgumentException if there is none, or one twice
         */
        public Builder transports(TransportType... values) {
            List<TransportType> list = List.of(values);
            if (list.isEmpty() || list.stream().distinct().count() != list.size()) {
                throw new IllegalArgumentException("expected each transport once and at least one: " + list);
            }
            this.transports = list;
            return this;
        }

        /**
         * Sets whether a session that begins with polling is upgraded to WebSocket, if both sides allow it. Default
         * true.
         *
         * @param value whether
         * @return this builder
         */
        public Builder upgrade(boolean value) {
            this.upgrade = value;
            return this;
        }

        /**
         * Sets whether, once an upgrade has succeeded, the next session of the same client or manager begins with
         * WebSocket, until that fails. Default false, since a first WebSocket that a proxy swallows costs a timeout.
         *
         * @param value whether
         * @return this builder
         */
        public Builder rememberUpgrade(boolean value) {
            this.rememberUpgrade = value;
            return this;
        }

        /**
         * Sets how long it may take until the handshake is there. Default 20 s.
         *
         * @param value positive
         * @return this builder
         */
        public Builder connectTimeout(Duration value) {
            this.connectTimeout = positive("connectTimeout", value);
            return this;
        }

        /**
         * Sets how long an upgrade may take until the candidate is dropped; the session goes on over polling. Default
         * 10 s.
         *
         * @param value positive
         * @return this builder
         */
        public Builder upgradeTimeout(Duration value) {
            this.upgradeTimeout = positive("upgradeTimeout", value);
            return this;
        }

        /**
         * Sets how long closing may take, writing what is buffered included. Default 5 s.
         *
         * @param value positive
         * @return this builder
         */
        public Builder closeTimeout(Duration value) {
            this.closeTimeout = positive("closeTimeout", value);
            return this;
        }

        /**
         * Sets what is accepted from the server at the most. Default {@link DecodeLimits#defaults()}, but 16 MiB for a
         * WebSocket message or a polling body, and 262 144 packets in such a body, since a server may answer one poll
         * with everything that waited.
         *
         * @param value the limits
         * @return this builder
         */
        public Builder limits(DecodeLimits value) {
            this.limits = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets how many bytes may wait to be written, whether the session is open or not. At the limit, sending throws
         * and the message is not sent. A single larger message passes when nothing waits. Default 16 MiB.
         *
         * @param value at least 1
         * @return this builder
         */
        public Builder maxBufferedBytes(long value) {
            this.maxBufferedBytes = atLeastOne("maxBufferedBytes", value);
            return this;
        }

        /**
         * Sets how many packets may wait to be written, whether the session is open or not. At the limit, sending
         * throws and the message is not sent. Default 65 536.
         *
         * @param value at least 1
         * @return this builder
         */
        public Builder maxBufferedPackets(int value) {
            this.maxBufferedPackets = (int) atLeastOne("maxBufferedPackets", value);
            return this;
        }

        /**
         * Sets the TLS context for {@code https} and {@code wss}. Default the platform's. The host name is checked in
         * any case.
         *
         * @param value the context
         * @return this builder
         */
        public Builder sslContext(SSLContext value) {
            this.sslContext = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * {@return the options}
         */
        public EngineOptions build() {
            return new EngineOptions(this);
        }

        private static Duration positive(String name, Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException(name + " must be positive: " + value);
            }
            return value;
        }

        private static long atLeastOne(String name, long value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " must be at least 1: " + value);
            }
            return value;
        }
    }
}
