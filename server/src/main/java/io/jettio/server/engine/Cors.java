package io.jettio.server.engine;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which origins may talk to the server, over long-polling and WebSocket alike. Immutable.
 *
 * <p>The same origin always may. A request without an {@code Origin} header comes from no browser and passes.
 * {@code Origin: null} is refused.
 */
public final class Cors {
    private static final Cors SAME_ORIGIN =
            new Cors(origin -> false, Kind.NONE, false, List.of(), List.of(), Duration.ofHours(2));

    private enum Kind {
        NONE,
        ANY,
        SOME
    }

    private final Predicate<String> others;
    private final Kind kind;
    private final boolean credentials;
    private final List<String> allowedHeaders;
    private final List<String> exposedHeaders;
    private final Duration maxAge;

    private Cors(
            Predicate<String> others,
            Kind kind,
            boolean credentials,
            List<String> allowedHeaders,
            List<String> exposedHeaders,
            Duration maxAge) {
        this.others = others;
        this.kind = kind;
        this.credentials = credentials;
        this.allowedHeaders = allowedHeaders;
        this.exposedHeaders = exposedHeaders;
        this.maxAge = maxAge;
    }

    private static Cors some(Predicate<String> others) {
        return new Cors(others, Kind.SOME, false, List.of(), List.of(), Duration.ofHours(2));
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
        return new Cors(origin -> true, Kind.ANY, false, List.of(), List.of(), Duration.ofHours(2));
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
        if (all.isEmpty()) {
            return SAME_ORIGIN;
        }
        Set<String> known = Set.copyOf(all);
        return some(origin -> known.contains(origin.toLowerCase(Locale.ROOT)));
    }

    /**
     * {@return a policy that also lets the origins in that a pattern matches as a whole}
     *
     * @param pattern such as {@code https://[a-z]+\.example\.org}; dots want a backslash
     */
    public static Cors matching(Pattern pattern) {
        return some(origin -> pattern.matcher(origin).matches());
    }

    /**
     * {@return a policy that also lets the origins in that a function accepts}
     *
     * @param accepts called on an I/O thread, so that it must not block; where it throws, the origin is refused and what
     *     it threw is logged
     */
    public static Cors accepting(Predicate<String> accepts) {
        return some(accepts);
    }

    /**
     * {@return this policy, allowing cookies and authorization headers}
     *
     * @throws IllegalStateException for {@link #anyOrigin()}: reflecting every origin with credentials would hand each
     *     user's session to any site
     */
    public Cors withCredentials() {
        if (kind == Kind.ANY) {
            throw new IllegalStateException("credentials need named origins");
        }
        return new Cors(others, kind, true, allowedHeaders, exposedHeaders, maxAge);
    }

    /**
     * {@return this policy, allowing these request headers} Without it a preflight is granted the headers that it asks
     * for.
     *
     * @param names the names of the headers
     */
    public Cors allowedHeaders(String... names) {
        return new Cors(others, kind, credentials, List.of(names), exposedHeaders, maxAge);
    }

    /**
     * {@return this policy, letting scripts read these response headers}
     *
     * @param names the names of the headers
     */
    public Cors exposedHeaders(String... names) {
        return new Cors(others, kind, credentials, allowedHeaders, List.of(names), maxAge);
    }

    /**
     * {@return this policy with another time for which a browser may keep a preflight's answer}
     *
     * @param duration the time; two hours by default, more than most browsers honour
     */
    public Cors maxAge(Duration duration) {
        return new Cors(others, kind, credentials, allowedHeaders, exposedHeaders, duration);
    }

    /**
     * {@return whether an origin other than the server's own is let in}
     *
     * @param origin the {@code Origin} header
     */
    public boolean allows(String origin) {
        return others.test(origin);
    }

    /**
     * {@return whether every origin is let in}
     */
    public boolean allowsAny() {
        return kind == Kind.ANY;
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
        return kind == Kind.NONE;
    }

    /**
     * {@return the request headers that a preflight is granted; empty for those that it asks for}
     */
    public List<String> allowedHeaders() {
        return allowedHeaders;
    }

    /**
     * {@return the response headers that scripts may read}
     */
    public List<String> exposedHeaders() {
        return exposedHeaders;
    }

    /**
     * {@return how long a browser may keep a preflight's answer}
     */
    public Duration maxAge() {
        return maxAge;
    }
}
