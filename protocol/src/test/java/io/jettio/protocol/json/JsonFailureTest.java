package io.jettio.protocol.json;

import static io.jettio.protocol.json.Mapping.json;
import static io.jettio.protocol.json.Mapping.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.jettio.protocol.TypeRef;
import io.jettio.protocol.application.Guarded;
import io.jettio.protocol.application.Shouting;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonFailureTest {
    record Item(String name, double price) {}

    record Order(List<Item> items) {}

    static final class Node {
        private final String name = "node";
        private @Nullable Node next;

        @Override
        public String toString() {
            return name + (next == null ? "" : next.name);
        }
    }

    static Stream<Arguments> valuesWithoutJsonAndTheirPath() {
        return Stream.of(
                arguments(Double.NaN, "$:"),
                arguments(Float.POSITIVE_INFINITY, "$:"),
                arguments(new double[] {1, 2, Double.NaN}, "$[2]"),
                arguments(List.of(1.0, List.of(), Float.NEGATIVE_INFINITY), "$[2]"),
                arguments(
                        new Order(List.of(new Item("a", 1), new Item("b", 2), new Item("c", Double.NaN))),
                        "$.items[2].price"),
                arguments(Map.of("a", Map.of("b", Arrays.asList(null, Optional.of(Double.NaN)))), "$.a.b[1]"));
    }

    @ParameterizedTest
    @MethodSource("valuesWithoutJsonAndTheirPath")
    void notANumberIsRefusedWithItsPath(Object value, String path) {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> json(value))
                .satisfies(e -> assertThat(e.getMessage() + ":").contains("NaN or an infinity at " + path));
    }

    @Test
    void cycleIsRefused() {
        Node node = new Node();
        node.next = new Node();
        node.next.next = node;
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> json(node))
                .withMessageStartingWith("cannot write nesting deeper than 500, or a cycle, at $.next.next.next")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
        List<Object> list = new ArrayList<>();
        list.add(list);
        assertThatExceptionOfType(JsonException.class).isThrownBy(() -> json(list));
        Map<String, Object> map = new HashMap<>();
        map.put("self", map);
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> json(map))
                .withMessageContaining("$.self.self");
    }

    @Test
    void classOfTheJdkWithoutMappingIsRefusedByName() {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> json(Thread.currentThread()))
                .withMessageContaining("java.lang.Thread");
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> json(Map.of("a", List.of(Thread.currentThread()))))
                .withMessageContaining("$.a[0]");
        assertThatExceptionOfType(JsonException.class).isThrownBy(() -> json(String.class));
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> read("{}", InputStream.class))
                .withMessageContaining("java.io.InputStream");
        assertThatExceptionOfType(JsonException.class).isThrownBy(() -> read("{}", Runnable.class));
    }

    @Test
    void anonymousObjectIsRefusedInsteadOfVanishing() {
        Object anonymous = new Object() {
            @Override
            public String toString() {
                return "anonymous";
            }
        };
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> json(anonymous))
                .withMessageContaining("anonymous or local class");
    }

    @Test
    void whatTheApplicationThrewIsTheCause() {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> json(List.of(new Shouting("x"))))
                .withMessageContaining("$[0]")
                .withRootCauseInstanceOf(IllegalStateException.class);
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> read("{\"age\":-4711}", Guarded.class))
                .withMessageNotContaining("4711")
                .satisfies(e -> assertThat(e.getCause()).hasMessage("age is negative"));
    }

    static Stream<Arguments> jsonThatDoesNotFit() {
        return Stream.of(
                arguments("\"secret\"", int.class, "the value at $"),
                arguments("1.5", int.class, "the value at $"),
                arguments("2147483648", int.class, "the value at $"),
                arguments("9223372036854775808", long.class, "the value at $"),
                arguments("1e1000000000", long.class, "the value at $"),
                arguments("128", byte.class, "the value at $"),
                arguments("300", Byte.class, "the value at $"),
                arguments("-32769", short.class, "the value at $"),
                arguments("1e39", float.class, "the value at $"),
                arguments("1e400", double.class, "the value at $"),
                arguments("1e400", Object.class, "the value at $"),
                arguments("1.5", BigInteger.class, "the value at $"),
                arguments("[]", String.class, "an array at $"),
                arguments("{}", List.class, "an object at $"),
                arguments("[]", Item.class, "an array at $"),
                arguments("1", Item.class, "a number at $"),
                arguments("\"x\"", boolean.class, "the value at $"),
                arguments("1", boolean.class, "a number at $"),
                arguments("\"ab\"", char.class, "the value at $"),
                arguments("\"secret\"", Instant.class, "the value at $"),
                arguments("\"secret\"", UUID.class, "the value at $"),
                arguments("[1,2,\"secret\"]", int[].class, "the value at $[2]"),
                arguments("[1,[],3]", int[].class, "an array at $[1]"),
                arguments("[1,2,300]", byte[][].class, "binary at $[0]"),
                arguments(
                        "{\"items\":[{\"name\":\"a\",\"price\":1},{\"name\":\"b\",\"price\":\"secret\"}]}",
                        Order.class,
                        "at $.items[1].price"),
                arguments("{\"items\":[{\"price\":null}]}", Order.class, "$.items[0].price"),
                arguments(
                        "{\"a\":[\"2024-01-01\",\"secret\"]}",
                        new TypeRef<Map<String, List<java.time.LocalDate>>>() {}.type(),
                        "the value at $.a[1]"));
    }

    @ParameterizedTest
    @MethodSource("jsonThatDoesNotFit")
    void jsonThatDoesNotFitIsRefusedWithItsPathAndWithoutItsContent(String json, Type type, String message) {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> read(json, type))
                .withMessageContaining(message)
                .withMessageNotContaining("secret")
                .satisfies(e -> assertThat(e.getCause()).isNull());
    }

    @Test
    void namesFromAPeerAreCutAndCleanedInMessages() {
        String json = "{\"a\\nb" + "x".repeat(5_000) + "\":\"z\"}";
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> read(json, new TypeRef<Map<String, Integer>>() {}))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400).doesNotContain("\n"));
    }

    @Test
    void hugeNumberDoesNotCostMoreThanItsDigits() {
        String digits = "9".repeat(1_000);
        assertThat(read(digits, Object.class)).isEqualTo(new BigInteger(digits));
        assertThat(read(digits, BigInteger.class)).isEqualTo(new BigInteger(digits));
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> read("1e999999999", java.math.BigDecimal.class));
        assertThatExceptionOfType(JsonException.class).isThrownBy(() -> read("1e999999999", BigInteger.class));
    }
}
