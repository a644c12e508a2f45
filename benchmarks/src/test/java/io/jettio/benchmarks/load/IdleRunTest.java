package io.jettio.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

class IdleRunTest {
    @Test
    void connectionsThatStayTakeHeapOfTheServer() throws Exception {
        try (Peer peer = new Peer(false)) {
            LoadPlan plan = new LoadPlan(
                    peer.url(),
                    false,
                    Scenario.IDLE,
                    200,
                    16,
                    0,
                    0,
                    1,
                    ProcessHandle.current().pid());
            IdleRun.Report report = IdleRun.run(plan, 0.2);
            assertThat(report.heap()).isTrue();
            assertThat(report.toJson()).startsWith("{\"scenario\":\"idle\",\"connections\":200,\"memory\":\"heap\"");
            assertThat(report.perConnection()).isPositive();
        }
    }

    @Test
    void bytesPerConnectionAreTheDifference() {
        assertThat(new IdleRun.Report(100, true, 5_000, 25_000).perConnection()).isEqualTo(200);
    }

    @Test
    void withoutAProcessThereIsNothingToAsk() {
        LoadPlan plan = new LoadPlan(URI.create("http://127.0.0.1:1"), false, Scenario.IDLE, 10, 1, 0, 0, 1, 0);
        assertThatThrownBy(() -> IdleRun.run(plan)).hasMessageContaining("--pid");
    }
}
