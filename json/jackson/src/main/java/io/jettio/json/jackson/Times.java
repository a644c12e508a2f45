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
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.TimeZone;
import java.util.function.Function;

/**
 * Dates and times as ISO-8601 strings; {@code Date} and {@code Calendar} are instants as JavaScript's {@code toISOString}
 * writes them: UTC, milliseconds, six digits and a sign for years outside 0 to 9999.
 */
final class Times {
    private static final DateTimeFormatter YEAR = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR, 4, 10, SignStyle.EXCEEDS_PAD)
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter FOUR_DIGITS = instant(4, SignStyle.NOT_NEGATIVE);
    private static final DateTimeFormatter SIX_DIGITS = instant(6, SignStyle.ALWAYS);

    private Times() {}

    private static DateTimeFormatter instant(int yearDigits, SignStyle sign) {
        return new DateTimeFormatterBuilder()
                .appendValue(ChronoField.YEAR, yearDigits, 10, sign)
                .appendPattern("-MM-dd'T'HH:mm:ss.SSS'Z'")
                .toFormatter(Locale.ROOT)
                .withZone(ZoneOffset.UTC);
    }

    /**
     * {@return a module for {@code java.time} where the mapper has none}
     *
     * @param alsoDates whether it is for {@code Date} and {@code Calendar}, too
     */
    @SuppressWarnings("JavaUtilDate") // toInstant throws in java.sql's subclasses
    static Module module(Supported supported, boolean alsoDates) {
        SimpleModule module = new SimpleModule("jettio-time");
        addMissing(module, supported, Instant.class, Object::toString, Instant::parse);
        addMissing(module, supported, LocalDate.class, Object::toString, LocalDate::parse);
        addMissing(module, supported, LocalTime.class, Object::toString, LocalTime::parse);
        addMissing(module, supported, LocalDateTime.class, Object::toString, LocalDateTime::parse);
        addMissing(module, supported, OffsetDateTime.class, Object::toString, OffsetDateTime::parse);
        addMissing(module, supported, OffsetTime.class, Object::toString, OffsetTime::parse);
        addMissing(module, supported, ZonedDateTime.class, Object::toString, ZonedDateTime::parse);
        addMissing(module, supported, Year.class, YEAR::format, text -> Year.parse(text, YEAR));
        addMissing(module, supported, YearMonth.class, Object::toString, YearMonth::parse);
        addMissing(module, supported, MonthDay.class, Object::toString, MonthDay::parse);
        addMissing(module, supported, Duration.class, Object::toString, Duration::parse);
        addMissing(module, supported, Period.class, Object::toString, Period::parse);
        addMissing(module, supported, ZoneId.class, ZoneId::getId, ZoneId::of);
        addMissing(module, supported, ZoneOffset.class, ZoneOffset::getId, ZoneOffset::of);
        if (alsoDates) {
            add(module, Date.class, date -> iso(date.getTime()), text -> Date.from(Instant.parse(text)));
            add(module, Calendar.class, calendar -> iso(calendar.getTimeInMillis()), Times::calendar);
            module.addDeserializer(GregorianCalendar.class, new Reading<>(GregorianCalendar.class, Times::calendar));
        }
        return module;
    }

    private static <T> void addMissing(
            SimpleModule module,
            Supported supported,
            Class<T> type,
            Function<? super T, String> format,
            Function<String, T> parse) {
        if (supported.lacks(type)) {
            add(module, type, format, parse);
        }
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

    private static GregorianCalendar calendar(String text) {
        GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
        calendar.setTimeInMillis(millis(text));
        return calendar;
    }

    private static long millis(String text) {
        return Instant.parse(text).toEpochMilli();
    }

    private static String iso(long millis) {
        Instant instant = Instant.ofEpochMilli(millis);
        int year = instant.atOffset(ZoneOffset.UTC).getYear();
        return (year >= 0 && year <= 9999 ? FOUR_DIGITS : SIX_DIGITS).format(instant);
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
