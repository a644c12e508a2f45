package io.jettio.server.hooks;

import io.jettio.server.internal.time.DeadlineQueue;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that moves only when a test moves it, and the deadlines that hang on it. */
final class SteppedTime {
    /** Smaller than the queue's tick, so that ordinary progress never looks like a pause of the process. */
    private static final Duration STEP = Duration.ofMillis(50);

    private final AtomicLong nanos = new AtomicLong(1_000_000_007L);
    private final DeadlineQueue queue = new DeadlineQueue(nanos::get, () -> {});

    DeadlineQueue queue() {
        return queue;
    }

    /** Lets time pass, and does on the calling thread what falls due meanwhile. */
    void advance(Duration time) {
        for (Duration left = time; !left.isZero(); ) {
            Duration step = left.compareTo(STEP) < 0 ? left : STEP;
            nanos.addAndGet(step.toNanos());
            while (queue.runDue() == 0) {
                // something was done, and may have made something else due
            }
            left = left.minus(step);
        }
    }
}
