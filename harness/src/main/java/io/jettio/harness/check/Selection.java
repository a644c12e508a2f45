package io.jettio.harness.check;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which cases are run.
 *
 * @param least the least binding level
 * @param only patterns of ids, {@code *} for any text; all when empty
 * @param skip patterns of ids that are left out
 */
public record Selection(Level least, List<String> only, List<String> skip) {
    /** {@return whether a case is run} */
    public boolean takes(Case<?> subject) {
        return subject.level().compareTo(least) <= 0
                && (only.isEmpty() || matches(only, subject.id()))
                && !matches(skip, subject.id());
    }

    private static boolean matches(List<String> patterns, String id) {
        return patterns.stream()
                .anyMatch(pattern -> id.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q")));
    }
}
