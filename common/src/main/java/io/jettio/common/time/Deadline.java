package io.jettio.common.time;

/**
 * Something to be done at a time, unless it is cancelled before. An entry of a {@link DeadlineQueue}, which guards all
 * its fields.
 */
public final class Deadline {
    static final int OUT = -1;

    final Runnable action;
    long when;
    int index = OUT;

    Deadline(Runnable action) {
        this.action = action;
    }
}
