package io.jettio.integration.servers;

import io.jettio.integration.Transports;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Our client with one server: each scenario over each transport. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerMatrix {
    private final Make make;
    private TestServer server;

    ServerMatrix(Make make) {
        this.make = make;
    }

    @BeforeAll
    void start() {
        server = make.make();
    }

    @AfterAll
    void end() throws Exception {
        if (server != null) {
            server.end();
        }
    }

    static List<Arguments> scenarios() {
        List<Arguments> scenarios = new ArrayList<>();
        for (Transports transports : Transports.values()) {
            Scenario.all().stream()
                    .filter(scenario -> scenario.fits(transports))
                    .forEach(scenario -> scenarios.add(Arguments.of(scenario, transports)));
        }
        return scenarios;
    }

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource
    void scenarios(Scenario scenario, Transports transports) throws Exception {
        play(scenario, transports);
    }

    /** Plays a scenario over the loopback interface. */
    void play(Scenario scenario, Transports transports) throws Exception {
        try (RelayedServer relayed = new RelayedServer(make, server, scenario.options(), transports)) {
            scenario.body().play(relayed, relayed);
        }
    }
}
