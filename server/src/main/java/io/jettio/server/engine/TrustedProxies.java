package io.jettio.server.engine;

import java.util.List;

/**
 * The proxies whose word about a client is believed, and the headers in which they give it. Immutable.
 *
 * <p>A proxy writes one kind of header and lets the other kind through as the client sent it. Therefore one kind is
 * believed and the other ignored: with the wrong choice a client could say who it is itself.
 */
public final class TrustedProxies {
    /** The headers that tell about a client. */
    public enum Headers {
        /** {@code X-Forwarded-For}, {@code -Proto} and {@code -Host}, as nearly all proxies write them. */
        X_FORWARDED,
        /** {@code Forwarded} (RFC 7239). */
        FORWARDED
    }

    private static final TrustedProxies NONE = new TrustedProxies(Headers.X_FORWARDED, List.of());

    private final Headers headers;
    private final List<String> networks;

    private TrustedProxies(Headers headers, List<String> networks) {
        this.headers = headers;
        this.networks = networks;
    }

    /**
     * {@return the default: nobody is believed, since anybody can send such a header}
     */
    public static TrustedProxies none() {
        return NONE;
    }

    /**
     * {@return proxies that write {@code X-Forwarded-For}, {@code X-Forwarded-Proto} and {@code X-Forwarded-Host};
     * {@code Forwarded} is ignored}
     *
     * @param networks addresses or networks, such as {@code 127.0.0.1}, {@code 10.0.0.0/8} or {@code fd00::/8}
     */
    public static TrustedProxies writingXForwarded(String... networks) {
        return new TrustedProxies(Headers.X_FORWARDED, List.of(networks));
    }

    /**
     * {@return proxies that write {@code Forwarded} (RFC 7239); {@code X-Forwarded-*} is ignored}
     *
     * @param networks addresses or networks, such as {@code 127.0.0.1}, {@code 10.0.0.0/8} or {@code fd00::/8}
     */
    public static TrustedProxies writingForwarded(String... networks) {
        return new TrustedProxies(Headers.FORWARDED, List.of(networks));
    }

    /**
     * {@return the headers that are believed}
     */
    public Headers headers() {
        return headers;
    }

    /**
     * {@return the addresses and networks of the proxies; unmodifiable}
     */
    public List<String> networks() {
        return networks;
    }
}
