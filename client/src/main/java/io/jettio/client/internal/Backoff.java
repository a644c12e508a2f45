package io.jettio.client.internal;

import io.jettio.client.ReconnectPolicy;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * The delays between attempts, by the formula of the JavaScript client: the first delay doubled with each attempt, bent
 * by a random part of itself in either direction, and cut at the maximum. Strand.
 */
final class Backoff {
    // Far beyond any maximum, and far from infinity.
    private static final int MAX_EXPONENT = 60;

    private final Supplier<ReconnectPolicy> policy;
    private final DoubleSupplier random;

    private int attempts;

    /** The policy is asked each time; the random numbers are from 0 to below 1. */
    Backoff(Supplier<ReconnectPolicy> policy, DoubleSupplier random) {
        this.policy = policy;
        this.random = random;
    }

    /** How many delays have been given since the last reset. */
    int attempts() {
        return attempts;
    }

    /** Whether the policy allows one more attempt. */
    boolean mayGoOn() {
        ReconnectPolicy now = policy.get();
        return now.enabled() && attempts < now.attempts();
    }

    Duration next() {
        ReconnectPolicy now = policy.get();
        double factor = now.randomizationFactor();
        double delay = now.delay().toMillis() * Math.pow(2, Math.min(attempts, MAX_EXPONENT));
        attempts++;
        if (factor > 0) {
            double chance = random.getAsDouble();
            double deviation = Math.floor(chance * factor * delay);
            boolean shorter = ((int) Math.floor(chance * 10) & 1) == 0;
            delay = shorter ? delay - deviation : delay + deviation;
        }
        double longest = now.delayMax().toMillis();
        return Duration.ofMillis((long) Math.min(delay, longest));
    }

    void reset() {
        attempts = 0;
    }
}
