package io.jettio.server.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdsTest {
    @Test
    void anIdIsTwentyCharactersOfBase64Url() {
        Ids ids = new Ids();
        for (int i = 0; i < 1_000; i++) {
            assertThat(ids.next()).matches("[A-Za-z0-9_-]{20}");
        }
    }

    @Test
    void noIdComesTwiceWhicheverBlockItIsFrom() {
        Ids some = new Ids();
        Ids others = new Ids();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            assertThat(seen.add(some.next())).isTrue();
            assertThat(seen.add(others.next())).isTrue();
        }
    }

    @Test
    void everyCharacterIsRandom() {
        Ids ids = new Ids();
        for (int position = 0; position < 20; position++) {
            Set<Character> seen = new HashSet<>();
            for (int i = 0; i < 2_000; i++) {
                seen.add(ids.next().charAt(position));
            }
            assertThat(seen).as("position %d", position).hasSize(64);
        }
    }
}
