package io.jettio.protocol.json;

import com.google.gson.Gson;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
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
import java.util.Map;
import java.util.TimeZone;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Dates and times as ISO-8601 strings. {@code Date}, its subclasses and {@code Calendar} are instants as JavaScript's
 * {@code toISOString} writes them: UTC, milliseconds, six digits and a sign for years outside 0 to 9999.
 */
final class TimeAdapters implements TypeAdapterFactory {
    private static final DateTimeFormatter YEAR = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR, 4, 10, SignStyle.EXCEEDS_PAD)
            .toFormatter(Locale.ROOT);

    private static final DateTimeFormatter FOUR_DIGITS = instant(4, SignStyle.NOT_NEGATIVE);
    private static final DateTimeFormatter SIX_DIGITS = instant(6, SignStyle.ALWAYS);

    private static final Map<Class<?>, TypeAdapter<?>> TEXTS = Map.ofEntries(
            iso(Instant.class, Instant::parse),
            iso(LocalDate.class, LocalDate::parse),
            iso(LocalTime.class, LocalTime::parse),
            iso(LocalDateTime.class, LocalDateTime::parse),
            iso(OffsetDateTime.class, OffsetDateTime::parse),
            iso(OffsetTime.class, OffsetTime::parse),
            iso(ZonedDateTime.class, ZonedDateTime::parse),
            iso(YearMonth.class, YearMonth::parse),
            iso(MonthDay.class, MonthDay::parse),
            iso(Duration.class, Duration::parse),
            iso(Period.class, Period::parse),
            iso(ZoneOffset.class, ZoneOffset::of),
            Map.entry(Year.class, new Text<Year>(YEAR::format, text -> Year.parse(text, YEAR))),
            Map.entry(Calendar.class, new Text<Calendar>(TimeAdapters::write, TimeAdapters::calendar)),
            Map.entry(
                    GregorianCalendar.class, new Text<GregorianCalendar>(TimeAdapters::write, TimeAdapters::calendar)));

    private final PlainGson plain;

    TimeAdapters(PlainGson plain) {
        this.plain = plain;
    }

    private static DateTimeFormatter instant(int yearDigits, SignStyle sign) {
        return new DateTimeFormatterBuilder()
                .appendValue(ChronoField.YEAR, yearDigits, 10, sign)
                .appendPattern("-MM-dd'T'HH:mm:ss.SSS'Z'")
                .toFormatter(Locale.ROOT)
                .withZone(ZoneOffset.UTC);
    }

    private static <T> Map.Entry<Class<?>, TypeAdapter<?>> iso(Class<T> type, Function<String, T> parse) {
        return Map.entry(type, new Text<T>(Object::toString, parse));
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
        if (text == null && ZoneId.class.isAssignableFrom(raw)) {
            return new Text<ZoneId>(ZoneId::getId, ZoneId::of);
        }
        return text;
    }

    /** An adapter for Date, or for a subclass that has a constructor for milliseconds, as those of java.sql have. */
    @SuppressWarnings("JavaUtilDate") // toInstant throws in java.sql's subclasses
    private static <D extends Date> TypeAdapter<D> dates(Class<D> type) {
        return new Text<>(date -> iso(date.getTime()), text -> {
            long millis = Instant.parse(text).toEpochMilli();
            try {
                return type.getConstructor(long.class).newInstance(millis);
            } catch (ReflectiveOperationException e) {
                throw new JsonException(type.getTypeName() + " has no constructor for milliseconds", e);
            }
        });
    }

    private static String write(Calendar calendar) {
        return iso(calendar.getTimeInMillis());
    }

    private static GregorianCalendar calendar(String text) {
        GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
        calendar.setTimeInMillis(Instant.parse(text).toEpochMilli());
        return calendar;
    }

    private static String iso(long millis) {
        Instant instant = Instant.ofEpochMilli(millis);
        int year = instant.atOffset(ZoneOffset.UTC).getYear();
        return (year >= 0 && year <= 9999 ? FOUR_DIGITS : SIX_DIGITS).format(instant);
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
