package io.jettio.client.internal.engine;

import io.jettio.client.engine.EngineOptions;
import io.jettio.client.engine.TransportType;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a server is, and the addresses of its requests. Immutable. */
public final class Endpoint {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private final boolean secure;
    private final String authority;
    private final Map<TransportType, Place> places;

    /**
     * @param path the path of a transport's requests
     * @param query what stands in every query behind the protocol's own parameters: empty, or beginning with {@code &}
     */
    private record Place(String path, String query) {}

    private Endpoint(boolean secure, String authority, Map<TransportType, Place> places) {
        this.secure = secure;
        this.authority = authority;
        this.places = places;
    }

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
        Map<TransportType, Place> places = new EnumMap<>(TransportType.class);
        for (TransportType transport : TransportType.values()) {
            var own = options.transport(transport);
            Map<String, String> parameters = new LinkedHashMap<>(options.query());
            parameters.putAll(own.query());
            StringBuilder query = new StringBuilder();
            if (uri.getRawQuery() != null && !uri.getRawQuery().isEmpty()) {
                query.append('&').append(uri.getRawQuery());
            }
            parameters.forEach((name, value) ->
                    query.append('&').append(encode(name)).append('=').append(encode(value)));
            places.put(transport, new Place(own.path().orElse(options.path()), query.toString()));
        }
        return new Endpoint(secure, authority, places);
    }

    /** The address of a request; {@code further} stands behind the protocol's own parameters: empty, or from its &. */
    URI request(TransportType transport, @Nullable String sid, String further) {
        Place place = place(transport);
        StringBuilder text = new StringBuilder(128)
                .append(transport == TransportType.WEBSOCKET ? "ws" : "http")
                .append(secure ? "s" : "")
                .append("://")
                .append(authority)
                .append(place.path())
                .append("?EIO=4&transport=")
                .append(transport.wireName());
        if (sid != null) {
            text.append("&sid=").append(encode(sid));
        }
        return URI.create(text.append(further).append(place.query()).toString());
    }

    /**
     * The same server at the path that a request was led to, for both transports; null where that is another scheme,
     * host or port.
     */
    @Nullable
    Endpoint moved(URI from, String location) {
        URI to;
        try {
            to = from.resolve(location);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
        String path = to.getRawPath();
        if (!sameOrigin(from, to) || path == null || path.isEmpty()) {
            return null;
        }
        Map<TransportType, Place> moved = new EnumMap<>(TransportType.class);
        places.forEach((transport, place) -> moved.put(transport, new Place(path, place.query())));
        return new Endpoint(secure, authority, moved);
    }

    private static boolean sameOrigin(URI from, URI to) {
        return to.getScheme() != null
                && isSecure(from) == isSecure(to)
                && to.getScheme().toLowerCase(Locale.ROOT).matches("https?|wss?")
                && to.getUserInfo() == null
                && from.getHost().equalsIgnoreCase(to.getHost())
                && port(from) == port(to);
    }

    private static boolean isSecure(URI uri) {
        return uri.getScheme().equalsIgnoreCase("https") || uri.getScheme().equalsIgnoreCase("wss");
    }

    /**
     * {@return the port of an address, that of its scheme where it names none}
     *
     * @param uri an address of a server
     */
    public static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : isSecure(uri) ? HTTPS_PORT : HTTP_PORT;
    }

    private Place place(TransportType transport) {
        Place place = places.get(transport);
        if (place == null) {
            throw new IllegalStateException("no place for " + transport);
        }
        return place;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
