package io.jettio.integration.checked;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody has to write before {@code check client} can judge a client is little. */
class ClientProgramsTest {
    private static final Path TESTS = Path.of("src/test");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java/io/jettio/integration/checked/OurProgram.java",
                "java/io/jettio/integration/checked/OfficialProgram.java",
                "node/clients/official.mjs",
                "python/checked.py"
            })
    void programHasFewerThanSixtyLinesOfUsualWidth(String file) throws IOException {
        assertThat(Files.readAllLines(TESTS.resolve(file)))
                .hasSizeBetween(30, 59)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
    }
}
