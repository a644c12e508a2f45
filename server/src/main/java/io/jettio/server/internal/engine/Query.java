package io.jettio.server.internal.engine;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a query. */
public final class Query {
    static final Query NONE = new Query(Map.of());

    private final Map<String, List<String>> parameters;

    private Query(Map<String, List<String>> parameters) {
        this.parameters = parameters;
    }

    /**
     * Reads a query as sent.
     *
     * @throws IllegalArgumentException if an escape is broken
     */
    public static Query parse(@Nullable String raw) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (raw != null) {
            for (int from = 0; from <= raw.length(); ) {
                int end = raw.indexOf('&', from);
                if (end < 0) {
                    end = raw.length();
                }
                if (end > from) {
                    int equals = raw.indexOf('=', from);
                    boolean valued = equals >= 0 && equals < end;
                    String name = decode(raw.substring(from, valued ? equals : end));
                    String value = valued ? decode(raw.substring(equals + 1, end)) : "";
                    parameters.computeIfAbsent(name, key -> new ArrayList<>(1)).add(value);
                }
                from = end + 1;
            }
        }
        return new Query(parameters);
    }

    private static String decode(String text) {
        return text.indexOf('%') < 0 && text.indexOf('+') < 0 ? text : URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** The first value, or null. */
    @Nullable
    String get(String name) {
        List<String> values = parameters.get(name);
        return values == null ? null : values.get(0);
    }

    boolean has(String name) {
        return parameters.containsKey(name);
    }

    /** All values of each, in their order; unmodifiable. */
    public Map<String, List<String>> toMap() {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        parameters.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        return Collections.unmodifiableMap(copy);
    }
}
