package io.jettio.server.internal.engine;

import io.jettio.server.engine.Cors;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request's origin in or not, and says which CORS headers its answer carries. The origin is the server's own
 * where host and port equal those of the {@code Host} header, a missing port meaning 80 or 443 alike: behind a proxy
 * that terminates TLS the scheme that we see says nothing.
 */
final class OriginRule {
    private final Cors cors;

    OriginRule(Cors cors) {
        this.cors = cors;
    }

    boolean permits(HttpExchange exchange) {
        String origin = exchange.header("origin");
        if (origin == null) {
            return true;
        }
        if (origin.equals("null")) {
            return false;
        }
        return cors.allows(origin) || isSame(origin, exchange.header("host"));
    }

    /** The CORS headers of an answer; none without an origin, and none unless configured. */
    Map<String, String> headers(HttpExchange exchange) {
        String origin = exchange.header("origin");
        if (origin == null || cors.isSameOriginOnly() || !cors.allows(origin)) {
            return Map.of();
        }
        Map<String, String> headers = new TreeMap<>();
        headers.put("Access-Control-Allow-Origin", cors.allowsAny() ? "*" : origin);
        if (!cors.allowsAny()) {
            headers.put("Vary", "Origin");
        }
        if (cors.allowsCredentials()) {
            headers.put("Access-Control-Allow-Credentials", "true");
        }
        return headers;
    }

    /** What a preflight is answered, beside {@link #headers}. */
    Map<String, String> preflight(HttpExchange exchange) {
        Map<String, String> headers = new TreeMap<>(headers(exchange));
        if (!headers.isEmpty()) {
            headers.put("Access-Control-Allow-Methods", "GET,POST");
            String asked = exchange.header("access-control-request-headers");
            if (asked != null && asked.matches("[A-Za-z0-9,_ -]{1,1024}")) {
                headers.put("Access-Control-Allow-Headers", asked);
            }
            headers.put("Access-Control-Max-Age", "7200");
        }
        return headers;
    }

    private static boolean isSame(String origin, @Nullable String host) {
        int slashes = origin.indexOf("://");
        if (host == null || slashes < 0) {
            return false;
        }
        return authority(origin.substring(slashes + 3)).equals(authority(host));
    }

    private static String authority(String hostAndPort) {
        String lower = hostAndPort.toLowerCase(Locale.ROOT);
        if (lower.endsWith(":80")) {
            return lower.substring(0, lower.length() - 3);
        }
        return lower.endsWith(":443") ? lower.substring(0, lower.length() - 4) : lower;
    }
}
