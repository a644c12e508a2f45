package io.jettio.harness.check;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which cases are run.
 *
 * @param dialect the contract that the server offers, which decides whether it is asked for Socket.IO at all
 * @param handlers whether it offers the contract's handlers
 * @param versions the versions of Engine.IO
 * @param least the least binding level
 * @param only patterns of ids, {@code *} for any text; all when empty
 * @param skip patterns of ids that are left out
 */
public record Selection(
        Dialect dialect, boolean handlers, Set<Integer> versions, Level least, List<String> only, List<String> skip) {
    /** {@return whether a case is run} */
    public boolean takes(Case subject) {
        return suits(subject)
                && subject.level().compareTo(least) <= 0
                && (only.isEmpty() || matches(only, subject.id()))
                && !matches(skip, subject.id());
    }

    private boolean suits(Case subject) {
        boolean version = versions.contains(subject.suite() == Suite.E3 ? 3 : 4);
        boolean protocol = dialect == Dialect.SOCKET || subject.suite() != Suite.S5;
        return version
                && protocol
                && switch (subject.needs()) {
                    case NOTHING -> true;
                    case ECHO -> handlers;
                    case VERSION_4_ALONE -> handlers && !versions.contains(3);
                    case ENGINE -> handlers && dialect == Dialect.ENGINE;
                    case SOCKET -> handlers && dialect == Dialect.SOCKET;
                };
    }

    private static boolean matches(List<String> patterns, String id) {
        return patterns.stream()
                .anyMatch(pattern -> id.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q")));
    }
}
