package io.jettio.protocol.json;

import com.google.gson.Gson;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Dates and times as ISO-8601 strings. {@code Date}, its subclasses and {@code Calendar} are instants as JavaScript's
 * {@code toISOString} writes them: UTC, milliseconds, six digits and a sign for years outside 0 to 9999.
 */
final class TimeAdapters implements TypeAdapterFactory {
    private static final Map<Class<?>, TypeAdapter<?>> TEXTS = Stream.concat(
                    IsoText.times().stream(), IsoText.calendars().stream())
            .collect(Collectors.toUnmodifiableMap(IsoText::type, TimeAdapters::adapter));

    private final PlainGson plain;

    TimeAdapters(PlainGson plain) {
        this.plain = plain;
    }

    private static <T> TypeAdapter<T> adapter(IsoText<T> iso) {
        return new Text<T>(iso::format, iso::parse);
    }

    @Override
    public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
        TypeAdapter<?> adapter = adapter(type.getRawType());
        if (adapter == null || !plain.leaves(type.getType())) {
            return null;
        }
        // The adapter was chosen by the class.
        @SuppressWarnings("unchecked")
        TypeAdapter<T> typed = (TypeAdapter<T>) adapter;
        return typed;
    }

    private @Nullable TypeAdapter<?> adapter(Class<?> raw) {
        if (Date.class.isAssignableFrom(raw)) {
            return plain.leaves(Date.class) ? dates(raw.asSubclass(Date.class)) : null;
        }
        TypeAdapter<?> text = TEXTS.get(raw);
        return text == null && ZoneId.class.isAssignableFrom(raw) ? TEXTS.get(ZoneId.class) : text;
    }

    /** An adapter for Date, or for a subclass that has a constructor for milliseconds, as those of java.sql have. */
    @SuppressWarnings("JavaUtilDate") // toInstant throws in java.sql's subclasses
    private static <D extends Date> TypeAdapter<D> dates(Class<D> type) {
        return new Text<>(date -> IsoText.ofInstant(Instant.ofEpochMilli(date.getTime())), text -> {
            long millis = Instant.parse(text).toEpochMilli();
            try {
                return type.getConstructor(long.class).newInstance(millis);
            } catch (ReflectiveOperationException e) {
                throw new JsonException(type.getTypeName() + " has no constructor for milliseconds", e);
            }
        });
    }

    /** A value as text. */
    static final class Text<T> extends TypeAdapter<T> {
        private final Function<? super T, String> format;
        private final Function<String, ? extends T> parse;

        Text(Function<? super T, String> format, Function<String, ? extends T> parse) {
            this.format = format;
            this.parse = parse;
        }

        @Override
        public void write(JsonWriter out, @Nullable T value) throws IOException {
            if (value == null) {
                out.nullValue();
            } else {
                out.value(format.apply(value));
            }
        }

        @Override
        public @Nullable T read(JsonReader in) throws IOException {
            if (in.peek() == JsonToken.NULL) {
                in.nextNull();
                return null;
            }
            return parse.apply(in.nextString());
        }
    }
}
