package io.jettio.integration.servers;

import io.jettio.integration.Transports;
import org.junit.jupiter.api.Tag;

/** The server of this project in the test kit: each scenario over each transport, without a socket. */
@Tag("feature:7.1")
@Tag("feature:7.2")
class OurServerInTheKitTest extends ServerMatrix {
    OurServerInTheKitTest() {
        super(Make.JETTIO);
    }

    @Override
    void play(Scenario scenario, Transports transports) throws Exception {
        try (KitServer server = new KitServer(Make.JETTIO, scenario.options(), transports)) {
            scenario.body().play(server, server);
        }
    }
}
