package io.jettio.harness.scenarios;

import java.util.ArrayList;
import java.util.List;

/**
 * How long a client took each time before it came back, of which a busy machine is a part: it adds to a delay, a little to
 * most and much to some, and takes nothing off. So where the client's own delays are alike, at least half of those
 * observed lie shortly above the least, and the largest says nothing. Not thread-safe.
 */
final class Delays {
    /** How many are observed. */
    static final int OBSERVED = 15;

    /** What each should be, in milliseconds. */
    static final int EACH = 500;

    /**
     * Above the least, in milliseconds: what a machine may add to half of all delays. Where they are randomized by half, as
     * the official clients do it, eight of fifteen lie so close together in one of ten thousand runs at the most.
     */
    private static final long CLOSE = 30;

    private final List<Long> millis = new ArrayList<>();

    void add(long took) {
        millis.add(took);
    }

    /** Whether at least half of them lie shortly above the least. */
    boolean alike() {
        List<Long> sorted = millis.stream().sorted().toList();
        return sorted.get(sorted.size() / 2) - sorted.get(0) <= CLOSE;
    }

    @Override
    public String toString() {
        return millis + " ms";
    }
}
