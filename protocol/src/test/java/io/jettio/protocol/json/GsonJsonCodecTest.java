package io.jettio.protocol.json;

import static io.jettio.protocol.json.Mapping.json;
import static io.jettio.protocol.json.Mapping.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.jettio.protocol.TypeRef;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is Gson's own in the default codec; what every codec keeps is in the contract for codecs. */
class GsonJsonCodecTest {
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

    static class Bean {
        private String name = "none";
        private List<Integer> numbers = List.of();
        private transient int secret = 1;

        @Override
        public boolean equals(Object other) {
            return other instanceof Bean that && name.equals(that.name) && numbers.equals(that.numbers);
        }

        @Override
        public int hashCode() {
            return name.hashCode() + secret;
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
                        new TypeRef<Map<Integer, List<String>>>() {}.type()),
                arguments(
                        Map.of(Instant.EPOCH, 1),
                        "{\"1970-01-01T00:00:00Z\":1}",
                        new TypeRef<Map<Instant, Integer>>() {}.type()));
    }

    static Stream<Arguments> timesWithJsonAndType() {
        return Stream.of(
                arguments(
                        java.sql.Timestamp.from(Instant.parse("2024-02-29T12:30:45.120Z")),
                        "2024-02-29T12:30:45.120Z",
                        java.sql.Timestamp.class),
                arguments(new java.sql.Date(0), "1970-01-01T00:00:00.000Z", java.sql.Date.class));
    }

    @ParameterizedTest
    @MethodSource("valuesWithJsonAndType")
    @Tag("feature:2.15")
    void valueMapsBothWays(@Nullable Object value, String json, Type type) {
        assertThat(json(value)).isEqualTo(json);
        assertThat(read(json, type)).isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("timesWithJsonAndType")
    void timeIsIso8601BothWays(Object value, String text, Type type) {
        assertThat(json(value)).isEqualTo('"' + text + '"');
        assertThat(read('"' + text + '"', type)).isEqualTo(value);
        assertThat(json(List.of(value))).isEqualTo("[\"" + text + "\"]");
    }

    @Test
    void missingFieldIsNullOrZeroAndUnknownFieldIsSkipped() {
        assertThat(read("{\"other\":[{}]}", Message.class)).isEqualTo(new Message(null, 0, null));
        assertThat(read("{}", Bean.class)).isEqualTo(new Bean());
    }

    @Test
    void numberOfAnyFormReadsAsTheWantedType() {
        assertThat(read("1e3", int.class)).isEqualTo(1000);
        assertThat(read("1.0", long.class)).isEqualTo(1L);
        assertThat(read("-0", int.class)).isEqualTo(0);
        assertThat(read("5", double.class)).isEqualTo(5.0);
        assertThat(read("1e3", Object.class)).isEqualTo(1000.0);
        assertThat(read("-7", Object.class)).isEqualTo(-7L);
        assertThat(read("{\"a\":[9007199254740993]}", Object.class)).isEqualTo(Map.of("a", List.of(9007199254740993L)));
    }

    @Test
    void scalarsAreTakenAsGsonTakesThem() {
        assertThat(read("\"5\"", int.class)).isEqualTo(5);
        assertThat(read("5", String.class)).isEqualTo("5");
        assertThat(read("true", String.class)).isEqualTo("true");
        assertThat(read("\"BLUE\"", Colour.class)).isNull();
        assertThat(read("null", int.class)).isNull();
    }

    @Test
    void anonymousMapIsAMap() {
        Map<String, Integer> anonymous = new HashMap<>() {
            private static final long serialVersionUID = 1L;

            {
                put("a", 1);
            }
        };
        assertThat(json(anonymous)).isEqualTo("{\"a\":1}");
    }
}
