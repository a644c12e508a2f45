package io.jettio.benchmarks.compare;

import io.jettio.benchmarks.load.LoadReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The reports of one scenario: for each server one per round. A ratio is taken within a round, and then the median of
 * the ratios, since what disturbs a machine for a minute disturbs both.
 */
final class Comparison {
    private final String title;
    private final String yardstick;
    private final Map<String, List<LoadReport>> byServer = new LinkedHashMap<>();

    /**
     * An empty comparison.
     *
     * @param title the scenario
     * @param yardstick the server that ratios are taken to; none are told when it was not measured
     */
    Comparison(String title, String yardstick) {
        this.title = title;
        this.yardstick = yardstick;
    }

    void add(String server, LoadReport report) {
        byServer.computeIfAbsent(server, name -> new ArrayList<>()).add(report);
    }

    /** {@return the table in Markdown} */
    String toTable() {
        StringBuilder table = new StringBuilder("**").append(title).append("**\n\n");
        table.append("| server | messages/s | CPU us/message | CPU to ").append(yardstick);
        table.append(" | p50 ms | p99 ms | RSS MiB | driver us |\n|---|---|---|---|---|---|---|---|\n");
        byServer.forEach((server, reports) -> {
            long mismatched = reports.stream().mapToLong(LoadReport::mismatched).sum();
            table.append(String.format(
                    Locale.ROOT,
                    "| %s%s | %s | %s | %s | %.2f | %.2f | %.0f | %.2f |%n",
                    server,
                    mismatched == 0 ? "" : " (" + mismatched + " wrong replies)",
                    range("%,.0f", reports, LoadReport::rate),
                    range("%.2f", reports, LoadReport::cpuMicros),
                    ratios(reports),
                    median(values(reports, LoadReport::p50)) / 1e3,
                    median(values(reports, LoadReport::p99)) / 1e3,
                    median(values(reports, LoadReport::residentBytes)) / 1048576,
                    median(values(reports, LoadReport::driverMicros))));
        });
        return table.toString();
    }

    private String ratios(List<LoadReport> reports) {
        List<LoadReport> base = byServer.getOrDefault(yardstick, List.of());
        if (base.size() != reports.size()) {
            return "-";
        }
        double[] ratios = new double[reports.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = reports.get(i).cpuMicros() / base.get(i).cpuMicros();
        }
        return range("%.2f", ratios);
    }

    private static String range(String format, List<LoadReport> reports, ToDoubleFunction<LoadReport> value) {
        return range(format, values(reports, value));
    }

    private static String range(String format, double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "**" + format + "** (" + format + "-" + format + ")",
                median(sorted),
                sorted[0],
                sorted[sorted.length - 1]);
    }

    private static double[] values(List<LoadReport> reports, ToDoubleFunction<LoadReport> value) {
        return reports.stream().mapToDouble(value).toArray();
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
