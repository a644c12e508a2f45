package io.jettio.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OpenLoopTest {
    @ParameterizedTest
    @EnumSource(
            value = Scenario.class,
            names = {"ACK", "ECHO", "BIN", "TYPED", "POLL"})
    void everythingThatIsDueIsSentAndAnswered(Scenario scenario) throws Exception {
        try (Peer peer = new Peer(false)) {
            LoadReport report = LoadDriver.run(plan(scenario, peer.url(), 4000));
            assertThat(report.failures()).isZero();
            assertThat(report.messages()).isPositive();
            assertThat(report.latency().p50()).isPositive();
            assertThat(report.toText()).contains("4,000 messages/s due").contains("driver late us");
        }
    }

    @Test
    void roundsWithoutAndWithBlockedHandlersTakeTurns() throws Exception {
        try (Peer peer = new Peer(false)) {
            peer.delayBlock();
            List<BlockedRun.Round> told = new ArrayList<>();
            LoadPlan plan = plan(Scenario.BLOCKED, peer.url(), 4000);
            List<BlockedRun.Round> rounds = BlockedRun.run(plan, 2, 6000, told::add);
            assertThat(told).isEqualTo(rounds).hasSize(2);
            assertThat(rounds).allMatch(round -> round.failures() == 0);
            assertThat(rounds.get(0).without().plan().blocking()).isEqualTo(new LoadPlan.Blocking(1, 0));
            assertThat(rounds.get(0).with().plan().blocking()).isEqualTo(new LoadPlan.Blocking(1, 6000));
            assertThat(BlockedRun.ratio(rounds)).isPositive();
        }
    }

    @Test
    void handlerThatNeverEndsIsAFailure() throws Exception {
        try (Peer peer = new Peer(false)) {
            peer.swallow("block");
            LoadPlan plan = plan(Scenario.BLOCKED, peer.url(), 200).blocking(new LoadPlan.Blocking(1, 60));
            assertThat(run(plan, 2).unanswered()).isEqualTo(1);
        }
    }

    @Test
    void repliesThatNeverComeCountWithTheTimeTheyWereWaitedFor() throws Exception {
        try (Peer peer = new Peer(false)) {
            peer.swallow("echo");
            LoadReport report = run(plan(Scenario.ECHO, peer.url(), 1000), 0.3);
            assertThat(report.messages()).isZero();
            assertThat(report.unanswered()).isPositive();
            assertThat(report.latency().p50()).isGreaterThan(290_000);
        }
    }

    @Test
    void handlerThatDoesNotBlockIsAnError() throws Exception {
        try (Peer peer = new Peer(false)) { // acknowledges at once
            LoadPlan plan = new LoadPlan(
                            peer.url(), false, Scenario.BLOCKED, 5, 1, 300, 0.01, 4, 0) // long enough to hear
                    .atRate(200)
                    .blocking(new LoadPlan.Blocking(2, 5000));
            assertThatThrownBy(() -> LoadDriver.run(plan))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("a handler ended that was to block");
        }
    }

    private static LoadReport run(LoadPlan plan, double patienceSeconds) throws IOException {
        try (LoadDriver driver = new LoadDriver(plan)) {
            return new OpenLoop(driver, patienceSeconds).run();
        }
    }

    private static LoadPlan plan(Scenario scenario, URI url, double rate) {
        return new LoadPlan(url, false, scenario, 5, 1, 300, 0.01, 0.03, 0).atRate(rate);
    }
}
