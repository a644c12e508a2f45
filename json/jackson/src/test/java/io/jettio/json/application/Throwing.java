package io.jettio.json.application;

import java.util.Optional;

/** A class of the application, and not of the codec's package. */
public final class Throwing {
    public String getName() {
        return Optional.<String>empty().orElseThrow(() -> new IllegalStateException("no name"));
    }
}
