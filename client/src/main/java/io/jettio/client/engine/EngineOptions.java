package io.jettio.client.engine;

import io.jettio.protocol.DecodeLimits;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    EngineOptions(EngineOptionsBuilder<?> builder) {
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
    public static final class Builder extends EngineOptionsBuilder<Builder> {
        private Builder() {}

        @Override
        protected Builder self() {
            return this;
        }

        /**
         * {@return the options}
         */
        public EngineOptions build() {
            return new EngineOptions(this);
        }
    }
}
