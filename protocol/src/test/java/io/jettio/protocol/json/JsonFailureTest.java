package io.jettio.protocol.json;

import static io.jettio.protocol.json.Mapping.json;
import static io.jettio.protocol.json.Mapping.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.jettio.protocol.application.Shouting;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the default codec says where it refuses; what every codec refuses is in the contract for codecs. */
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

    @Test
    void cycleIsRefusedWithTheDepthAndThePath() {
        Node node = new Node();
        node.next = new Node();
        node.next.next = node;
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> json(node))
                .withMessageStartingWith("cannot write nesting deeper than 500, or a cycle, at $.next.next.next")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
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
    void whatTheApplicationThrewWhileWritingIsTheCause() {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> json(List.of(new Shouting("x"))))
                .withMessageContaining("$[0]")
                .withRootCauseInstanceOf(IllegalStateException.class);
    }

    static Stream<Arguments> jsonThatDoesNotFit() {
        return Stream.of(
                arguments("128", byte.class, "the value at $"),
                arguments("1.5", int.class, "the value at $"),
                arguments("[]", String.class, "an array at $"),
                arguments("{}", List.class, "an object at $"),
                arguments("1", Item.class, "a number at $"),
                arguments("1", boolean.class, "a number at $"),
                arguments("[1,[],3]", int[].class, "an array at $[1]"),
                arguments("{\"items\":[{\"price\":null}]}", Order.class, "$.items[0].price"));
    }

    @ParameterizedTest
    @MethodSource("jsonThatDoesNotFit")
    void jsonThatDoesNotFitIsNamedByItsKind(String json, Type type, String message) {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> read(json, type))
                .withMessageContaining(message);
    }
}
