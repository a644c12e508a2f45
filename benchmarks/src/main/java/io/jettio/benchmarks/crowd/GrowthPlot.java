package io.jettio.benchmarks.crowd;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Draws what the stops showed: memory on the left, processor time on the right. */
final class GrowthPlot {
    private static final int WIDTH = 300;
    private static final int HEIGHT = 180;
    private static final int TOP = 40;
    private static final int TICKS = 4;

    private final StringBuilder svg = new StringBuilder();
    private final List<Growth> rows;
    private final double mostClients;

    private GrowthPlot(List<Growth> rows) {
        this.rows = rows;
        this.mostClients = rows.stream().mapToInt(Growth::clients).max().orElse(1);
    }

    /** {@return an SVG document} */
    static String of(List<Growth> rows) {
        return new GrowthPlot(rows).draw();
    }

    private String draw() {
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 780 280\" font-family=\"sans-serif\""
                + " font-size=\"12\">\n<rect width=\"780\" height=\"280\" fill=\"white\"/>\n");
        double heap = nice(rows.stream()
                .mapToDouble(row -> row.heapPerClient() / 1024.0)
                .max()
                .orElse(1));
        axes(60, heap, "heap after a full collection, KiB per client");
        line(60, heap, "#1f5fa8", row -> row.heapPerClient() / 1024.0);
        double cpu = nice(rows.stream()
                .mapToDouble(row -> Math.max(row.echoMicros(), row.deliveryMicros()))
                .max()
                .orElse(1));
        axes(450, cpu, "processor time of the server, µs");
        line(450, cpu, "#1f5fa8", Growth::echoMicros);
        line(450, cpu, "#c2571a", Growth::deliveryMicros);
        text(450 + WIDTH - 130, TOP + 12, "start", "#1f5fa8", "echo with ack");
        text(450 + WIDTH - 130, TOP + 28, "start", "#c2571a", "delivery of a broadcast");
        return svg.append("</svg>\n").toString();
    }

    private void axes(int left, double most, String title) {
        text(left, TOP - 16, "start", "black", title);
        for (int i = 0; i <= TICKS; i++) {
            double y = y(most * i / TICKS, most);
            svg.append(String.format(Locale.ROOT, "<path d=\"M%d %.1fh%d\" stroke=\"#ccc\"/>%n", left, y, WIDTH));
            text(left - 6, y + 4, "end", "black", number(most * i / TICKS));
        }
        for (Growth row : rows) {
            if (row.clients() * 12 >= mostClients) { // smaller ones would stand on top of each other
                text(x(left, row), TOP + HEIGHT + 18, "middle", "black", String.format("%,d", row.clients()));
            }
        }
        text(left + WIDTH / 2.0, TOP + HEIGHT + 38, "middle", "black", "clients");
    }

    private void line(int left, double most, String colour, ToDoubleFunction<Growth> value) {
        StringBuilder points = new StringBuilder();
        for (Growth row : rows) {
            double x = x(left, row);
            double y = y(value.applyAsDouble(row), most);
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
            svg.append(String.format(
                    Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n", x, y, colour));
        }
        svg.append(String.format(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n",
                points.toString().strip(), colour));
    }

    private void text(double x, double y, String anchor, String colour, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>%n",
                x,
                y,
                anchor,
                colour,
                text));
    }

    private double x(int left, Growth row) {
        return left + WIDTH * row.clients() / mostClients;
    }

    private static double y(double value, double most) {
        return TOP + HEIGHT * (1 - value / most);
    }

    /** The next of 1, 2, 4, 8 times a power of ten: what four ticks divide well. */
    static double nice(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(value, 1e-9))));
        for (double step : new double[] {1, 2, 4, 8}) {
            if (value <= step * power) {
                return step * power;
            }
        }
        return 10 * power;
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format("%,d", (long) value)
                : String.format(Locale.ROOT, "%.1f", value);
    }
}
