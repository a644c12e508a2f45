package io.jettio.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Not every namespace that was waited for is connected; which, and why, is told for each. */
public final class ConnectFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // Errors hold what suppliers threw; nobody sends this exception anywhere.
    private final Map<String, ConnectError> failures;

    /**
     * Names the namespaces.
     *
     * @param failures what is not connected, with the last that went wrong with each
     */
    public ConnectFailedException(Map<String, ConnectError> failures) {
        super("not connected: " + failures);
        this.failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
        failures.values().stream()
                .flatMap(error -> error.cause().stream())
                .findFirst()
                .ifPresent(this::initCause);
    }

    /**
     * {@return by namespace why it is not connected; unmodifiable, in the order of asking}
     */
    public Map<String, ConnectError> failures() {
        return failures;
    }
}
