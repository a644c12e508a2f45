package io.jettio.harness.check;

import java.util.Locale;

/** How binding a case is. */
public enum Level {
    /** The specification demands it, or the contract that the server offers. */
    MUST,
    /** The specification recommends it, or clients of the field rely on it. */
    SHOULD,
    /** No specification says it; a server that keeps it is harder to harm. */
    ADVISORY;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
