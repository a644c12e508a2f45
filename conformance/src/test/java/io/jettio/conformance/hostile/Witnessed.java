package io.jettio.conformance.hostile;

import io.jettio.conformance.subject.RunningServer;
import io.jettio.harness.wire.Endpoint;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives each test a witness: a connection of another client that is answered before the test and after it, and keeps its
 * heartbeat meanwhile.
 */
public final class Witnessed implements BeforeEachCallback, AfterEachCallback {
    private final RunningServer server;
    private final Function<Endpoint, Witness> open;
    private @Nullable Witness witness;

    private Witnessed(RunningServer server, Function<Endpoint, Witness> open) {
        this.server = server;
        this.open = open;
    }

    /** On a server of the contract {@code engine} or {@code engine-v3}. */
    public static Witnessed ofEngine(RunningServer server) {
        return new Witnessed(server, Witness::ofEngine);
    }

    /** On a server of the contract {@code socket}. */
    public static Witnessed ofSocket(RunningServer server) {
        return new Witnessed(server, Witness::ofSocket);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        witness = open.apply(server.endpoint());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        try (Witness standing = witness) {
            if (standing == null) {
                throw new IllegalStateException("the test did not begin");
            }
            standing.echoes();
        }
    }
}
