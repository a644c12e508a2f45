package io.jettio.harness.scenarios;

import io.jettio.harness.check.Case;
import io.jettio.harness.client.ClientTrial;
import java.util.List;
import java.util.stream.Stream;

/** All scenarios, in the order in which they are listed. */
public final class Repertoire {
    private static final List<Case<ClientTrial>> ALL = Stream.of(
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
    public static List<Case<ClientTrial>> all() {
        return ALL;
    }
}
