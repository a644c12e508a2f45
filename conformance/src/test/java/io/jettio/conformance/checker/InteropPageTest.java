package io.jettio.conformance.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/interop.md} is what the results say. */
class InteropPageTest {
    @Test
    void pageIsWhatWasRecorded() throws Exception {
        assertThat(Files.readString(InteropPage.PAGE)).isEqualTo(InteropPage.text());
    }

    @Test
    void everyFailureOfNodesCitesASentenceOrSaysThatThereIsNone() throws Exception {
        for (String file : new String[] {"node-socket.txt", "node-engine.txt"}) {
            assertThat(Files.readAllLines(Path.of("src/test/expect", file)))
                    .filteredOn(line -> !line.startsWith("#"))
                    .isNotEmpty()
                    .allMatch(line -> line.contains("# no specification says it: ")
                            || line.matches("[^#]*# (Engine|Socket)\\.IO protocol v[45]: \".+\".*"));
        }
    }
}
