package io.jettio.benchmarks.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.benchmarks.crowd.CrowdPlan.Space;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrowdPlanTest {
    private static final CrowdPlan PLAN = new CrowdPlan(URI.create("http://127.0.0.1:3000"), 20_000, 5);

    @Test
    void eachClientHasTwentyRoomsInTwoNamespaces() {
        for (int client : List.of(0, 1, 29_999)) {
            Set<String> rooms = new HashSet<>();
            for (Space space : Space.values()) {
                Pattern.compile("room-\\d+")
                        .matcher(PLAN.rooms(client, space))
                        .results()
                        .map(MatchResult::group)
                        .forEach(rooms::add);
            }
            assertThat(rooms).hasSize(20);
        }
    }

    @Test
    void fiveOfAHundredStayWithPolling() {
        assertThat(IntStream.range(0, 30_000).filter(PLAN::isPolling)).hasSize(1500);
        assertThat(IntStream.range(0, 100).filter(new CrowdPlan(PLAN.url(), 1, 0)::isPolling))
                .isEmpty();
    }

    @Test
    void anAddressIsLeftWhenItHasGivenItsPorts() throws Exception {
        assertThat(PLAN.source(19_999).getHostAddress()).isEqualTo("127.0.0.2");
        assertThat(PLAN.source(20_000).getHostAddress()).isEqualTo("127.0.0.3");
    }

    @ParameterizedTest
    @CsvSource({"0, 500, 1500", "1, 1000, 3000", "2, 2000, 5000", "3, 4000, 5000", "60, 5000, 5000"})
    void delaysDoubleUpToFiveSeconds(int attempts, long least, long most) {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1000; i++) {
            assertThat(Backoff.delay(attempts, random).toMillis()).isBetween(least, most);
        }
    }
}
