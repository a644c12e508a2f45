package io.jettio.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.carrier.RawWebSocket;
import io.jettio.server.internal.fixture.ObservedCalls;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Observers that throw whatever they are told, and peers that give them much to be told. */
class HostileObserverTest {
    @RegisterExtension
    final WitnessedSocketIo server = new WitnessedSocketIo();

    @Test
    void observersThatThrowHarmNoConnection() throws IOException {
        server.expectLog("an observer failed");
        ObservedCalls others = new ObservedCalls();
        int port = server.listen(
                options -> options.observer(ObservedCalls.failing()).observer(others.observer()), io -> {});
        RawWebSocket client = server.joined(port);
        for (int i = 0; i < 200; i++) {
            WitnessedSocketIo.echoes(client, i);
        }
        server.witness().echoes();
        client.sendText("nonsense");
        server.witness().echoes();
        assertThat(others.of("connected")).hasSize(2);
        assertThat(others.of("received").size()).isGreaterThan(200);
    }
}
