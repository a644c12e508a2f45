package io.jettio.client.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What holds for the requests of one transport only, on top of what holds for all: set by
 * {@link EngineOptionsBuilder#transport}. Immutable.
 */
public final class TransportOptions {
    /** Query parameters that are Engine.IO's own. */
    static final Set<String> RESERVED_QUERY = Set.of("EIO", "transport", "sid", "b64", "j");

    static final TransportOptions NONE = new Builder().build();

    private final @Nullable String path;
    private final Map<String, String> query;
    private final Map<String, List<String>> headers;

    private TransportOptions(Builder builder) {
        this.path = builder.path;
        this.query = Collections.unmodifiableMap(new LinkedHashMap<>(builder.query));
        this.headers = copy(builder.headers);
    }

    /**
     * {@return the path of this transport's requests, empty for {@link EngineOptions#path()}}
     */
    public Optional<String> path() {
        return Optional.ofNullable(path);
    }

    /**
     * {@return query parameters of this transport's requests, which take the place of those for all that have the same
     * name; unmodifiable}
     */
    public Map<String, String> query() {
        return query;
    }

    /**
     * {@return header fields of this transport's requests, which take the place of those for all that have the same
     * name; names without regard to case; unmodifiable}
     */
    public Map<String, List<String>> headers() {
        return headers;
    }

    static Map<String, List<String>> copy(Map<String, List<String>> headers) {
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        return Collections.unmodifiableMap(copy);
    }

    static String requireFree(String name) {
        if (RESERVED_QUERY.contains(name)) {
            throw new IllegalArgumentException("query parameter " + name + " belongs to the protocol");
        }
        return name;
    }

    static String withSlashes(String value) {
        String path = value.startsWith("/") ? value : "/" + value;
        return path.endsWith("/") ? path : path + "/";
    }

    /** Builds the options of a transport; not thread-safe. */
    public static final class Builder {
        private @Nullable String path;
        private final Map<String, String> query = new LinkedHashMap<>();
        private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

        Builder() {}

        /**
         * Sets the path of this transport's requests. Default {@link EngineOptions#path()}.
         *
         * @param value the path; a missing slash at either end is added
         * @return this builder
         */
        public Builder path(String value) {
            this.path = withSlashes(value);
            return this;
        }

        /**
         * Adds a query parameter. Default none.
         *
         * @param name the name, not one that Engine.IO uses itself
         * @param value the value
         * @return this builder
         * @throws IllegalArgumentException if the name is {@code EIO}, {@code transport}, {@code sid}, {@code b64} or
         *     {@code j}
         */
        public Builder query(String name, String value) {
            query.put(requireFree(name), Objects.requireNonNull(value, "value"));
            return this;
        }

        /**
         * Adds a header field. Default none.
         *
         * @param name the name
         * @param value the value
         * @return this builder
         */
        public Builder header(String name, String value) {
            headers.computeIfAbsent(name, key -> new ArrayList<>()).add(Objects.requireNonNull(value, "value"));
            return this;
        }

        TransportOptions build() {
            return new TransportOptions(this);
        }
    }
}
