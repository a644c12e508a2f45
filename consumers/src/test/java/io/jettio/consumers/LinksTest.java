package io.jettio.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages' links within the repository lead somewhere. */
class LinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
    private static final Pattern ANCHOR = Pattern.compile("\\]\\(([^):#\\s]*)#([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    @Test
    void everyRelativeLinkLeadsToAFile() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path page : pages()) {
            for (MatchResult link :
                    LINK.matcher(Files.readString(page)).results().toList()) {
                String target = link.group(1);
                if (!target.contains(":")) {
                    links++;
                    if (!Files.exists(page.resolveSibling(target))) {
                        broken.add(Pages.TOP.relativize(page) + " -> " + target);
                    }
                }
            }
        }
        assertThat(links).isPositive();
        assertThat(broken).isEmpty();
    }

    @Test
    void everyAnchorIsAHeading() throws IOException {
        List<String> broken = new ArrayList<>();
        int anchors = 0;
        for (Path page : pages()) {
            for (MatchResult link :
                    ANCHOR.matcher(Files.readString(page)).results().toList()) {
                Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
                anchors++;
                if (!anchorsOf(target).contains(link.group(2))) {
                    broken.add(Pages.TOP.relativize(page) + " -> " + link.group());
                }
            }
        }
        assertThat(anchors).isPositive();
        assertThat(broken).isEmpty();
    }

    /** The anchors of a page's headings, as its host makes them. */
    private static Set<String> anchorsOf(Path page) throws IOException {
        return HEADING.matcher(Files.readString(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> top = Files.list(Pages.TOP);
                Stream<Path> docs = Files.walk(Pages.TOP.resolve("docs"));
                Stream<Path> examples = Files.walk(Pages.TOP.resolve("examples"), 2)) {
            return Stream.of(top, docs, examples)
                    .flatMap(pages -> pages)
                    .filter(path -> path.toString().endsWith(".md"))
                    .toList();
        }
    }
}
