package io.jettio.harness.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The failures that are known of a server or a client: an id a line, and why behind {@code #}.
 *
 * @param reasons by id
 */
public record Expectations(Map<String, String> reasons) {
    /** No failure is known. */
    public static final Expectations NONE = new Expectations(Map.of());

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it names a case that there is not
     */
    public static Expectations read(Path file, Set<String> ids) throws IOException {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            int hash = line.indexOf('#');
            String id = (hash < 0 ? line : line.substring(0, hash)).trim();
            if (id.isEmpty()) {
                continue;
            }
            if (!ids.contains(id)) {
                throw new IllegalArgumentException(file.getFileName() + " expects an unknown case: " + id);
            }
            reasons.put(id, hash < 0 ? "" : line.substring(hash + 1).trim());
        }
        return new Expectations(reasons);
    }

    /** {@return whether a result is as expected} */
    public boolean meets(Result result) {
        return result.passed() != reasons.containsKey(result.subject().id());
    }

    /** {@return those that are not} */
    public List<Result> surprises(List<Result> results) {
        return results.stream().filter(result -> !meets(result)).toList();
    }
}
