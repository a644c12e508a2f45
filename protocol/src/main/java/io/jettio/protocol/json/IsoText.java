package io.jettio.protocol.json;

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
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.function.Function;

/**
 * How values of a type for dates and times are written as ISO-8601, so that every {@link JsonCodec} writes the same.
 * Immutable and thread-safe.
 *
 * @param <T> the type
 */
public final class IsoText<T> {
    private static final DateTimeFormatter YEAR = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR, 4, 10, SignStyle.EXCEEDS_PAD)
            .toFormatter(Locale.ROOT);

    private static final DateTimeFormatter FOUR_DIGITS = instant(4, SignStyle.NOT_NEGATIVE);
    private static final DateTimeFormatter SIX_DIGITS = instant(6, SignStyle.ALWAYS);

    private static final List<IsoText<?>> TIMES = List.of(
            of(Instant.class, Instant::parse),
            of(LocalDate.class, LocalDate::parse),
            of(LocalTime.class, LocalTime::parse),
            of(LocalDateTime.class, LocalDateTime::parse),
            of(OffsetDateTime.class, OffsetDateTime::parse),
            of(OffsetTime.class, OffsetTime::parse),
            of(ZonedDateTime.class, ZonedDateTime::parse),
            new IsoText<>(Year.class, YEAR::format, text -> Year.parse(text, YEAR)),
            of(YearMonth.class, YearMonth::parse),
            of(MonthDay.class, MonthDay::parse),
            of(Duration.class, Duration::parse),
            of(Period.class, Period::parse),
            of(ZoneId.class, ZoneId::of),
            of(ZoneOffset.class, ZoneOffset::of));

    private static final List<IsoText<? extends Calendar>> CALENDARS = List.of(
            new IsoText<>(Calendar.class, IsoText::ofCalendar, IsoText::calendar),
            new IsoText<>(GregorianCalendar.class, IsoText::ofCalendar, IsoText::calendar));

    private final Class<T> type;
    private final Function<? super T, String> format;
    private final Function<String, ? extends T> parse;

    private IsoText(Class<T> type, Function<? super T, String> format, Function<String, ? extends T> parse) {
        this.type = type;
        this.format = format;
        this.parse = parse;
    }

    private static <T> IsoText<T> of(Class<T> type, Function<String, ? extends T> parse) {
        return new IsoText<T>(type, Object::toString, parse);
    }

    private static DateTimeFormatter instant(int yearDigits, SignStyle sign) {
        return new DateTimeFormatterBuilder()
                .appendValue(ChronoField.YEAR, yearDigits, 10, sign)
                .appendPattern("-MM-dd'T'HH:mm:ss.SSS'Z'")
                .toFormatter(Locale.ROOT)
                .withZone(ZoneOffset.UTC);
    }

    /**
     * {@return the types of {@code java.time}, zones and durations included; unmodifiable}
     */
    public static List<IsoText<?>> times() {
        return TIMES;
    }

    /**
     * {@return {@code Calendar} and {@code GregorianCalendar}, written as {@link #ofInstant} writes them and read in UTC;
     * unmodifiable}
     */
    public static List<IsoText<? extends Calendar>> calendars() {
        return CALENDARS;
    }

    /**
     * {@return an instant as JavaScript's {@code toISOString} writes it: UTC, milliseconds, six digits and a sign for
     * years outside 0 to 9999}
     *
     * @param instant the instant; what is finer than milliseconds is left out
     */
    public static String ofInstant(Instant instant) {
        int year = instant.atOffset(ZoneOffset.UTC).getYear();
        return (year >= 0 && year <= 9999 ? FOUR_DIGITS : SIX_DIGITS).format(instant);
    }

    private static String ofCalendar(Calendar calendar) {
        return ofInstant(Instant.ofEpochMilli(calendar.getTimeInMillis()));
    }

    private static GregorianCalendar calendar(String text) {
        GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
        calendar.setTimeInMillis(Instant.parse(text).toEpochMilli());
        return calendar;
    }

    /**
     * {@return the type}
     */
    public Class<T> type() {
        return type;
    }

    /**
     * {@return a value as text}
     *
     * @param value the value
     */
    public String format(T value) {
        return format.apply(value);
    }

    /**
     * {@return the value that a text stands for}
     *
     * @param text the text
     * @throws java.time.DateTimeException if it stands for none
     */
    public T parse(String text) {
        return parse.apply(text);
    }
}
