package io.jettio.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tests that the page names as proofs are there. */
class HardeningPageTest {
    private static final Pattern PROOF = Pattern.compile("`([A-Z]\\w+)\\.(\\w+)`");

    @Test
    void everyProofIsATest() throws IOException {
        Map<String, String> sources = testSources();
        List<String> missing = new ArrayList<>();
        List<String> found = new ArrayList<>();
        PROOF.matcher(Pages.read("docs/hardening.md")).results().forEach(proof -> {
            boolean there = sources.getOrDefault(proof.group(1), "").contains(" void " + proof.group(2) + "(");
            (there ? found : missing).add(proof.group());
        });
        assertThat(missing).isEmpty();
        assertThat(found).hasSizeGreaterThan(100);
    }

    /** The text of each test class, by its name; of two that share one, both. */
    private static Map<String, String> testSources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (String module : List.of("protocol", "common", "server", "conformance", "consumers", "integration-tests")) {
            try (Stream<Path> files = Files.walk(Pages.TOP.resolve(module).resolve("src/test/java"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    String name = file.getFileName().toString().replace(".java", "");
                    sources.merge(name, Files.readString(file), String::concat);
                }
            }
        }
        return sources;
    }
}
