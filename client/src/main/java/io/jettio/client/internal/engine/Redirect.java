package io.jettio.client.internal.engine;

import io.jettio.client.engine.EngineOptions;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges redirects. */
final class Redirect {
    private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);
    private static final int MOST = 5;

    private Redirect() {}

    /** Where to go on; null where the answer is no redirect, or one that is not followed. */
    static @Nullable Endpoint follow(
            EngineOptions options, Endpoint endpoint, URI from, HttpCarrier.Response response, int before) {
        List<String> location = response.headers().values("Location");
        if (!options.followRedirects()
                || !STATUSES.contains(response.status())
                || location.size() != 1
                || before >= MOST) {
            return null;
        }
        return endpoint.moved(from, location.get(0));
    }
}
