package io.jettio.benchmarks.compare;

import io.jettio.benchmarks.load.LoadReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The reports of one scenario: for each server one per round. A ratio is taken within a round, and then the median of
 * the ratios, since what disturbs a machine for a minute disturbs both.
 */
final class Comparison {
    private final String title;
    private final String yardstick;
    private final List<LoadReport> closed = new ArrayList<>();
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

    /** Adds the yardstick's closed loop, of which the rate of a round's open loops is a share. */
    void addClosed(LoadReport report) {
        closed.add(report);
    }

    String yardstick() {
        return yardstick;
    }

    /** {@return how many replies were wrong or missing} */
    long failures() {
        return Stream.concat(closed.stream(), byServer.values().stream().flatMap(List::stream))
                .mapToLong(LoadReport::failures)
                .sum();
    }

    /** {@return the table in Markdown} */
    String toTable() {
        return closed.isEmpty() ? closedTable() : openTable();
    }

    private String closedTable() {
        StringBuilder table = new StringBuilder("**").append(title).append("**\n\n");
        table.append("| server | messages/s | CPU us/message | CPU to ").append(yardstick);
        table.append(" | p50 ms | p99 ms | RSS MiB | driver us |\n|---|---|---|---|---|---|---|---|\n");
        byServer.forEach((server, reports) -> table.append(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %.2f | %.2f | %.0f | %.2f |%n",
                name(server, reports),
                range("%,.0f", reports, LoadReport::rate),
                range("%.2f", reports, LoadReport::cpuMicros),
                ratios(reports, LoadReport::cpuMicros),
                median(values(reports, report -> report.latency().p50())) / 1e3,
                median(values(reports, report -> report.latency().p99())) / 1e3,
                median(values(reports, LoadReport::residentBytes)) / 1048576,
                median(values(reports, LoadReport::driverMicros)))));
        return table.toString();
    }

    private String openTable() {
        List<LoadReport> any = byServer.values().iterator().next();
        StringBuilder table = new StringBuilder("**").append(title);
        table.append(String.format(
                Locale.ROOT,
                "**, open loop: %s messages/s due, of %s in the closed loop of %s%n%n",
                range("%,.0f", any, report -> report.plan().rate()),
                range("%,.0f", closed, LoadReport::rate),
                yardstick));
        table.append("| server | messages/s | p50 ms | p99 ms | p99 to ").append(yardstick);
        table.append(" | p99.9 ms | CPU us/message | driver late p99 ms |\n|---|---|---|---|---|---|---|---|\n");
        byServer.forEach((server, reports) -> {
            long behind = reports.stream().filter(LoadReport::driverFellBehind).count();
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %.2f | %s | %s | %.2f | %.2f | %.2f%s |%n",
                    name(server, reports),
                    range("%,.0f", reports, LoadReport::rate),
                    median(values(reports, report -> report.latency().p50())) / 1e3,
                    range("%.2f", reports, report -> report.latency().p99() / 1e3),
                    ratios(reports, report -> report.latency().p99()),
                    median(values(reports, report -> report.latency().p999())) / 1e3,
                    median(values(reports, LoadReport::cpuMicros)),
                    median(values(reports, report -> report.lag().p99())) / 1e3,
                    behind == 0 ? "" : " (THE DRIVER FELL BEHIND in " + behind + " rounds)"));
        });
        return table.toString();
    }

    private static String name(String server, List<LoadReport> reports) {
        long failures = reports.stream().mapToLong(LoadReport::failures).sum();
        return failures == 0 ? server : server + " (" + failures + " wrong or missing replies)";
    }

    private String ratios(List<LoadReport> reports, ToDoubleFunction<LoadReport> value) {
        List<LoadReport> base = byServer.getOrDefault(yardstick, List.of());
        if (base.size() != reports.size()) {
            return "-";
        }
        double[] ratios = new double[reports.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = value.applyAsDouble(reports.get(i)) / value.applyAsDouble(base.get(i));
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
