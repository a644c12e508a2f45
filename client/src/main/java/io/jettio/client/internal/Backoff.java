package io.jettio.client.internal;

import io.jettio.client.ManagerOptions;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * The delays between attempts, by the formula of the JavaScript client: the first delay doubled with each attempt, bent
 * by a random part of itself in either direction, and cut at the maximum. Strand.
 */
final class Backoff {
    // Far beyond any maximum, and far from infinity.
    private static final int MAX_EXPONENT = 60;

    private final double first;
    private final double max;
    private final double factor;
    private final DoubleSupplier random;

    private int attempts;

    /** The random numbers are from 0 to below 1. */
    Backoff(ManagerOptions options, DoubleSupplier random) {
        this.first = options.reconnectionDelay().toMillis();
        this.max = options.reconnectionDelayMax().toMillis();
        this.factor = options.randomizationFactor();
        this.random = random;
    }

    /** How many delays have been given since the last reset. */
    int attempts() {
        return attempts;
    }

    Duration next() {
        double delay = first * Math.pow(2, Math.min(attempts, MAX_EXPONENT));
        attempts++;
        if (factor > 0) {
            double chance = random.getAsDouble();
            double deviation = Math.floor(chance * factor * delay);
            boolean shorter = ((int) Math.floor(chance * 10) & 1) == 0;
            delay = shorter ? delay - deviation : delay + deviation;
        }
        return Duration.ofMillis((long) Math.min(delay, max));
    }

    void reset() {
        attempts = 0;
    }
}
