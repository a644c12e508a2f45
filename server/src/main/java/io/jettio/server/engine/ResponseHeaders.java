package io.jettio.server.engine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The headers of an answer, before it is sent. Names are the same in any case. Not thread-safe. */
public final class ResponseHeaders {
    /** The characters of a token (RFC 9110, 5.6.2). */
    private static final BitSet TOKEN = new BitSet(128);

    static {
        "!#$%&'*+.^_`|~-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                .chars()
                .forEach(TOKEN::set);
    }

    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** Makes headers without any. */
    public ResponseHeaders() {}

    /**
     * Sets a header to one value.
     *
     * @param name the header's name
     * @param value the value
     * @return these headers
     * @throws IllegalArgumentException if the name is no token, or the value holds a control character
     */
    public ResponseHeaders set(String name, String value) {
        headers.remove(checkedName(name));
        return add(name, value);
    }

    /**
     * Adds a value to a header.
     *
     * @param name the header's name
     * @param value the value
     * @return these headers
     * @throws IllegalArgumentException if the name is no token, or the value holds a control character
     */
    public ResponseHeaders add(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                throw new IllegalArgumentException("a header's value has no control characters: " + name);
            }
        }
        headers.computeIfAbsent(checkedName(name), key -> new ArrayList<>(1)).add(value);
        return this;
    }

    /**
     * Adds all of some other headers.
     *
     * @param others the other headers
     * @return these headers
     */
    public ResponseHeaders addAll(ResponseHeaders others) {
        others.headers.forEach((name, values) -> headers.computeIfAbsent(name, key -> new ArrayList<>(values.size()))
                .addAll(values));
        return this;
    }

    /**
     * Takes a header out.
     *
     * @param name the header's name
     * @return these headers
     */
    public ResponseHeaders remove(String name) {
        headers.remove(name);
        return this;
    }

    /**
     * {@return the first value of a header, or null}
     *
     * @param name the header's name
     */
    public @Nullable String get(String name) {
        List<String> values = headers.get(name);
        return values == null ? null : values.get(0);
    }

    /**
     * {@return the names and their values; unmodifiable}
     */
    public Map<String, List<String>> toMap() {
        return Collections.unmodifiableMap(headers);
    }

    private static String checkedName(String name) {
        boolean token = !name.isEmpty();
        for (int i = 0; token && i < name.length(); i++) {
            token = TOKEN.get(name.charAt(i));
        }
        if (!token) {
            throw new IllegalArgumentException("not a header's name: " + name);
        }
        return name;
    }
}
