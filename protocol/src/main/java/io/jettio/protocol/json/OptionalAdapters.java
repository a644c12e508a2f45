package io.jettio.protocol.json;

import com.google.gson.Gson;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code Optional} and its kin as the value, or null where there is none. */
final class OptionalAdapters implements TypeAdapterFactory {
    private final PlainGson plain;

    OptionalAdapters(PlainGson plain) {
        this.plain = plain;
    }

    @Override
    public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
        Class<? super T> raw = type.getRawType();
        TypeAdapter<?> adapter;
        if (raw == Optional.class) {
            adapter = optional(element(gson, type.getType()));
        } else if (raw == OptionalInt.class) {
            adapter = new Adapter<OptionalInt, Integer>(
                    gson.getAdapter(Integer.class),
                    o -> o.isPresent() ? o.getAsInt() : null,
                    value -> value == null ? OptionalInt.empty() : OptionalInt.of(value));
        } else if (raw == OptionalLong.class) {
            adapter = new Adapter<OptionalLong, Long>(
                    gson.getAdapter(Long.class),
                    o -> o.isPresent() ? o.getAsLong() : null,
                    value -> value == null ? OptionalLong.empty() : OptionalLong.of(value));
        } else if (raw == OptionalDouble.class) {
            adapter = new Adapter<OptionalDouble, Double>(
                    gson.getAdapter(Double.class),
                    o -> o.isPresent() ? o.getAsDouble() : null,
                    value -> value == null ? OptionalDouble.empty() : OptionalDouble.of(value));
        } else {
            return null;
        }
        if (!plain.leaves(type.getType())) {
            return null;
        }
        // The adapter was chosen by the class.
        @SuppressWarnings("unchecked")
        TypeAdapter<T> typed = (TypeAdapter<T>) adapter;
        return typed;
    }

    private static TypeAdapter<?> element(Gson gson, Type type) {
        Type element = type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : Object.class;
        return gson.getAdapter(
                TypeToken.get(UntypedAdapters.isObject(element) ? UntypedAdapters.Untyped.class : element));
    }

    private static <E> TypeAdapter<Optional<E>> optional(TypeAdapter<E> element) {
        return new Adapter<>(element, value -> value.orElse(null), Optional::ofNullable);
    }

    private static final class Adapter<O, V> extends TypeAdapter<O> {
        private final TypeAdapter<V> values;
        private final Function<O, @Nullable V> open;
        private final Function<@Nullable V, O> wrap;

        Adapter(TypeAdapter<V> values, Function<O, @Nullable V> open, Function<@Nullable V, O> wrap) {
            this.values = values;
            this.open = open;
            this.wrap = wrap;
        }

        @Override
        public void write(JsonWriter out, @Nullable O optional) throws IOException {
            V value = optional == null ? null : open.apply(optional);
            if (value == null) {
                out.nullValue();
            } else {
                values.write(out, value);
            }
        }

        @Override
        public O read(JsonReader in) throws IOException {
            if (in.peek() == JsonToken.NULL) {
                in.nextNull();
                return wrap.apply(null);
            }
            return wrap.apply(values.read(in));
        }
    }
}
