package io.jettio.harness.wire;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The suite's patience, and the contract's own moments. */
public final class Deadlines {
    /** How long a read may take before the test fails: many times the contract's longest interval. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    private Deadlines() {}

    /**
     * Returns at the given moment. For rules that name a moment ("the poll at interval + timeout"), where nothing is
     * there to be read until then.
     *
     * @param nanoTime a value of {@link System#nanoTime()}
     */
    public static void reach(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
