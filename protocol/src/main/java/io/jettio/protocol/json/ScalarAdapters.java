package io.jettio.protocol.json;

import com.google.gson.Gson;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Scalars that Gson would bend: a {@code byte} or {@code short} out of range (Gson takes 200 for a negative byte), a
 * {@code float} that becomes an infinity, a string that is taken for false. NaN and infinities are left to {@link PayloadWriter}, which refuses them with
 * their path.
 */
final class ScalarAdapters implements TypeAdapterFactory {
    private static final TypeAdapter<Number> BYTE = new Adapter() {
        @Override
        Number next(JsonReader in) throws IOException {
            return (byte) inRange(in.nextInt(), Byte.MIN_VALUE, Byte.MAX_VALUE);
        }
    };

    private static final TypeAdapter<Number> SHORT = new Adapter() {
        @Override
        Number next(JsonReader in) throws IOException {
            return (short) inRange(in.nextInt(), Short.MIN_VALUE, Short.MAX_VALUE);
        }
    };

    private static final TypeAdapter<Number> FLOAT = new Adapter() {
        @Override
        Number next(JsonReader in) throws IOException {
            float value = (float) in.nextDouble();
            if (!Float.isFinite(value)) {
                throw new NumberFormatException("beyond float");
            }
            return value;
        }
    };

    private static final TypeAdapter<Number> DOUBLE = new Adapter() {
        @Override
        Number next(JsonReader in) throws IOException {
            return in.nextDouble();
        }
    };

    private static final TypeAdapter<Boolean> BOOLEAN = new TypeAdapter<>() {
        @Override
        public void write(JsonWriter out, @Nullable Boolean value) throws IOException {
            out.value(value);
        }

        @Override
        public @Nullable Boolean read(JsonReader in) throws IOException {
            switch (in.peek()) {
                case NULL -> {
                    in.nextNull();
                    return null;
                }
                case STRING -> {
                    String text = in.nextString();
                    if (text.equals("true") || text.equals("false")) {
                        return text.equals("true");
                    }
                    throw new IllegalArgumentException("neither true nor false");
                }
                default -> {
                    return in.nextBoolean();
                }
            }
        }
    };

    private static final Map<Class<?>, TypeAdapter<?>> ADAPTERS = Map.of(
            byte.class, BYTE,
            Byte.class, BYTE,
            short.class, SHORT,
            Short.class, SHORT,
            float.class, FLOAT,
            Float.class, FLOAT,
            double.class, DOUBLE,
            Double.class, DOUBLE,
            boolean.class, BOOLEAN,
            Boolean.class, BOOLEAN);

    private final PlainGson plain;

    ScalarAdapters(PlainGson plain) {
        this.plain = plain;
    }

    @Override
    public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
        TypeAdapter<?> adapter = ADAPTERS.get(type.getRawType());
        if (adapter == null || !plain.leaves(type.getType())) {
            return null;
        }
        // The adapter was chosen by the class and returns nothing else.
        @SuppressWarnings("unchecked")
        TypeAdapter<T> typed = (TypeAdapter<T>) adapter;
        return typed;
    }

    private static int inRange(int value, int least, int most) {
        if (value < least || value > most) {
            throw new NumberFormatException("out of range");
        }
        return value;
    }

    private abstract static class Adapter extends TypeAdapter<Number> {
        abstract Number next(JsonReader in) throws IOException;

        @Override
        public void write(JsonWriter out, @Nullable Number value) throws IOException {
            out.value(value);
        }

        @Override
        public @Nullable Number read(JsonReader in) throws IOException {
            if (in.peek() == JsonToken.NULL) {
                in.nextNull();
                return null;
            }
            return next(in);
        }
    }
}
