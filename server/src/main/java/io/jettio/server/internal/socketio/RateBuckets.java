package io.jettio.server.internal.socketio;

import io.jettio.common.GuardedBy;
import io.jettio.server.RateLimit;
import java.util.IdentityHashMap;

/**
 * The tokens of one socket, a bucket for each limit that it has met. A bucket is the moment at which it would be full
 * again. Thread-safe.
 */
final class RateBuckets {
    @GuardedBy("this")
    private final IdentityHashMap<RateLimit, Long> fullAt = new IdentityHashMap<>(2);

    /** Takes a token; whether there was one. */
    synchronized boolean take(RateLimit limit, long now) {
        long each = Math.max(1, limit.period().toNanos() / limit.events());
        long known = fullAt.getOrDefault(limit, now);
        long full = known - now > 0 ? known : now;
        long missing = (full - now + each - 1) / each;
        if (missing >= limit.burst()) {
            return false;
        }
        fullAt.put(limit, full + each);
        return true;
    }
}
