package io.jettio.contracts.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.jettio.protocol.TypeRef;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
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
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collections;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TimeZone;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every JSON codec keeps with its default settings: values map both ways and have one form on the wire, binary at any
 * depth becomes attachments, and what does not fit is refused with its path and without its content.
 */
@Tag("feature:2.14")
public abstract class JsonCodecContract extends JsonBinaryRules {
    /** Asks for the codec. */
    protected JsonCodecContract() {}

    enum Colour {
        RED,
        GREEN {
            @Override
            String shade() {
                return "dark";
            }
        };

        String shade() {
            return "light";
        }
    }

    record Message(String text, int stars, @Nullable Message reply) {}

    record Box<T>(T content, List<T> more) {}

    record Person(Optional<String> nick, OptionalInt age, Instant born) {}

    static final class Bean {
        private String name = "none";
        private List<Integer> numbers = List.of();

        @SuppressWarnings("unused") // not to be written
        private transient int secret = 1;

        public String getName() {
            return name;
        }

        public void setName(String value) {
            name = value;
        }

        public List<Integer> getNumbers() {
            return numbers;
        }

        public void setNumbers(List<Integer> value) {
            numbers = value;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Bean that && name.equals(that.name) && numbers.equals(that.numbers);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }

        static Bean of(String name, Integer... numbers) {
            Bean bean = new Bean();
            bean.name = name;
            bean.numbers = List.of(numbers);
            return bean;
        }
    }

    static Stream<Arguments> valuesWithJsonAndType() {
        return Stream.of(
                arguments(null, "null", String.class),
                arguments(null, "null", Message.class),
                arguments("", "\"\"", String.class),
                arguments("null", "\"null\"", String.class),
                arguments("\u00e9\u20ac\ud83d\ude00", "\"\u00e9\u20ac\ud83d\ude00\"", String.class),
                arguments("a\"b\\c/\b\f\n\r\t\u0001", "\"a\\\"b\\\\c/\\b\\f\\n\\r\\t\\u0001\"", String.class),
                arguments("<a href='x'>&</a>", "\"<a href='x'>&</a>\"", String.class),
                arguments("\u2028\u2029", "\"\u2028\u2029\"", String.class),
                arguments("\ud800x\udc00", "\"\\ud800x\\udc00\"", String.class),
                arguments(0, "0", int.class),
                arguments(Integer.MIN_VALUE, "-2147483648", Integer.class),
                arguments(Integer.MAX_VALUE, "2147483647", Integer.class),
                arguments(Long.MIN_VALUE, "-9223372036854775808", Long.class),
                arguments(Long.MAX_VALUE, "9223372036854775807", long.class),
                arguments((byte) -128, "-128", byte.class),
                arguments((short) 32767, "32767", Short.class),
                arguments(true, "true", boolean.class),
                arguments(false, "false", Boolean.class),
                arguments('\u00e9', "\"\u00e9\"", char.class),
                arguments(1.5, "1.5", double.class),
                arguments(1e300, "1.0E300", Double.class),
                arguments(-0.1f, "-0.1", float.class),
                arguments(new BigInteger("12345678901234567890"), "12345678901234567890", BigInteger.class),
                arguments(new BigDecimal("12345678901234567890"), "12345678901234567890", BigDecimal.class),
                arguments(new BigInteger("12345678901234567890"), "12345678901234567890", Object.class),
                arguments(new BigInteger("12345678901234567890"), "12345678901234567890", Number.class),
                arguments(new BigDecimal("0.1000000000000000000001"), "0.1000000000000000000001", BigDecimal.class),
                arguments(5L, "5", Object.class),
                arguments(Long.MAX_VALUE, "9223372036854775807", Object.class),
                arguments(5.25, "5.25", Object.class),
                arguments("x", "\"x\"", Object.class),
                arguments(true, "true", Object.class),
                arguments(null, "null", Object.class),
                arguments(Colour.RED, "\"RED\"", Colour.class),
                arguments(Colour.GREEN, "\"GREEN\"", Colour.class),
                arguments(
                        UUID.fromString("00000000-0000-0001-0000-000000000002"),
                        "\"00000000-0000-0001-0000-000000000002\"",
                        UUID.class),
                arguments(
                        new Message("hi", 5, new Message("ho", 0, null)),
                        "{\"text\":\"hi\",\"stars\":5,\"reply\":{\"text\":\"ho\",\"stars\":0}}",
                        Message.class),
                arguments(
                        new Box<>(Colour.RED, List.of(Colour.GREEN)),
                        "{\"content\":\"RED\",\"more\":[\"GREEN\"]}",
                        new TypeRef<Box<Colour>>() {}.type()),
                arguments(Bean.of("n", 1, 2), "{\"name\":\"n\",\"numbers\":[1,2]}", Bean.class),
                arguments(
                        List.of(Map.of("a", new Message("x", 1, null))),
                        "[{\"a\":{\"text\":\"x\",\"stars\":1}}]",
                        new TypeRef<List<Map<String, Message>>>() {}.type()),
                arguments(
                        Arrays.asList("a", null, 2L, 0.5, List.of(), Map.of()),
                        "[\"a\",null,2,0.5,[],{}]",
                        Object.class),
                arguments(
                        Map.of(7, List.of("x")),
                        "{\"7\":[\"x\"]}",
                        new TypeRef<Map<Integer, List<String>>>() {}.type()));
    }

    static Stream<Arguments> timesWithJsonAndType() {
        return Stream.of(
                arguments(
                        Instant.parse("2024-02-29T12:30:45.123456789Z"),
                        "2024-02-29T12:30:45.123456789Z",
                        Instant.class),
                arguments(Instant.MAX, "+1000000000-12-31T23:59:59.999999999Z", Instant.class),
                arguments(LocalDate.of(2024, 2, 29), "2024-02-29", LocalDate.class),
                arguments(LocalTime.of(10, 15), "10:15", LocalTime.class),
                arguments(LocalDateTime.of(2024, 2, 29, 1, 2, 3), "2024-02-29T01:02:03", LocalDateTime.class),
                arguments(
                        OffsetDateTime.of(2024, 2, 29, 1, 2, 3, 0, ZoneOffset.ofHours(2)),
                        "2024-02-29T01:02:03+02:00",
                        OffsetDateTime.class),
                arguments(OffsetTime.of(1, 2, 3, 0, ZoneOffset.UTC), "01:02:03Z", OffsetTime.class),
                arguments(
                        ZonedDateTime.of(2024, 2, 29, 1, 2, 3, 0, ZoneId.of("Europe/Paris")),
                        "2024-02-29T01:02:03+01:00[Europe/Paris]",
                        ZonedDateTime.class),
                arguments(Year.of(2024), "2024", Year.class),
                arguments(Year.of(12345), "+12345", Year.class),
                arguments(Year.of(7), "0007", Year.class),
                arguments(YearMonth.of(2024, 2), "2024-02", YearMonth.class),
                arguments(MonthDay.of(2, 29), "--02-29", MonthDay.class),
                arguments(Duration.ofSeconds(-90, 5), "PT-1M-29.999999995S", Duration.class),
                arguments(Period.of(1, 2, 3), "P1Y2M3D", Period.class),
                arguments(ZoneId.of("Europe/Paris"), "Europe/Paris", ZoneId.class),
                arguments(ZoneOffset.ofHours(-3), "-03:00", ZoneOffset.class),
                arguments(ZoneOffset.UTC, "Z", ZoneId.class),
                arguments(date("2024-02-29T12:30:45.120Z"), "2024-02-29T12:30:45.120Z", Date.class),
                arguments(date("-000001-01-01T00:00:00.000Z"), "-000001-01-01T00:00:00.000Z", Date.class),
                arguments(date("+012345-01-01T00:00:00.000Z"), "+012345-01-01T00:00:00.000Z", Date.class),
                arguments(calendar(), "1970-01-01T00:00:00.000Z", Calendar.class),
                arguments(calendar(), "1970-01-01T00:00:00.000Z", GregorianCalendar.class));
    }

    private static Date date(String iso) {
        return Date.from(Instant.parse(iso));
    }

    private static Calendar calendar() {
        Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
        calendar.setTimeInMillis(0);
        return calendar;
    }

    @ParameterizedTest
    @MethodSource("valuesWithJsonAndType")
    @Tag("feature:2.15")
    void valueMapsBothWays(@Nullable Object value, String json, Type type) {
        assertThat(mapping.json(value)).isEqualTo(json);
        assertThat(mapping.read(json, type)).isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("timesWithJsonAndType")
    void timeIsIso8601BothWays(Object value, String text, Type type) {
        assertThat(mapping.json(value)).isEqualTo('"' + text + '"');
        assertThat(mapping.read('"' + text + '"', type)).isEqualTo(value);
        assertThat(mapping.json(List.of(value))).isEqualTo("[\"" + text + "\"]");
    }

    @Test
    void aTimeIsTheNameOfAMember() {
        assertThat(mapping.json(Map.of(Instant.EPOCH, 1))).isEqualTo("{\"1970-01-01T00:00:00Z\":1}");
        assertThat(mapping.read("{\"1970-01-01T00:00:00Z\":1}", new TypeRef<Map<Instant, Integer>>() {}))
                .isEqualTo(Map.of(Instant.EPOCH, 1));
    }

    @Test
    void arraysMapBothWays() {
        assertThat(mapping.json(new int[] {1, 2})).isEqualTo("[1,2]");
        assertThat(mapping.read("[1,2]", int[].class)).isEqualTo(new int[] {1, 2});
        assertThat(mapping.json(new String[][] {{"a"}, {}, null})).isEqualTo("[[\"a\"],[],null]");
        assertThat(mapping.read("[[\"a\"],[],null]", String[][].class)).isEqualTo(new String[][] {{"a"}, {}, null});
        assertThat(mapping.json(new Object[] {1, "a", null, 1.5})).isEqualTo("[1,\"a\",null,1.5]");
        assertThat(mapping.read("[1,\"a\",null,1.5]", Object[].class)).isEqualTo(new Object[] {1L, "a", null, 1.5});
    }

    @Test
    void optionalIsTheValueOrNull() {
        assertThat(mapping.json(Optional.of("x"))).isEqualTo("\"x\"");
        assertThat(mapping.json(Optional.empty())).isEqualTo("null");
        assertThat(mapping.json(List.of(OptionalInt.of(1), OptionalLong.empty(), OptionalDouble.of(0.5))))
                .isEqualTo("[1,null,0.5]");
        assertThat(mapping.json(List.of(Optional.of(List.of(Instant.EPOCH)))))
                .isEqualTo("[[\"1970-01-01T00:00:00Z\"]]");
        assertThat(mapping.read("\"x\"", new TypeRef<Optional<String>>() {})).isEqualTo(Optional.of("x"));
        assertThat(mapping.read("null", new TypeRef<Optional<String>>() {})).isEqualTo(Optional.empty());
        assertThat(mapping.read("3", new TypeRef<Optional<?>>() {})).isEqualTo(Optional.of(3L));
        assertThat(mapping.read("null", OptionalInt.class)).isEqualTo(OptionalInt.empty());
        assertThat(mapping.read("7", OptionalInt.class)).isEqualTo(OptionalInt.of(7));
        assertThat(mapping.read("7", OptionalLong.class)).isEqualTo(OptionalLong.of(7));
        assertThat(mapping.read("7.5", OptionalDouble.class)).isEqualTo(OptionalDouble.of(7.5));
    }

    @Test
    void anEmptyOptionalOfARecordIsLeftOut() {
        Person person = new Person(Optional.empty(), OptionalInt.of(3), Instant.EPOCH);
        assertThat(mapping.json(person)).isEqualTo("{\"age\":3,\"born\":\"1970-01-01T00:00:00Z\"}");
        assertThat(mapping.read("{\"nick\":null,\"age\":3,\"born\":\"1970-01-01T00:00:00Z\"}", Person.class))
                .isEqualTo(person);
        Person named = new Person(Optional.of("x"), OptionalInt.empty(), Instant.EPOCH);
        assertThat(mapping.json(named)).isEqualTo("{\"nick\":\"x\",\"born\":\"1970-01-01T00:00:00Z\"}");
    }

    @Test
    void nullFieldIsOmittedAndNullElementStays() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("a", null);
        map.put("b", Arrays.asList(null, 1));
        assertThat(mapping.json(map)).isEqualTo("{\"b\":[null,1]}");
        assertThat(mapping.read("{\"a\":null}", Object.class)).isEqualTo(Collections.singletonMap("a", null));
    }

    @Test
    void missingFieldIsNullOrZeroAndUnknownFieldIsSkipped() {
        assertThat(mapping.read("{\"other\":[{}],\"text\":\"x\"}", Message.class))
                .isEqualTo(new Message("x", 0, null));
        assertThat(mapping.read("{}", Bean.class)).isEqualTo(new Bean());
    }

    @Test
    void numberReadsAsTheWantedType() {
        assertThat(mapping.read("-0", int.class)).isEqualTo(0);
        assertThat(mapping.read("5", double.class)).isEqualTo(5.0);
        assertThat(mapping.read("1e3", Object.class)).isEqualTo(1000.0);
        assertThat(mapping.read("-7", Object.class)).isEqualTo(-7L);
        assertThat(mapping.read("{\"a\":[9007199254740993]}", Object.class))
                .isEqualTo(Map.of("a", List.of(9007199254740993L)));
    }

    @Test
    void localRecordMaps() {
        record Local(int a) {}
        assertThat(mapping.json(new Local(1))).isEqualTo("{\"a\":1}");
        assertThat(mapping.read("{\"a\":1}", Local.class)).isEqualTo(new Local(1));
    }
}
