package io.jettio.features;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The text of {@code docs/features.md}. */
final class Page {
    /** Where the page is, from the top of the repository. */
    static final Path FILE = Path.of("docs", "features.md");

    /** Where the rows are, from the top of the repository. */
    static final Path ROWS = Path.of("features", "rows.tsv");

    /** Writes the page anew from what the last build left. */
    static final String COMMAND = "mvn -q -pl features compile exec:java";

    private final Catalogue catalogue;
    private final List<TaggedTest> tests;
    private final Sources sources;

    Page(Catalogue catalogue, List<TaggedTest> tests, Sources sources) {
        this.catalogue = catalogue;
        this.tests = tests;
        this.sources = sources;
    }

    /**
     * {@return the page}
     *
     * @throws IOException if the source of a test is not found
     */
    String text() throws IOException {
        StringBuilder out = new StringBuilder("# Features\n\n");
        out.append(
                        "What Socket.IO servers and clients of the field can do, and which of it Jettio does. **yes** has a\n")
                .append("test that shows it, and fails the build when that test did not run; *later* we do not have,\n")
                .append("or only in part; – has no meaning here. Written by the build from [features/rows.tsv](../")
                .append(ROWS.toString().replace('\\', '/'))
                .append(") and from\nthe tests that ran; do not edit it.\n\n");
        out.append("| table | yes | later | – |\n|---|---|---|---|\n");
        for (Catalogue.Table table : catalogue.tables()) {
            out.append("| ").append(table.number()).append(". ").append(table.title());
            for (Row.State state : Row.State.values()) {
                out.append(" | ")
                        .append(table.rows().stream()
                                .filter(row -> row.state() == state)
                                .count());
            }
            out.append(" |\n");
        }
        for (Catalogue.Table table : catalogue.tables()) {
            out.append("\n## ")
                    .append(table.number())
                    .append(". ")
                    .append(table.title())
                    .append("\n\n| # | feature | | shown by, or why not |\n|---|---|---|---|\n");
            for (Row row : table.rows()) {
                out.append(line(row)).append('\n');
            }
        }
        return out.toString();
    }

    private String line(Row row) throws IOException {
        String state = switch (row.state()) {
            case YES -> "**yes**";
            case LATER -> "*later*";
            case NONE -> "–";
        };
        List<String> last = new ArrayList<>();
        if (row.state() == Row.State.YES) {
            last.addAll(shownBy(row));
        }
        if (!row.note().isBlank()) {
            last.add(row.note());
        }
        return String.format(
                Locale.ROOT, "| %s | %s | %s | %s |", row.id(), row.title(), state, String.join("<br>", last));
    }

    /** One link for each place in the sources, however many classes inherit it. */
    private Set<String> shownBy(Row row) throws IOException {
        Set<String> links = new TreeSet<>();
        for (TaggedTest test : tests) {
            if (test.shows(row.id())) {
                Path file = sources.fileOf(test);
                String name = file.getFileName().toString().replace(".java", "");
                links.add("[" + name + (test.method().isEmpty() ? "" : "#" + test.method()) + "](../"
                        + file.toString().replace('\\', '/') + ")");
            }
        }
        return links;
    }
}
