package io.jettio.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only what ran since the build began counts, and a module that left nothing is told. */
class BuildTest {
    @TempDir
    private Path top;

    @BeforeEach
    void writeModules() throws IOException {
        Files.writeString(
                top.resolve("pom.xml"),
                "<module>bom</module>\n<module>server</module>\n<module>client</module>\n<module>features</module>");
        Files.createDirectories(top.resolve("bom"));
        for (String module : new String[] {"server", "client", "features"}) {
            Files.createDirectories(top.resolve(module + "/src/test/java"));
            Files.createDirectories(top.resolve(module + "/target/test-record"));
        }
        writeRecord("server/target/test-record/open-test-report.xml", "2026-01-01T12:00:00Z");
        writeRecord("client/target/test-record/later/open-test-report.xml", "2026-01-01T12:00:05Z");
    }

    @Test
    void recordsOfAllModulesAreReadButOfThoseWithoutTests() throws IOException {
        Build build = Build.read(top, Instant.parse("2026-01-01T12:00:00Z"));
        assertThat(build.problems()).isEmpty();
        assertThat(build.tests()).extracting(TaggedTest::module).containsExactly("server", "client");
    }

    @Test
    void recordOfAnEarlierBuildIsNone() throws IOException {
        Build build = Build.read(top, Instant.parse("2026-01-01T12:00:01Z"));
        assertThat(build.problems())
                .containsExactly("the tests of server left no record in this build: build all modules together");
        assertThat(build.tests()).extracting(TaggedTest::module).containsExactly("client");
    }

    private void writeRecord(String file, String time) throws IOException {
        Path path = top.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, """
                <e:events xmlns="core" xmlns:e="events" xmlns:java="java" xmlns:junit="junit">
                <e:started id="1" time="%s"><metadata><tags><tag>feature:1.1</tag></tags>
                <junit:type>TEST</junit:type></metadata>
                <sources><java:methodSource className="io.jettio.SomeTest" methodName="some"/></sources></e:started>
                <e:finished id="1" time="%s"><result status="SUCCESSFUL"/></e:finished>
                </e:events>
                """.formatted(time, time));
    }
}
