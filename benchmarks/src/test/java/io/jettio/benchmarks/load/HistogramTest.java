package io.jettio.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class HistogramTest {
    @Test
    void emptyHistogramHasNothing() {
        Histogram histogram = new Histogram();
        assertThat(histogram.count()).isZero();
        assertThat(histogram.max()).isZero();
        assertThat(histogram.percentile(99)).isZero();
    }

    @Test
    void valuesBelow64AreExact() {
        Histogram histogram = new Histogram();
        for (int i = 0; i < 64; i++) {
            histogram.record(i);
        }
        assertThat(histogram.percentile(50)).isEqualTo(31);
        assertThat(histogram.percentile(100)).isEqualTo(63);
    }

    @Test
    void everyValueLiesInItsBucket() {
        for (int shift = 0; shift < 63; shift++) {
            for (long value : new long[] {1L << shift, (1L << shift) + 1, (1L << shift) * 2 - 1}) {
                int bucket = Histogram.bucketOf(value);
                assertThat(Histogram.highestOf(bucket)).isGreaterThanOrEqualTo(value);
                if (bucket > 0) {
                    assertThat(Histogram.highestOf(bucket - 1)).isLessThan(value);
                }
            }
        }
        assertThat(Histogram.highestOf(Histogram.bucketOf(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void percentilesAreNoFurtherOffThanABucketIsWide() {
        long seed = 20261122;
        Random random = new Random(seed);
        Histogram histogram = new Histogram();
        long[] values = new long[10_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (long) Math.exp(random.nextDouble() * 20);
            histogram.record(values[i]);
        }
        Arrays.sort(values);
        for (double percent : new double[] {1, 50, 90, 99, 99.9}) {
            long exact = values[(int) Math.ceil(values.length * percent / 100) - 1];
            assertThat(histogram.percentile(percent))
                    .as("p%s of seed %s", percent, seed)
                    .isCloseTo(exact, Percentage.withPercentage(1.6));
        }
        assertThat(histogram.max()).isEqualTo(values[values.length - 1]);
    }

    @Test
    void percentileNeverExceedsTheMaximum() {
        Histogram histogram = new Histogram();
        histogram.record(1_000_001);
        assertThat(histogram.percentile(50)).isEqualTo(1_000_001);
    }

    @Test
    void resetForgets() {
        Histogram histogram = new Histogram();
        histogram.record(5);
        histogram.reset();
        assertThat(histogram.count()).isZero();
        assertThat(histogram.percentile(50)).isZero();
    }
}
