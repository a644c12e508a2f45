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
        assertThat(comparison.toTable()).contains("| raw (3 wrong replies) |");
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

    private static LoadReport report(long micros, long mismatched) {
        ProcessUsage.Spent spent = new ProcessUsage.Spent(micros * 1_000_000, 0, 0);
        return new LoadReport(
                Cell.parse("ack").plan(URI.create("http://127.0.0.1:1"), false, 0, 0, 1),
                1,
                1000,
                mismatched,
                1,
                2,
                3,
                4,
                spent,
                1,
                1 << 20);
    }
}
