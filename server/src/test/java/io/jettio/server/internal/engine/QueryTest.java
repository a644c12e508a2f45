package io.jettio.server.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
    @ParameterizedTest
    @CsvSource({
        "a=1, 1",
        "a=1&a=2, 1",
        "b=2&a=1, 1",
        "a=b=c, b=c",
        "a=, ''",
        "a, ''",
        "a&b=1, ''",
        "&&a=1&, 1",
        "%61=1, 1",
        "a=x%20y+z, x y z",
        "a=%E2%82%AC, €",
        "a=%26%3D, &=",
    })
    void aParameterIsDecoded(String raw, String value) {
        assertThat(Query.parse(raw).get("a")).isEqualTo(value);
        assertThat(Query.parse(raw).has("a")).isTrue();
    }

    @Test
    void whatIsNotThereIsNull() {
        assertThat(Query.parse(null).get("a")).isNull();
        assertThat(Query.parse("").get("a")).isNull();
        assertThat(Query.parse("b=1").get("a")).isNull();
        assertThat(Query.parse("A=1").has("a")).isFalse();
        assertThat(Query.parse("=1").get("")).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%z", "a=%zz", "%=1", "a=1&b=%4"})
    void aBrokenEscapeIsRefused(String raw) {
        assertThatThrownBy(() -> Query.parse(raw)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theMapKeepsTheOrderAndAllValuesAndCannotBeChanged() {
        var map = Query.parse("b=1&a=2&b=3").toMap();

        assertThat(map.keySet()).containsExactly("b", "a");
        assertThat(map).containsEntry("b", List.of("1", "3"));
        assertThatThrownBy(() -> map.put("c", List.of())).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> map.get("b").add("4")).isInstanceOf(UnsupportedOperationException.class);
    }
}
