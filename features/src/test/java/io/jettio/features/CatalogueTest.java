package io.jettio.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How {@code rows.tsv} is read. */
class CatalogueTest {
    @TempDir
    private Path folder;

    @Test
    void rowsBelongToTheTableBeforeThem() throws IOException {
        Catalogue catalogue = read("""
                # rows
                table\t1\tCarrying
                1.1\tyes\tPolling\t

                table\t2\tPackets
                2.1\tlater\tAcks\tnot yet
                2.10\tnone\tBuffers\tNode only
                """);
        assertThat(catalogue.tables())
                .extracting(Catalogue.Table::number, table -> table.rows().size())
                .containsExactly(tuple("1", 1), tuple("2", 2));
        assertThat(catalogue.row("2.10")).contains(new Row("2.10", Row.State.NONE, "Buffers", "Node only"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.1;yes;Polling;                          | line 1 is no row of its table",
                "table;1;Carrying/2.1;yes;Acks;            | line 2 is no row of its table",
                "table;1;Carrying/1.1;yes;Polling          | line 2 is no row of its table",
                "table;1;Carrying/1.1;maybe;Polling;       | line 2: a row is yes, later or none, not maybe",
                "table;1;Carrying/1.1;yes;;                | row 1.1 has no title",
                "table;1;Carrying/1.1;later;Polling;       | row 1.1 is not marked yes and does not say why",
                "table;1;Carrying/1.1;yes;A;/1.1;yes;B;    | row 1.1 stands twice, in lines 2 and 3"
            })
    void lineThatIsNoRowIsRefused(String lines, String reason) {
        assertThatThrownBy(() -> read(lines.replace(';', '\t').replace('/', '\n')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(reason);
    }

    private Catalogue read(String text) throws IOException {
        return Catalogue.read(Files.writeString(folder.resolve("rows.tsv"), text));
    }
}
