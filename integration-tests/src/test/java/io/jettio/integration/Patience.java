package io.jettio.integration;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * How long tests wait for what has to come. Only a failure waits as long as that, so it is more than a process may stand
 * still on a busy machine, several times over.
 */
public final class Patience {
    /** For whatever has to come. */
    public static final Duration LONG = Duration.ofSeconds(40);

    /** What a client is given to answer, so that its own word comes before somebody's patience ends. */
    public static final Duration OF_CLIENTS = Duration.ofSeconds(30);

    private Patience() {}

    /** Waits for a condition. */
    public static ConditionFactory await() {
        return Awaitility.await().atMost(LONG);
    }
}
