package io.jettio.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The catalogue of features, the tests that ran in this build, and {@code docs/features.md} agree.
 *
 * <p>This reads what the tests of all other modules have left, so it holds after a build of them all only.
 */
class FeaturesPageTest {
    private static final Path TOP = Path.of("..").toAbsolutePath().normalize();

    private static Catalogue catalogue;
    private static Build build;

    @BeforeAll
    static void readWhatRan() throws IOException {
        catalogue = Catalogue.read(TOP.resolve(Page.ROWS));
        String started =
                Objects.requireNonNull(System.getProperty("features.build.started"), "the build says when it began");
        build = Build.read(TOP, Instant.parse(started));
    }

    @Test
    void testsOfEveryModuleRanInThisBuild() {
        assertThat(build.problems()).isEmpty();
    }

    @Test
    void rowsAndTestsAgree() {
        assertThat(Audit.problems(catalogue, build.tests())).isEmpty();
    }

    @Test
    void committedPageIsWhatIsGenerated() throws IOException {
        assertThat(Files.readString(TOP.resolve(Page.FILE)))
                .as("%s is not what the tests show; write it with: %s", Page.FILE, Page.COMMAND)
                .isEqualTo(new Page(catalogue, build.tests(), new Sources(TOP)).text());
    }
}
