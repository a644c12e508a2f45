package io.jettio.json.jackson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.jettio.protocol.json.IsoText;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.function.Function;

/**
 * Dates and times as ISO-8601 strings; {@code Date} and {@code Calendar} are instants as JavaScript's {@code toISOString}
 * writes them: UTC, milliseconds, six digits and a sign for years outside 0 to 9999.
 */
final class Times {
    private Times() {}

    /**
     * {@return a module for {@code java.time} where the mapper has none}
     *
     * @param alsoDates whether it is for {@code Date} and {@code Calendar}, too
     */
    @SuppressWarnings("JavaUtilDate") // toInstant throws in java.sql's subclasses
    static Module module(Supported supported, boolean alsoDates) {
        SimpleModule module = new SimpleModule("jettio-time");
        for (IsoText<?> time : IsoText.times()) {
            if (supported.lacks(time.type())) {
                add(module, time);
            }
        }
        if (alsoDates) {
            add(
                    module,
                    Date.class,
                    date -> IsoText.ofInstant(Instant.ofEpochMilli(date.getTime())),
                    text -> Date.from(Instant.parse(text)));
            IsoText.calendars().forEach(calendar -> add(module, calendar));
        }
        return module;
    }

    private static <T> void add(SimpleModule module, IsoText<T> iso) {
        add(module, iso.type(), iso::format, iso::parse);
    }

    private static <T> void add(
            SimpleModule module, Class<T> type, Function<? super T, String> format, Function<String, T> parse) {
        module.addSerializer(type, new Writing<T>(format));
        module.addDeserializer(type, new Reading<T>(type, parse));
        module.addKeyDeserializer(type, new KeyDeserializer() {
            @Override
            public Object deserializeKey(String key, DeserializationContext context) {
                return parse.apply(key);
            }
        });
    }

    private static final class Writing<T> extends JsonSerializer<T> {
        private final Function<? super T, String> format;

        Writing(Function<? super T, String> format) {
            this.format = format;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(format.apply(value));
        }
    }

    private static final class Reading<T> extends JsonDeserializer<T> {
        private final Class<?> type;
        private final Function<String, ? extends T> parse;

        Reading(Class<?> type, Function<String, ? extends T> parse) {
            this.type = type;
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (in.currentToken() != JsonToken.VALUE_STRING) {
                throw new Refusal(in, "a string for " + type.getTypeName());
            }
            return parse.apply(in.getText());
        }
    }
}
