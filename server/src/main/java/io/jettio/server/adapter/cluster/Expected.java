package io.jettio.server.adapter.cluster;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The other nodes that are to answer.
 *
 * @param uids which they are; null where only their number is known
 * @param count how many they are
 */
record Expected(@Nullable Set<String> uids, int count) {
    static Expected of(Set<String> uids) {
        return new Expected(uids, uids.size());
    }

    static Expected of(int count) {
        return new Expected(null, Math.max(0, count));
    }
}
