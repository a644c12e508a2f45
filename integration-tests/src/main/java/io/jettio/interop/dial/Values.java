package io.jettio.interop.dial;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.jettio.protocol.socketio.Payload;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Arguments as JSON; bytes are an object with one member, {@code $binary}, which holds them in Base64. */
final class Values {
    private static final String BINARY = "$binary";
    private static final Gson JSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
    private static final TypeAdapter<JsonElement> TREES = JSON.getAdapter(JsonElement.class);

    private Values() {}

    /**
     * Reads one JSON text, with nothing before or behind it.
     *
     * @throws IllegalArgumentException if it is none
     */
    static JsonElement tree(String text) {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            JsonElement read = TREES.read(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new IllegalArgumentException("no JSON: " + text);
            }
            return read;
        } catch (IOException | JsonParseException e) {
            throw new IllegalArgumentException("no JSON: " + text, e);
        }
    }

    /** What is emitted for a JSON value. */
    static @Nullable Object value(JsonElement json) {
        if (json instanceof JsonArray array) {
            return values(array);
        }
        if (json instanceof JsonObject object) {
            if (object.size() == 1 && object.get(BINARY) instanceof JsonPrimitive binary && binary.isString()) {
                return Base64.getDecoder().decode(binary.getAsString());
            }
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            object.entrySet().forEach(member -> map.put(member.getKey(), value(member.getValue())));
            return map;
        }
        if (json instanceof JsonPrimitive primitive) {
            if (primitive.isBoolean()) {
                return primitive.getAsBoolean();
            }
            return primitive.isString() ? primitive.getAsString() : number(primitive.getAsString());
        }
        return null;
    }

    /** The same for each value of an array. */
    static List<@Nullable Object> values(JsonArray array) {
        List<@Nullable Object> list = new ArrayList<>();
        array.forEach(one -> list.add(value(one)));
        return list;
    }

    private static Number number(String digits) {
        if (digits.matches("-?\\d+")) {
            return new BigInteger(digits);
        }
        return new BigDecimal(digits).doubleValue();
    }

    /** The arguments that came, ready to be written. */
    static List<@Nullable Object> shown(Payload payload) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; i < payload.typedSize(); i++) {
            list.add(shown(payload.get(i, Object.class)));
        }
        return list;
    }

    /** A value that came, ready to be written. */
    static @Nullable Object shown(@Nullable Object value) {
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return Map.of(BINARY, Base64.getEncoder().encodeToString(bytes));
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(one -> copy.add(shown(one)));
            return copy;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((name, one) -> copy.put(name, shown(one)));
            return copy;
        }
        return value;
    }

    static String json(@Nullable Object shown) {
        return JSON.toJson(shown);
    }
}
