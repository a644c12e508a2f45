package io.jettio.client;

import java.time.Duration;
import java.util.Objects;

/**
 * Whether and when a connection that is lost, or could not be had, is tried again: the delay before attempt <i>n</i> is
 * {@code delay} doubled <i>n</i> times, bent at random by at most its {@code randomizationFactor}th part, and at most
 * {@code delayMax}. Immutable; {@link Manager#reconnectPolicy(ReconnectPolicy)} changes it while a manager runs.
 *
 * @param enabled whether anything is tried again; the first connection counts like a lost one
 * @param attempts how many attempts in a row are made, not negative; {@link Integer#MAX_VALUE} never ends
 * @param delay before the first attempt, positive
 * @param delayMax the longest delay, not less than {@code delay}
 * @param randomizationFactor from 0 to 1
 */
public record ReconnectPolicy(
        boolean enabled, int attempts, Duration delay, Duration delayMax, double randomizationFactor) {
    /** Those of the JavaScript client: without end, 1 s to 5 s, a half. */
    public static final ReconnectPolicy DEFAULTS =
            new ReconnectPolicy(true, Integer.MAX_VALUE, Duration.ofSeconds(1), Duration.ofSeconds(5), 0.5);

    /**
     * Checks the components.
     *
     * @param enabled whether anything is tried again
     * @param attempts how many attempts in a row
     * @param delay before the first attempt
     * @param delayMax the longest delay
     * @param randomizationFactor by which part of itself a delay is bent at the most
     * @throws IllegalArgumentException if one is out of its range
     */
    public ReconnectPolicy {
        Objects.requireNonNull(delay, "delay");
        Objects.requireNonNull(delayMax, "delayMax");
        require(attempts >= 0, "reconnectionAttempts", attempts);
        require(!delay.isNegative() && !delay.isZero(), "reconnectionDelay", delay);
        require(delayMax.compareTo(delay) >= 0, "reconnectionDelayMax", delayMax);
        require(randomizationFactor >= 0 && randomizationFactor <= 1, "randomizationFactor", randomizationFactor);
    }

    private static void require(boolean holds, String name, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " out of range: " + value);
        }
    }

    /**
     * {@return the same with another answer to whether anything is tried again}
     *
     * @param value whether
     */
    public ReconnectPolicy withEnabled(boolean value) {
        return new ReconnectPolicy(value, attempts, delay, delayMax, randomizationFactor);
    }

    /**
     * {@return the same with another number of attempts}
     *
     * @param value not negative
     */
    public ReconnectPolicy withAttempts(int value) {
        return new ReconnectPolicy(enabled, value, delay, delayMax, randomizationFactor);
    }

    /**
     * {@return the same with other delays}
     *
     * @param first positive
     * @param longest not less than the first
     */
    public ReconnectPolicy withDelays(Duration first, Duration longest) {
        return new ReconnectPolicy(enabled, attempts, first, longest, randomizationFactor);
    }

    /**
     * {@return the same with another part of chance}
     *
     * @param value from 0 to 1
     */
    public ReconnectPolicy withRandomizationFactor(double value) {
        return new ReconnectPolicy(enabled, attempts, delay, delayMax, value);
    }
}
