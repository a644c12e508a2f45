package io.jettio.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.benchmarks.load.LoadReport;
import io.jettio.benchmarks.load.ProcessUsage;
import io.jettio.benchmarks.load.Scenario;
import java.net.URI;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    @Test
    void ratioIsTheMedianOfTheRatiosWithinRounds() {
        Comparison comparison = new Comparison("ack", "raw");
        long[][] rounds = {{10, 5}, {40, 10}, {10, 6}}; // in the second round the machine was busy
        for (long[] round : rounds) {
            comparison.add("raw", report(round[0], 0));
            comparison.add("load", report(round[1], 0));
        }
        assertThat(comparison.toTable())
                .contains("| raw | **1,000** (1,000-1,000) | **10.00** (10.00-40.00) | **1.00** (1.00-1.00) |")
                .contains("| load | **1,000** (1,000-1,000) | **6.00** (5.00-10.00) | **0.50** (0.25-0.60) |");
    }

    @Test
    void withoutTheYardstickThereIsNoRatio() {
        Comparison comparison = new Comparison("ack", "raw");
        comparison.add("node", report(10, 0));
        assertThat(comparison.toTable()).contains("**10.00** (10.00-10.00) | - |");
    }

    @Test
    void wrongRepliesAreToldBesideTheName() {
        Comparison comparison = new Comparison("ack", "raw");
        comparison.add("raw", report(10, 2));
        comparison.add("raw", report(10, 1));
        assertThat(comparison.toTable()).contains("| raw (3 wrong or missing replies) |");
    }

    @Test
    void openLoopsAreComparedByTheirLatency() {
        Comparison comparison = new Comparison("ack", "raw");
        comparison.addClosed(report(1, 0));
        double[][] rounds = {{10, 5}, {40, 10}, {10, 6}};
        for (double[] round : rounds) {
            comparison.add("raw", openReport(round[0], 0, 5));
            comparison.add("load", openReport(round[1], 1, 2000));
        }
        assertThat(comparison.toTable())
                .contains(
                        "**ack**, open loop: **500** (500-500) messages/s due, of **1,000** (1,000-1,000) in the closed"
                                + " loop of raw\n")
                .contains("| raw | **1,000** (1,000-1,000) | 1.00 | **10.00** (10.00-40.00) | **1.00** (1.00-1.00) |")
                .contains("| load (3 wrong or missing replies) | **1,000** (1,000-1,000) | 1.00 | **6.00** (5.00-10.00)"
                        + " | **0.50** (0.25-0.60) |")
                .contains("2.00 (THE DRIVER FELL BEHIND in 3 rounds)");
        assertThat(comparison.failures()).isEqualTo(3);
    }

    @Test
    void medianOfAnEvenNumberLiesBetween() {
        assertThat(Comparison.median(new double[] {4, 1, 3, 2})).isEqualTo(2.5);
    }

    @Test
    void cellTakesItsSizesFromTheScenarioUnlessToldOthers() {
        assertThat(Cell.parse("bin")).isEqualTo(new Cell(Scenario.BIN, 50, 1, 1024));
        assertThat(Cell.parse("ack:7x2x1024")).isEqualTo(new Cell(Scenario.ACK, 7, 2, 1024));
        assertThatThrownBy(() -> Cell.parse("ack:7x2")).isInstanceOf(IllegalArgumentException.class);
    }

    private static LoadReport openReport(double p99Millis, long unanswered, double lateMicros) {
        return new LoadReport(
                Cell.parse("ack")
                        .plan(URI.create("http://127.0.0.1:1"), false, 0, 0, 1)
                        .atRate(500),
                1,
                1000,
                0,
                unanswered,
                new LoadReport.Latency(1000, 2000, p99Millis * 1000, 50_000, 60_000),
                new ProcessUsage.Spent(1_000_000, 0, 0),
                1,
                1 << 20,
                new LoadReport.Lag(lateMicros, 2 * lateMicros));
    }

    private static LoadReport report(long micros, long mismatched) {
        ProcessUsage.Spent spent = new ProcessUsage.Spent(micros * 1_000_000, 0, 0);
        return new LoadReport(
                Cell.parse("ack").plan(URI.create("http://127.0.0.1:1"), false, 0, 0, 1),
                1,
                1000,
                mismatched,
                0,
                new LoadReport.Latency(1, 2, 3, 4, 5),
                spent,
                1,
                1 << 20,
                LoadReport.Lag.NONE);
    }
}
