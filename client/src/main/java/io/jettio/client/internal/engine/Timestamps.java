package io.jettio.client.internal.engine;

import io.jettio.client.engine.EngineOptions;
import io.jettio.client.engine.TransportType;
import java.util.concurrent.ThreadLocalRandom;

/** What one transport's addresses have behind the protocol's own parameters, unlike each other if wanted. Strand. */
final class Timestamps {
    private final String fixed;
    private final String stamp;
    private long count;

    Timestamps(EngineOptions options, TransportType transport) {
        this.fixed = options.forceBase64() ? "&b64=1" : "";
        // At random, since caches outlive sessions.
        this.stamp = options.timestampRequests(transport)
                ? "&" + options.timestampParam() + "=" + Long.toString(random(), Character.MAX_RADIX)
                : "";
    }

    private static long random() {
        return ThreadLocalRandom.current().nextLong(1L << 50);
    }

    String next() {
        return stamp.isEmpty() ? fixed : fixed + stamp + "." + Long.toString(count++, Character.MAX_RADIX);
    }
}
