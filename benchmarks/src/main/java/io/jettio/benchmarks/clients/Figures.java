package io.jettio.benchmarks.clients;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Medians, with what they come from. */
final class Figures {
    private Figures() {}

    static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The median of values, and the smallest and largest of them. */
    static String range(String format, List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "**" + format + "** (" + format + "-" + format + ")",
                median(values),
                sorted[0],
                sorted[sorted.length - 1]);
    }

    /** The ratios of values of the same round. */
    static List<Double> ratios(List<Double> values, List<Double> base) {
        Double[] ratios = new Double[values.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = values.get(i) / base.get(i);
        }
        return Arrays.asList(ratios);
    }
}
