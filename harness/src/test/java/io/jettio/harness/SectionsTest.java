package io.jettio.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.harness.cases.Catalogue;
import io.jettio.harness.check.Case;
import io.jettio.harness.check.Section;
import io.jettio.harness.check.Section.Document;
import io.jettio.harness.server.ServerTrial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/harness.md} says of each section of both specifications which cases are about it. */
class SectionsTest {
    private static final Path PAGE = Path.of("../docs/harness.md");
    private static final String BEGINS = "<!-- sections: written by SectionsTest -->\n";
    private static final String ENDS = "<!-- end of sections -->\n";
    private static final List<Document> SPECIFICATIONS = List.of(Document.ENGINE_V4, Document.SOCKET_V5);

    /** They tell what the others demand, or how things came to be so. */
    private static final Section[] WITHOUT = {
        Section.E4_INTRODUCTION,
        Section.E4_TEST_SUITE,
        Section.S5_INTRODUCTION,
        Section.S5_EXAMPLES,
        Section.S5_TEST_SUITE
    };

    @Test
    void pageHasTheCasesOfEachSection() throws Exception {
        String page = Files.readString(PAGE);
        assertThat(page).contains(BEGINS, ENDS);
        assertThat(page.substring(page.indexOf(BEGINS) + BEGINS.length(), page.indexOf(ENDS)))
                .isEqualTo(table());
    }

    @Test
    void sectionsWithoutCasesAreThoseThatDemandNothingOfAServer() {
        assertThat(Arrays.stream(Section.values())
                        .filter(section -> SPECIFICATIONS.contains(section.document()))
                        .filter(section -> cases(section).isEmpty()))
                .containsExactlyInAnyOrder(WITHOUT);
    }

    /**
     * Writes the table into the page.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGINS) + BEGINS.length();
        Files.writeString(PAGE, page.substring(0, begin) + table() + page.substring(page.indexOf(ENDS)));
    }

    private static String table() {
        StringBuilder table = new StringBuilder();
        for (Document document : SPECIFICATIONS) {
            table.append("\n### ").append(document.title()).append("\n\n| section | cases |\n|---|---|\n");
            for (Section section : Section.values()) {
                if (section.document() == document) {
                    table.append("| %s | %s |%n".formatted(section.heading(), listed(cases(section))));
                }
            }
        }
        return table.append('\n').toString();
    }

    private static List<Case<ServerTrial>> cases(Section section) {
        return Catalogue.all().stream()
                .filter(subject -> subject.section() == section)
                .toList();
    }

    /** Ids by topic, numbers that follow each other as one range; what runs over both transports is named once. */
    private static String listed(List<Case<ServerTrial>> cases) {
        Map<String, Set<Integer>> numbers = new LinkedHashMap<>();
        for (Case<?> subject : cases) {
            String[] parts = subject.id().split("-", 3);
            numbers.computeIfAbsent(parts[0] + "-" + parts[1], topic -> new LinkedHashSet<>())
                    .add(Integer.parseInt(parts[2].replaceAll("[PW]$", "")));
        }
        String text = numbers.entrySet().stream()
                .map(entry -> "`" + entry.getKey() + "` " + ranges(entry.getValue()))
                .collect(Collectors.joining("; "));
        return text.isEmpty() ? "none" : text;
    }

    private static String ranges(Set<Integer> numbers) {
        int[] sorted = numbers.stream().mapToInt(Integer::intValue).sorted().toArray();
        StringBuilder ranges = new StringBuilder();
        for (int from = 0, to; from < sorted.length; from = to + 1) {
            to = from;
            while (to + 1 < sorted.length && sorted[to + 1] == sorted[to] + 1) {
                to++;
            }
            ranges.append(ranges.isEmpty() ? "" : ", ").append("%02d".formatted(sorted[from]));
            if (to > from) {
                ranges.append(to == from + 1 ? ", " : " to ").append("%02d".formatted(sorted[to]));
            }
        }
        return ranges.toString();
    }
}
