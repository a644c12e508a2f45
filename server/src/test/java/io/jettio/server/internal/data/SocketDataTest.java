package io.jettio.server.internal.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.protocol.TypeRef;
import io.jettio.server.data.DataKey;
import io.jettio.server.data.SocketData;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class SocketDataTest {
    private static final DataKey<String> USER = DataKey.of("user", String.class);
    private static final DataKey<List<Integer>> SCORES = DataKey.of("scores", new TypeRef<>() {});

    private final SocketData data = new DefaultSocketData();

    @Test
    void aValueIsFoundByAnEqualKey() {
        data.put(USER, "ada").put(SCORES, List.of(1, 2));

        assertThat(data.get(DataKey.of("user", String.class))).contains("ada");
        assertThat(data.require(SCORES)).containsExactly(1, 2);
        assertThat(data.toMap()).isEqualTo(Map.of("user", "ada", "scores", List.of(1, 2)));
    }

    @Test
    void whatIsNotThereIsNotThere() {
        data.put(USER, "ada").remove(USER);
        assertThat(data.get(USER)).isEmpty();
        assertThatThrownBy(() -> data.require(USER))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("user");
    }

    @Test
    void aMissingValueIsMadeOnce() {
        assertThat(data.computeIfAbsent(USER, () -> "made")).isEqualTo("made");
        assertThat(data.computeIfAbsent(USER, () -> "again")).isEqualTo("made");
    }

    @Test
    void aValueOfAnotherClassUnderTheSameNameIsFoundOutAtOnce() {
        data.put(USER, "ada");
        assertThatThrownBy(() -> data.get(DataKey.of("user", Integer.class)))
                .isInstanceOf(ClassCastException.class)
                .hasMessageContaining("user");
        assertThatThrownBy(() -> data.get(DataKey.of("user", new TypeRef<List<String>>() {})))
                .isInstanceOf(ClassCastException.class);
    }
}
