package io.jettio.client.internal.engine;

import io.jettio.client.engine.EngineOptions;
import io.jettio.client.engine.TransportType;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a server is, and the addresses of its requests. Immutable.
 *
 * @param secure whether over TLS
 * @param authority host, and port where one was given
 * @param path the path of every request
 * @param query what stands in every query behind the protocol's own parameters: empty, or beginning with {@code &}
 */
public record Endpoint(boolean secure, String authority, String path, String query) {
    /**
     * Reads a server's address.
     *
     * @param uri scheme, host, port and a query to be kept
     * @param options path and further query
     * @return the endpoint
     * @throws IllegalArgumentException if the URI has no host or a scheme that is none of http, https, ws and wss
     */
    public static Endpoint of(URI uri, EngineOptions options) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean secure = scheme.equals("https") || scheme.equals("wss");
        if (!secure && !scheme.equals("http") && !scheme.equals("ws")) {
            throw new IllegalArgumentException("expected http, https, ws or wss: " + uri);
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("expected a host: " + uri);
        }
        String host = uri.getHost();
        String authority = uri.getPort() < 0 ? host : host + ":" + uri.getPort();
        StringBuilder query = new StringBuilder();
        if (uri.getRawQuery() != null && !uri.getRawQuery().isEmpty()) {
            query.append('&').append(uri.getRawQuery());
        }
        for (Map.Entry<String, String> parameter : options.query().entrySet()) {
            query.append('&').append(encode(parameter.getKey())).append('=').append(encode(parameter.getValue()));
        }
        return new Endpoint(secure, authority, options.path(), query.toString());
    }

    /** The address of a request; {@code stamp} makes a GET's address unlike any other, for caches on the way. */
    URI request(TransportType transport, @Nullable String sid, @Nullable String stamp) {
        String scheme = (transport == TransportType.WEBSOCKET ? "ws" : "http") + (secure ? "s" : "");
        StringBuilder text = new StringBuilder(scheme)
                .append("://")
                .append(authority)
                .append(path)
                .append("?EIO=4&transport=")
                .append(transport.wireName());
        if (sid != null) {
            text.append("&sid=").append(encode(sid));
        }
        if (stamp != null) {
            text.append("&t=").append(stamp);
        }
        return URI.create(text.append(query).toString());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
