package io.jettio.conformance.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The servers that show what the contract is are short, with all that they import, and the page leads to them. */
class ReferenceServersTest {
    private static final Path TESTS = Path.of("src", "test");
    private static final Pattern IMPORT = Pattern.compile("from \"(\\./[^\"]+)\"");

    @ParameterizedTest
    @ValueSource(strings = {"node/socket.js", "node/engine.js", "python/socket_server.py"})
    void serverHasLessThanFortyLines(String file) throws Exception {
        int lines = 0;
        String page = Files.readString(Path.of("../docs/harness.md"));
        for (Path part : parts(TESTS.resolve(file))) {
            lines += Files.readAllLines(part).size();
            assertThat(page).contains("(../conformance/" + part + ")");
        }
        assertThat(lines).isLessThan(40);
    }

    private static Set<Path> parts(Path file) throws IOException {
        Set<Path> parts = new LinkedHashSet<>();
        parts.add(file);
        Matcher imported = IMPORT.matcher(Files.readString(file));
        while (imported.find()) {
            parts.addAll(parts(file.resolveSibling(imported.group(1)).normalize()));
        }
        return parts;
    }
}
