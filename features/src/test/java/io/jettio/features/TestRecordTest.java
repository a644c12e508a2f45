package io.jettio.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.opentest4j.TestAbortedException;

/** What JUnit writes of a run is read: by letting it run the cases below. */
class TestRecordTest {
    @TempDir
    private Path folder;

    @Test
    void testThatPassedHasItsOwnTags() throws IOException {
        assertThat(run(PassesCase.class).tests()).containsExactly(tagged(PassesCase.class, "passes", false, true));
    }

    @Test
    void testThatFailedOrWasLeftOutDidNotPass() throws IOException {
        assertThat(run(FailsCase.class).tests())
                .containsExactlyInAnyOrder(
                        tagged(FailsCase.class, "fails", false, false),
                        tagged(FailsCase.class, "aborts", false, false));
    }

    @Test
    void classCarriesItsTagsForItsTests() throws IOException {
        assertThat(run(WholeCase.class).tests()).containsExactly(tagged(WholeCase.class, "", false, true));
    }

    @Test
    void classWithAFailedTestDidNotPass() throws IOException {
        assertThat(run(HalfCase.class).tests()).containsExactly(tagged(HalfCase.class, "", false, false));
    }

    @Test
    void testsOfAReferenceAreKnown() throws IOException {
        assertThat(run(ReferenceCase.class).tests()).contains(tagged(ReferenceCase.class, "passes", true, true));
    }

    @Test
    void recordThatIsBrokenOffIsRefused() throws IOException {
        run(PassesCase.class);
        Path file = folder.resolve("open-test-report.xml");
        Files.writeString(file, Files.readString(file).replace("</e:events>", ""));
        assertThatThrownBy(() -> TestRecord.read("some", file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("open-test-report.xml cannot be read");
    }

    private TestRecord run(Class<?> tests) throws IOException {
        Instant before = Instant.now();
        LauncherFactory.create()
                .execute(LauncherDiscoveryRequestBuilder.request()
                        .selectors(DiscoverySelectors.selectClass(tests))
                        .configurationParameter("junit.platform.reporting.open.xml.enabled", "true")
                        .configurationParameter("junit.platform.reporting.output.dir", folder.toString())
                        .build());
        TestRecord read = TestRecord.read("some", folder.resolve("open-test-report.xml"));
        assertThat(read.started()).isBetween(before, Instant.now());
        return read;
    }

    private static TaggedTest tagged(Class<?> type, String method, boolean reference, boolean passed) {
        return new TaggedTest("some", type.getName(), method, Set.of("feature:1.1"), reference, passed);
    }

    // Not found by the build's own run: it takes no nested class.

    static class PassesCase {
        @Test
        @Tag("feature:1.1")
        void passes() {}

        @Test
        void carriesNothing() {}
    }

    static class FailsCase {
        @Test
        @Tag("feature:1.1")
        void fails() {
            throw new AssertionError("as it should");
        }

        @Test
        @Tag("feature:1.1")
        void aborts() {
            throw new TestAbortedException("as it should");
        }
    }

    @Tag("feature:1.1")
    static class WholeCase {
        @Test
        void passes() {}

        @Test
        void passesToo() {}
    }

    @Tag("feature:1.1")
    static class HalfCase {
        @Test
        void passes() {}

        @Test
        void fails() {
            throw new AssertionError("as it should");
        }
    }

    @Tag("reference")
    static class ReferenceCase {
        @Test
        @Tag("feature:1.1")
        void passes() {}
    }
}
