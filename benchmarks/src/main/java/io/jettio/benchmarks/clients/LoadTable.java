package io.jettio.benchmarks.clients;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The rounds of one task, and the ratio to the official client within each round. */
final class LoadTable {
    private final Work work;
    private final Map<Library, List<ClientProcess.Figures>> rounds = new EnumMap<>(Library.class);

    LoadTable(Work work) {
        this.work = work;
    }

    void add(Library library, ClientProcess.Figures figures) {
        rounds.computeIfAbsent(library, key -> new ArrayList<>()).add(figures);
    }

    long wrong() {
        return rounds.values().stream()
                .flatMap(List::stream)
                .mapToLong(ClientProcess.Figures::wrong)
                .sum();
    }

    String toTable() {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "**%s, %d clients, %d outstanding, payload %d**%n%n",
                work.task().name().toLowerCase(Locale.ROOT),
                work.connections(),
                work.outstanding(),
                work.payload()));
        table.append("| client | messages/s | CPU us/message | CPU to the official client |\n|---|---|---|---|\n");
        for (Library library : rounds.keySet()) {
            List<Double> cpu = values(library, ClientProcess.Figures::cpuMicros);
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s |%n",
                    library.name().toLowerCase(Locale.ROOT),
                    Figures.range("%,.0f", values(library, ClientProcess.Figures::rate)),
                    Figures.range("%.2f", cpu),
                    Figures.range(
                            "%.2f", Figures.ratios(cpu, values(Library.OFFICIAL, ClientProcess.Figures::cpuMicros)))));
        }
        if (wrong() > 0) {
            table.append(wrong()).append(" replies were wrong\n");
        }
        return table.toString();
    }

    private List<Double> values(Library library, ToDoubleFunction<ClientProcess.Figures> value) {
        return rounds.getOrDefault(library, List.of()).stream()
                .map(value::applyAsDouble)
                .toList();
    }
}
