package io.jettio.benchmarks.clients;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What idle clients take, for each of them, and the ratio to the official client within each round. */
final class IdleTable {
    private final int clients;
    private final Map<Library, List<Double>> heap = new EnumMap<>(Library.class);
    private final Map<Library, List<Double>> resident = new EnumMap<>(Library.class);
    private final Map<Library, List<Double>> threads = new EnumMap<>(Library.class);

    IdleTable(int clients) {
        this.clients = clients;
    }

    void add(Library library, ClientProcess.Memory before, ClientProcess.Memory after) {
        add(heap, library, (after.heap() - before.heap()) / 1024.0 / clients);
        add(resident, library, (after.resident() - before.resident()) / 1024.0 / clients);
        add(threads, library, after.threads());
    }

    private static void add(Map<Library, List<Double>> to, Library library, double value) {
        to.computeIfAbsent(library, key -> new ArrayList<>()).add(value);
    }

    String toTable() {
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, "**idle, %d clients**%n%n", clients));
        table.append("| client | heap KiB each | to the official client | resident KiB each | threads of the JVM |\n");
        table.append("|---|---|---|---|---|\n");
        for (Library library : heap.keySet()) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %.0f |%n",
                    library.name().toLowerCase(Locale.ROOT),
                    Figures.range("%.1f", of(heap, library)),
                    Figures.range("%.2f", Figures.ratios(of(heap, library), of(heap, Library.OFFICIAL))),
                    Figures.range("%.1f", of(resident, library)),
                    Figures.median(of(threads, library))));
        }
        return table.toString();
    }

    private static List<Double> of(Map<Library, List<Double>> from, Library library) {
        return from.getOrDefault(library, List.of());
    }
}
