package io.jettio.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

class LoadPlanTest {
    @Test
    void rawServerHasNoPolling() {
        assertThatThrownBy(() -> plan(Scenario.POLL, true)).hasMessage("a raw server knows no POLL");
    }

    @Test
    void broadcastsHaveNoOpenLoop() {
        assertThatThrownBy(() -> plan(Scenario.BCAST, false).atRate(5)).hasMessage("there is no open loop of BCAST");
    }

    @Test
    void handlersBlockForLongerThanMessagesCount() {
        LoadPlan plan = plan(Scenario.BLOCKED, false).atRate(5);
        assertThatThrownBy(() -> plan.blocking(new LoadPlan.Blocking(1, 900)))
                .hasMessageContaining("longer than warm-up and counting");
        assertThatThrownBy(() -> plan.blocking(new LoadPlan.Blocking(5, 9000)))
                .hasMessageContaining("connections that do not block");
    }

    private static LoadPlan plan(Scenario scenario, boolean raw) {
        return new LoadPlan(URI.create("http://127.0.0.1:1"), raw, scenario, 5, 1, 0, 0, 1, 0);
    }
}
