package io.jettio.features;

import static java.util.Objects.requireNonNull;

/**
 * One feature of the field.
 *
 * @param id the table's number and the row's, such as {@code 1.9}
 * @param state what we claim
 * @param title the feature in a few words
 * @param note why there is nothing to show; may be empty where the state is {@link State#YES}
 */
record Row(String id, State state, String title, String note) {

    /** What the catalogue claims of a row. */
    enum State {
        /** We have it, and a test that ran shows it. */
        YES,
        /** We do not have it yet, or only in part. */
        LATER,
        /** It has no meaning on the JVM or in Jetty. */
        NONE
    }

    Row {
        requireNonNull(id, "id");
        requireNonNull(state, "state");
        if (title.isBlank()) {
            throw new IllegalArgumentException("row " + id + " has no title");
        }
        if (note.isBlank() && state != State.YES) {
            throw new IllegalArgumentException("row " + id + " is not marked yes and does not say why");
        }
    }
}
