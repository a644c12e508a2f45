package io.jettio.integration.soak;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What the scenarios share. */
final class Soak {
    private Soak() {}

    /** Prints a line of figures. */
    static void print(String format, Object... figures) {
        System.out.printf("soak: " + format + "%n", figures);
    }

    /** Lets a scenario last: what it waits for is time itself. */
    static void last(long millis) throws InterruptedException {
        if (new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("nobody counts down");
        }
    }

    static double mebi(long bytes) {
        return bytes / (double) (1 << 20);
    }
}
