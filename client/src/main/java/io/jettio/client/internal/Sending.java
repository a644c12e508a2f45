package io.jettio.client.internal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an event is to be sent.
 *
 * @param timeout how long its ack may take
 * @param timeToLive how long it may wait for a connection, or null for as long as there is room
 * @param isVolatile whether it is dropped where it cannot be sent at once
 */
record Sending(Duration timeout, @Nullable Duration timeToLive, boolean isVolatile) {
    Sending withTimeout(Duration value) {
        requirePositive("timeout", value);
        return new Sending(value, timeToLive, isVolatile);
    }

    Sending withTimeToLive(Duration value) {
        requirePositive("timeToLive", value);
        return new Sending(timeout, value, isVolatile);
    }

    Sending asVolatile() {
        return new Sending(timeout, timeToLive, true);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
    }
}
