package io.jettio.benchmarks.crowd;

import java.time.Duration;
import java.util.SplittableRandom;

/** When a client tries again, by the defaults of socket.io-client: 1 s, doubled up to 5 s, each half of it more or less. */
final class Backoff {
    private static final long MIN_MILLIS = 1000;
    private static final long MAX_MILLIS = 5000;
    private static final double RANDOMIZATION = 0.5;

    private Backoff() {}

    /**
     * {@return how long to wait, at most 5 s}
     *
     * @param attempts how many have failed since the client was connected, from 0
     * @param random what to draw from
     */
    static Duration delay(int attempts, SplittableRandom random) {
        long millis = MIN_MILLIS << Math.min(attempts, 10);
        long deviation = (long) (random.nextDouble() * RANDOMIZATION * millis);
        return Duration.ofMillis(Math.min(random.nextBoolean() ? millis + deviation : millis - deviation, MAX_MILLIS));
    }
}
