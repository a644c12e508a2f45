package io.jettio.features;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Where the catalogue and the tests that ran disagree. */
final class Audit {
    /** The number of a rule of the contract for adapters, which the published suite tells its users. */
    private static final Pattern CONTRACT = Pattern.compile("S\\d+");

    private Audit() {}

    /**
     * Compares what is claimed with what was shown.
     *
     * @param catalogue the claims
     * @param tests what carried tags
     * @return a sentence for each disagreement; empty if there is none
     */
    static List<String> problems(Catalogue catalogue, List<TaggedTest> tests) {
        List<String> problems = new ArrayList<>();
        for (Row row : catalogue.rows()) {
            boolean shown = tests.stream().anyMatch(test -> test.shows(row.id()));
            if (row.state() == Row.State.YES && !shown) {
                problems.add("row " + row.id() + " (" + row.title()
                        + ") is marked yes, but no test of ours that carries it ran and passed");
            }
            if (row.state() != Row.State.YES && shown) {
                problems.add("row " + row.id() + " (" + row.title() + ") is not marked yes, though a test carries it");
            }
        }
        for (TaggedTest test : tests) {
            for (String tag : test.tags().stream().sorted().toList()) {
                boolean known = tag.equals(TaggedTest.REFERENCE)
                        || CONTRACT.matcher(tag).matches()
                        || (tag.startsWith(TaggedTest.FEATURE)
                                && catalogue
                                        .row(tag.substring(TaggedTest.FEATURE.length()))
                                        .isPresent());
                if (!known) {
                    problems.add(test + " carries the tag " + tag + ", which names no row");
                }
            }
        }
        return problems;
    }
}
