package io.jettio.protocol.json;

import static io.jettio.protocol.json.Mapping.json;
import static io.jettio.protocol.json.Mapping.read;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.lang.reflect.Type;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is Gson's own in the default codec; what every codec keeps is in the contract for codecs. */
class GsonJsonCodecTest {
    enum Colour {
        RED
    }

    record Message(String text, int stars) {}

    static class Bean {
        private String name = "none";
        private List<Integer> numbers = List.of();
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
    @MethodSource("timesWithJsonAndType")
    void timeIsIso8601BothWays(Object value, String text, Type type) {
        assertThat(json(value)).isEqualTo('"' + text + '"');
        assertThat(read('"' + text + '"', type)).isEqualTo(value);
        assertThat(json(List.of(value))).isEqualTo("[\"" + text + "\"]");
    }

    @Test
    void fieldsMapWithoutAccessors() {
        Bean bean = (Bean) requireNonNull(read("{\"numbers\":[1,2]}", Bean.class));
        assertThat(bean.name).isEqualTo("none");
        assertThat(bean.numbers).containsExactly(1, 2);
        assertThat(json(bean)).isEqualTo("{\"name\":\"none\",\"numbers\":[1,2]}");
    }

    @Test
    void missingComponentOfARecordIsNull() {
        assertThat(read("{\"other\":[{}]}", Message.class)).isEqualTo(new Message(null, 0));
    }

    @Test
    void integerOfAnyFormReadsAsTheWantedType() {
        assertThat(read("1e3", int.class)).isEqualTo(1000);
        assertThat(read("1.0", long.class)).isEqualTo(1L);
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
