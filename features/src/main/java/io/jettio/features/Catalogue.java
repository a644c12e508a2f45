package io.jettio.features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What we claim, in the order of the page.
 *
 * @param tables the tables, each with its rows
 */
record Catalogue(List<Table> tables) {

    /**
     * A part of the field.
     *
     * @param number what its rows' ids begin with
     * @param title its heading
     * @param rows its rows
     */
    record Table(String number, String title, List<Row> rows) {}

    Catalogue {
        tables = List.copyOf(tables);
    }

    /**
     * Reads {@code rows.tsv}: a line {@code table⇥number⇥title} begins a table, a line {@code id⇥state⇥title⇥note} is a
     * row of it, empty lines and those that begin with {@code #} say nothing.
     *
     * @param file the file
     * @return what it says
     * @throws IllegalArgumentException if a line is neither, or an id stands twice or in the wrong table
     */
    static Catalogue read(Path file) throws IOException {
        List<Table> tables = new ArrayList<>();
        Map<String, Integer> lines = new HashMap<>();
        List<Row> rows = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] cells = line.split("\t", -1);
            if (cells.length == 3 && cells[0].equals("table")) {
                rows = new ArrayList<>();
                tables.add(new Table(cells[1], cells[2], rows));
                continue;
            }
            if (cells.length != 4
                    || tables.isEmpty()
                    || !cells[0].startsWith(tables.get(tables.size() - 1).number() + ".")) {
                throw new IllegalArgumentException("line " + number + " is no row of its table: " + line);
            }
            Row row = new Row(cells[0], state(cells[1], number), cells[2], cells[3]);
            Integer before = lines.put(row.id(), number);
            if (before != null) {
                throw new IllegalArgumentException(
                        "row " + row.id() + " stands twice, in lines " + before + " and " + number);
            }
            rows.add(row);
        }
        return new Catalogue(tables);
    }

    private static Row.State state(String word, int line) {
        for (Row.State state : Row.State.values()) {
            if (state.name().toLowerCase(Locale.ROOT).equals(word)) {
                return state;
            }
        }
        throw new IllegalArgumentException("line " + line + ": a row is yes, later or none, not " + word);
    }

    /** {@return all rows of all tables} */
    List<Row> rows() {
        return tables.stream().flatMap(table -> table.rows().stream()).toList();
    }

    /**
     * {@return the row with this id}
     *
     * @param id the id
     */
    Optional<Row> row(String id) {
        return rows().stream().filter(row -> row.id().equals(id)).findFirst();
    }
}
