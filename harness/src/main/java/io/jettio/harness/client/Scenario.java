package io.jettio.harness.client;

import io.jettio.harness.check.Case;
import io.jettio.harness.check.Level;
import io.jettio.harness.check.Needs;
import io.jettio.harness.check.Section;

/**
 * One rule for clients, and the exchange that shows whether one keeps it.
 *
 * @param subject the rule as lists and reports know it
 * @param script plays the server, and tells the client what to do; returns when the rule was kept
 */
public record Scenario(Case subject, Script script) {
    /** An exchange that fails with an {@link AssertionError}, or any other exception, where a rule is not kept. */
    @FunctionalInterface
    public interface Script {
        void run(ClientTrial trial);
    }

    static Scenario of(String id, Section section, Level level, String rule, Script script) {
        Case.Script none = trial -> {
            throw new IllegalStateException(id + " is for clients");
        };
        return new Scenario(new Case(id, section, level, Needs.NOTHING, rule, none, false), script);
    }
}
