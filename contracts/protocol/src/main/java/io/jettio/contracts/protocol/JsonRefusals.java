package io.jettio.contracts.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.jettio.protocol.TypeRef;
import io.jettio.protocol.json.JsonCodec;
import io.jettio.protocol.json.JsonException;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
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

/** What codecs refuse, with the path to it and without its content. */
abstract class JsonRefusals {
    final JsonMapping mapping = new JsonMapping(codec());

    /**
     * {@return the codec with its default settings} It is called once for each test, before the fields of the subclass are
     * set.
     */
    protected abstract JsonCodec codec();

    record Item(String name, double price) {}

    record Order(List<Item> items) {}

    record Guarded(int age) {
        Guarded {
            if (age < 0) {
                throw new IllegalArgumentException("age is negative");
            }
        }
    }

    /** A list whose end is its beginning, perhaps. */
    static final class Node {
        private @Nullable Node next;

        public @Nullable Node getNext() {
            return next;
        }

        public void setNext(@Nullable Node value) {
            next = value;
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
                .isThrownBy(() -> mapping.json(value))
                .satisfies(e -> assertThat(e.getMessage() + ":").contains("NaN or an infinity at " + path));
    }

    @Test
    void cycleIsRefused() {
        Node node = new Node();
        node.next = new Node();
        node.next.next = node;
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> mapping.json(node))
                .withMessageContaining("$.next.next.next")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
        List<Object> list = new ArrayList<>();
        list.add(list);
        assertThatExceptionOfType(JsonException.class).isThrownBy(() -> mapping.json(list));
        Map<String, Object> map = new HashMap<>();
        map.put("self", map);
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> mapping.json(map))
                .withMessageContaining("$.self.self");
    }

    @Test
    void whatTheApplicationThrewIsTheCause() {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> mapping.read("{\"age\":-4711}", Guarded.class))
                .withMessageNotContaining("4711")
                .satisfies(e -> assertThat(e.getCause()).hasMessage("age is negative"));
    }

    static Stream<Arguments> jsonThatDoesNotFit() {
        return Stream.of(
                arguments("\"secret\"", int.class, "at $"),
                arguments("1.5", int.class, "at $"),
                arguments("2147483648", int.class, "at $"),
                arguments("9223372036854775808", long.class, "at $"),
                arguments("1e1000000000", long.class, "at $"),
                arguments("300", Byte.class, "at $"),
                arguments("-32769", short.class, "at $"),
                arguments("1e39", float.class, "at $"),
                arguments("1e400", double.class, "at $"),
                arguments("1e400", Object.class, "at $"),
                arguments("[1,{\"a\":-1e400}]", Object.class, "at $"),
                arguments("1.5", BigInteger.class, "at $"),
                arguments("[]", String.class, "at $"),
                arguments("{}", List.class, "at $"),
                arguments("[]", Item.class, "at $"),
                arguments("1", Item.class, "at $"),
                arguments("\"x\"", boolean.class, "at $"),
                arguments("\"ab\"", char.class, "at $"),
                arguments("\"secret\"", Instant.class, "at $"),
                arguments("\"secret\"", UUID.class, "at $"),
                arguments("[1,2,\"secret\"]", int[].class, "at $[2]"),
                arguments("[1,[],3]", int[].class, "at $[1]"),
                arguments("[1,2,300]", byte[][].class, "binary at $[0]"),
                arguments(
                        "{\"items\":[{\"name\":\"a\",\"price\":1},{\"name\":\"b\",\"price\":\"secret\"}]}",
                        Order.class,
                        "at $.items[1].price"),
                arguments(
                        "{\"a\":[\"2024-01-01\",\"secret\"]}",
                        new TypeRef<Map<String, List<LocalDate>>>() {}.type(),
                        "at $.a[1]"));
    }

    @ParameterizedTest
    @MethodSource("jsonThatDoesNotFit")
    void jsonThatDoesNotFitIsRefusedWithItsPathAndWithoutItsContent(String json, Type type, String message) {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> mapping.read(json, type))
                .withMessageContaining(message)
                .withMessageNotContaining("secret")
                .satisfies(e -> assertThat(e.getCause()).isNull());
    }

    @Test
    void namesFromAPeerAreCutAndCleanedInMessages() {
        String json = "{\"a\\nb" + "x".repeat(5_000) + "\":\"z\"}";
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> mapping.read(json, new TypeRef<Map<String, Integer>>() {}))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400).doesNotContain("\n"));
    }

    @Test
    void hugeNumberDoesNotCostMoreThanItsDigits() {
        String digits = "9".repeat(1_000);
        assertThat(mapping.read(digits, Object.class)).isEqualTo(new BigInteger(digits));
        assertThat(mapping.read(digits, BigInteger.class)).isEqualTo(new BigInteger(digits));
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> mapping.read("1e999999999", java.math.BigDecimal.class));
        assertThatExceptionOfType(JsonException.class).isThrownBy(() -> mapping.read("1e999999999", BigInteger.class));
    }
}
