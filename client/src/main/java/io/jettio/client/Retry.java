package io.jettio.client;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a socket does after the server has refused its namespace. Immutable. */
public final class Retry {
    private static final Retry NONE = new Retry(null);
    private static final Retry NOW = new Retry(Duration.ZERO);

    private final @Nullable Duration delay;

    private Retry(@Nullable Duration delay) {
        this.delay = delay;
    }

    /**
     * {@return nothing more, until {@link Socket#connect()}}
     */
    public static Retry giveUp() {
        return NONE;
    }

    /**
     * {@return asks again at once, with what the suppliers say then}
     */
    public static Retry now() {
        return NOW;
    }

    /**
     * {@return asks again after a while}
     *
     * @param delay not negative
     * @throws IllegalArgumentException if it is negative
     */
    public static Retry after(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay must not be negative: " + delay);
        }
        return new Retry(delay);
    }

    /**
     * {@return when to ask again, empty for never}
     */
    public Optional<Duration> delay() {
        return Optional.ofNullable(delay);
    }
}
