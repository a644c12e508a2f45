package io.jettio.harness.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What became of each case in several runs. Not thread-safe. */
public final class Verdicts {
    private final Map<Case<?>, List<Result>> results = new LinkedHashMap<>();

    /** Adds a run. */
    public void add(List<Result> run) {
        run.forEach(result -> results.computeIfAbsent(result.subject(), any -> new ArrayList<>())
                .add(result));
    }

    /** {@return those cases whose verdict was not the same each time, with their results} */
    public List<List<Result>> differing() {
        return results.values().stream()
                .filter(all -> all.stream().map(Result::passed).distinct().count() > 1)
                .toList();
    }

    /** {@return how many verdicts there are} */
    public int count() {
        return results.values().stream().mapToInt(List::size).sum();
    }
}
