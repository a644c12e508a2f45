package io.jettio.harness.scenarios;

import io.jettio.harness.client.Scenario;
import java.util.List;
import java.util.stream.Stream;

/** All scenarios, in the order in which they are listed. */
public final class Repertoire {
    private static final List<Scenario> ALL = Stream.of(
                    HandshakeScenarios.all(),
                    TransportScenarios.all(),
                    UpgradeScenarios.all(),
                    HeartbeatScenarios.all(),
                    JoinScenarios.all(),
                    EventScenarios.all(),
                    AckScenarios.all(),
                    ReconnectScenarios.all(),
                    HostileScenarios.all())
            .flatMap(List::stream)
            .toList();

    private Repertoire() {}

    /** {@return all of them} */
    public static List<Scenario> all() {
        return ALL;
    }
}
