package io.jettio.server.internal.engine;

import io.jettio.server.engine.Cors;
import io.jettio.server.engine.ResponseHeaders;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request's origin in or not, and writes the CORS headers of its answer. The origin is the server's own where
 * host and port equal those that the client spoke to, a missing port meaning 80 or 443 alike; the scheme counts only
 * where it is known, since behind a proxy that ends TLS the one that we see says nothing.
 */
final class OriginRule {
    private static final int MAX_LENGTH = 1_024;

    private final Cors cors;
    private final InputLog log;

    OriginRule(Cors cors, InputLog log) {
        this.cors = cors;
        this.log = log;
    }

    /** Whether a request may go on. */
    boolean permits(@Nullable String origin, ClientEnd client) {
        if (origin == null) {
            return true;
        }
        return isNamed(origin) && (isSame(origin, client) || allows(origin));
    }

    /** Asks the policy, which may be the application's own. */
    private boolean allows(String origin) {
        try {
            return cors.allows(origin);
        } catch (RuntimeException | Error e) {
            log.error("the CORS policy failed; the origin is refused", e);
            return false;
        }
    }

    private static boolean isNamed(String origin) {
        return !origin.equals("null") && origin.length() <= MAX_LENGTH;
    }

    /** Whether an answer tells a browser that the origin may read it. */
    boolean allowsForeign(@Nullable String origin) {
        return origin != null && !cors.isSameOriginOnly() && isNamed(origin) && allows(origin);
    }

    /** Writes the headers of an answer to an origin that {@link #allowsForeign}. */
    void write(String origin, ResponseHeaders headers) {
        headers.set("Access-Control-Allow-Origin", cors.allowsAny() ? "*" : origin);
        if (!cors.allowsAny()) {
            headers.set("Vary", "Origin");
        }
        if (cors.allowsCredentials()) {
            headers.set("Access-Control-Allow-Credentials", "true");
        }
        if (!cors.exposedHeaders().isEmpty()) {
            headers.set("Access-Control-Expose-Headers", String.join(",", cors.exposedHeaders()));
        }
    }

    /** Writes what a preflight's answer has beside {@link #write}. */
    void writePreflight(@Nullable String asked, ResponseHeaders headers) {
        headers.set("Access-Control-Allow-Methods", "GET,POST");
        if (!cors.allowedHeaders().isEmpty()) {
            headers.set("Access-Control-Allow-Headers", String.join(",", cors.allowedHeaders()));
        } else if (asked != null && asked.matches("[!#$%&'*+.^_`|~0-9A-Za-z, -]{1,1024}")) {
            headers.set("Access-Control-Allow-Headers", asked);
        }
        headers.set("Access-Control-Max-Age", Long.toString(cors.maxAge().toSeconds()));
    }

    private static boolean isSame(String origin, ClientEnd client) {
        int slashes = origin.indexOf("://");
        String host = client.host();
        if (host == null || slashes < 0) {
            return false;
        }
        String scheme = client.scheme();
        if (scheme != null && !scheme.equalsIgnoreCase(origin.substring(0, slashes))) {
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
