package io.jettio.integration.peer;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values on their way to and from the Node process: binary is an object with one field, {@code $binary}. */
public final class Wire {
    private static final String BINARY = "$binary";

    private Wire() {}

    public static List<Object> to(List<?> values) {
        List<Object> copy = new ArrayList<>();
        values.forEach(value -> copy.add(to(value)));
        return copy;
    }

    private static Object to(Object value) {
        if (value instanceof byte[] bytes) {
            return Map.of(BINARY, Base64.getEncoder().encodeToString(bytes));
        } else if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return to(bytes);
        } else if (value instanceof List<?> list) {
            return to(list);
        } else if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((name, inner) -> copy.put(name, to(inner)));
            return copy;
        }
        return value;
    }

    /** Binary becomes a {@code ByteBuffer}, whose {@code equals} compares bytes. */
    public static List<Object> from(Object values) {
        List<Object> copy = new ArrayList<>();
        ((List<?>) values).forEach(value -> copy.add(one(value)));
        return copy;
    }

    public static Object one(Object value) {
        if (value instanceof List<?>) {
            return from(value);
        } else if (value instanceof Map<?, ?> map) {
            if (map.get(BINARY) instanceof String base64) {
                return ByteBuffer.wrap(Base64.getDecoder().decode(base64));
            }
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((name, inner) -> copy.put(name, one(inner)));
            return copy;
        }
        return value;
    }
}
