package io.jettio.client.engine;

import io.jettio.protocol.DecodeLimits;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How Engine.IO sessions behave. Immutable; each option's default stands at the builder's method. */
public final class EngineOptions {
    private final String path;
    private final Map<String, String> query;
    private final Map<String, List<String>> headers;
    private final List<TransportType> transports;
    private final boolean upgrade;
    private final boolean rememberUpgrade;
    private final boolean tryAllTransports;
    private final @Nullable Boolean timestampRequests;
    private final String timestampParam;
    private final boolean forceBase64;
    private final Map<TransportType, TransportOptions> perTransport;
    private final HeaderSource.@Nullable Async headersFrom;
    private final EngineResponse.@Nullable Listener onResponse;
    private final boolean cookies;
    private final @Nullable CookieStore cookieStore;
    private final boolean followRedirects;
    private final boolean perMessageDeflate;
    private final List<String> protocols;
    private final @Nullable Network network;
    private final NetworkOptions connections;
    private final Duration requestTimeout;
    private final Duration upgradeTimeout;
    private final Duration closeTimeout;
    private final DecodeLimits limits;
    private final long maxBufferedBytes;
    private final int maxBufferedPackets;

    EngineOptions(EngineOptionsBuilder<?> builder) {
        this.path = builder.path;
        this.query = Collections.unmodifiableMap(new LinkedHashMap<>(builder.query));
        this.headers = TransportOptions.copy(builder.headers);
        this.transports = builder.transports;
        this.upgrade = builder.upgrade;
        this.rememberUpgrade = builder.rememberUpgrade;
        this.tryAllTransports = builder.tryAllTransports;
        this.timestampRequests = builder.timestampRequests;
        this.timestampParam = builder.timestampParam;
        this.forceBase64 = builder.forceBase64;
        Map<TransportType, TransportOptions> each = new EnumMap<>(TransportType.class);
        builder.perTransport.forEach((type, options) -> each.put(type, options.build()));
        this.perTransport = each;
        this.headersFrom = builder.headersFrom;
        this.onResponse = builder.onResponse;
        this.cookies = builder.cookies;
        this.cookieStore = builder.cookieStore;
        this.followRedirects = builder.followRedirects;
        this.perMessageDeflate = builder.perMessageDeflate;
        this.protocols = builder.protocols;
        this.network = builder.network;
        this.connections = builder.networkOptions();
        this.requestTimeout = builder.requestTimeout;
        this.upgradeTimeout = builder.upgradeTimeout;
        this.closeTimeout = builder.closeTimeout;
        this.limits = builder.limits;
        this.maxBufferedBytes = builder.maxBufferedBytes;
        this.maxBufferedPackets = builder.maxBufferedPackets;
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
        return connections.connectTimeout();
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
     * {@return what holds for a transport only}
     *
     * @param transport the transport
     */
    public TransportOptions transport(TransportType transport) {
        return perTransport.getOrDefault(transport, TransportOptions.NONE);
    }

    /**
     * {@return whether the other transports are tried where the first cannot open the session}
     */
    public boolean tryAllTransports() {
        return tryAllTransports;
    }

    /**
     * {@return whether a transport's requests are made unlike each other}
     *
     * @param transport the transport
     */
    public boolean timestampRequests(TransportType transport) {
        return timestampRequests == null ? transport == TransportType.POLLING : timestampRequests;
    }

    /**
     * {@return the query parameter that makes addresses unlike each other}
     */
    public String timestampParam() {
        return timestampParam;
    }

    /**
     * {@return whether binary messages travel as base64 over WebSocket}
     */
    public boolean forceBase64() {
        return forceBase64;
    }

    /**
     * {@return how long a request of polling may go without its answer, zero for ever}
     */
    public Duration requestTimeout() {
        return requestTimeout;
    }

    /**
     * {@return who gives header fields for each request, empty for nobody}
     */
    public Optional<HeaderSource.Async> headersFrom() {
        return Optional.ofNullable(headersFrom);
    }

    /**
     * {@return who is told of answers, empty for nobody}
     */
    public Optional<EngineResponse.Listener> onResponse() {
        return Optional.ofNullable(onResponse);
    }

    /**
     * {@return whether cookies are kept}
     */
    public boolean cookies() {
        return cookies;
    }

    /**
     * {@return where cookies are kept, empty for a store of the client's own}
     */
    public Optional<CookieStore> cookieStore() {
        return Optional.ofNullable(cookieStore);
    }

    /**
     * {@return whether redirects within the origin are followed while a session is being opened}
     */
    public boolean followRedirects() {
        return followRedirects;
    }

    /**
     * {@return whether compression of WebSocket messages is offered}
     */
    public boolean perMessageDeflate() {
        return perMessageDeflate;
    }

    /**
     * {@return the WebSocket subprotocols that are offered; unmodifiable}
     */
    public List<String> protocols() {
        return protocols;
    }

    /**
     * {@return the network that is shared, empty for one of the client's own}
     */
    public Optional<Network> network() {
        return Optional.ofNullable(network);
    }

    /**
     * {@return how connections of the client's own network are made}
     */
    public NetworkOptions connections() {
        return connections;
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
         *
         * @throws IllegalArgumentException if two options do not fit each other
         */
        public EngineOptions build() {
            return engineOptions();
        }
    }
}
