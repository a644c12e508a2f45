package io.jettio.server.engine;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which origins may talk to the server, over long-polling and WebSocket alike. Immutable.
 *
 * <p>The same origin always may. A request without an {@code Origin} header comes from no browser and passes.
 * {@code Origin: null} is refused.
 */
public final class Cors {
    private static final Cors SAME_ORIGIN = new Cors(Set.of(), false, false);

    private final Set<String> origins;
    private final boolean any;
    private final boolean credentials;

    private Cors(Set<String> origins, boolean any, boolean credentials) {
        this.origins = origins;
        this.any = any;
        this.credentials = credentials;
    }

    /**
     * {@return the default: no other origin, and no CORS header}
     */
    public static Cors sameOrigin() {
        return SAME_ORIGIN;
    }

    /**
     * {@return a policy that lets every origin in, without credentials} Answers carry
     * {@code Access-Control-Allow-Origin: *}.
     */
    public static Cors anyOrigin() {
        return new Cors(Set.of(), true, false);
    }

    /**
     * {@return a policy that also lets these origins in}
     *
     * @param origins each as a browser sends it, such as {@code https://example.org} or {@code http://localhost:8080}
     * @throws IllegalArgumentException if one is no such origin
     */
    public static Cors origins(String... origins) {
        Set<String> all = new TreeSet<>();
        for (String origin : origins) {
            if (!origin.matches("[A-Za-z][A-Za-z0-9+.-]*://[^/\\s]+")) {
                throw new IllegalArgumentException("not an origin (scheme://host[:port]): " + origin);
            }
            all.add(origin.toLowerCase(Locale.ROOT));
        }
        return new Cors(Set.copyOf(all), false, false);
    }

    /**
     * {@return this policy, allowing cookies and authorization headers}
     *
     * @throws IllegalStateException for {@link #anyOrigin()}: reflecting every origin with credentials would hand each
     *     user's session to any site
     */
    public Cors withCredentials() {
        if (any) {
            throw new IllegalStateException("credentials need a list of origins");
        }
        return new Cors(origins, false, true);
    }

    /**
     * {@return whether another origin than the server's own is let in}
     *
     * @param origin the {@code Origin} header
     */
    public boolean allows(String origin) {
        return any || origins.contains(origin.toLowerCase(Locale.ROOT));
    }

    /**
     * {@return whether every origin is let in}
     */
    public boolean allowsAny() {
        return any;
    }

    /**
     * {@return whether credentials are allowed}
     */
    public boolean allowsCredentials() {
        return credentials;
    }

    /**
     * {@return whether no other origin is let in}
     */
    public boolean isSameOriginOnly() {
        return !any && origins.isEmpty();
    }
}
