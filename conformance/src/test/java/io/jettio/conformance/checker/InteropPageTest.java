package io.jettio.conformance.checker;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.harness.cases.Catalogue;
import io.jettio.harness.check.Case;
import io.jettio.harness.check.Level;
import io.jettio.harness.server.Dialect;
import io.jettio.harness.server.Offer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code docs/interop.md} is what the results say. */
class InteropPageTest {
    @Test
    void pageIsWhatWasRecorded() throws Exception {
        assertThat(Files.readString(InteropPage.PAGE)).isEqualTo(InteropPage.text());
    }

    @ParameterizedTest
    @EnumSource
    void recordIsOfTodaysProgram(RecordedServer server) throws Exception {
        assertThat(server.recordedProgram())
                .describedAs("record it anew: " + RecordedServer.COMMAND)
                .isEqualTo(server.program());
    }

    @ParameterizedTest
    @EnumSource
    void recordHasTodaysCases(RecordedServer server) throws Exception {
        Offer offer = new Offer(Dialect.SOCKET, true, Set.of(4));
        assertThat(server.cases().stream().map(each -> each.get("id").getAsString()))
                .describedAs("record it anew: " + RecordedServer.COMMAND)
                .containsExactlyElementsOf(Catalogue.all().stream()
                        .filter(offer::suits)
                        .filter(each -> each.level() == Level.MUST)
                        .map(Case::id)
                        .toList());
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
