package io.jettio.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever {@code features/red} takes away is still where it says. */
class ChangesTest {
    private static final Path TOP = Path.of("..").toAbsolutePath().normalize();

    @Test
    void everyChangeFitsInOnePlaceAndTakesAwayWhatIsMarkedYes() throws IOException {
        Catalogue catalogue = Catalogue.read(TOP.resolve(Page.ROWS));
        List<String> stale = new ArrayList<>();
        int changes = 0;
        for (String line : Files.readAllLines(TOP.resolve("features/disable.tsv"))) {
            if (line.startsWith("#")) {
                continue;
            }
            changes++;
            String[] cells = line.split("\t", -1);
            assertThat(cells).as(line).hasSize(4);
            boolean yes = catalogue
                    .row(cells[0])
                    .filter(row -> row.state() == Row.State.YES)
                    .isPresent();
            if (!yes || places(TOP.resolve(cells[1]), cells[2]) != 1) {
                stale.add(line);
            }
        }
        assertThat(changes).isPositive();
        assertThat(stale).as("changes of features/disable.tsv that fit no more").isEmpty();
    }

    private static int places(Path file, String text) throws IOException {
        return Files.exists(file) ? Files.readString(file).split(Pattern.quote(text), -1).length - 1 : 0;
    }
}
