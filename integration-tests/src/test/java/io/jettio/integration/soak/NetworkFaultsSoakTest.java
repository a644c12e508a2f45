package io.jettio.integration.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jettio.integration.proofs.Scale;
import io.jettio.integration.soak.FaultyProxy.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Over a bad network what arrives is in order and unchanged, what arrives whole is all, and nothing is left behind. */
@Timeout(400)
class NetworkFaultsSoakTest {
    private static final int CLIENTS = Scale.of(20, 100);
    private static final int PACE = Scale.of(50, 250);
    private static final int MILLIS = Scale.of(6_000, 180_000);

    @TempDir
    Path folder;

    @Test
    void faultsCostConnectionsAndNoOrder() throws Exception {
        long seed = Scale.seed();
        try (SoakServer server = SoakServer.start(folder, 0, "pingInterval=2000", "pingTimeout=5000")) {
            try (Crowd warming = new Crowd(server.port(), CLIENTS, PACE, false, seed + 1)) {
                Soak.last(2_000);
                warming.end();
            }
            awaitNobody(server);
            long before = server.descriptors();
            Map<String, Long> crowd;
            Map<Fault, Long> faults;
            try (FaultyProxy proxy = new FaultyProxy(server.port(), seed);
                    Crowd clients = new Crowd(proxy.port(), CLIENTS, PACE, true, seed)) {
                for (int i = 0; i < 10; i++) {
                    Soak.last(MILLIS / 10);
                    clients.verify();
                }
                // On a slow machine not everything has happened by now.
                await().atMost(Duration.ofSeconds(90)).until(() -> {
                    clients.verify();
                    return clients.counts().keySet().containsAll(List.of("POLLING", "WEBSOCKET", "UPGRADING", "cut"))
                            && proxy.counts().keySet().equals(EnumSet.allOf(Fault.class));
                });
                clients.end();
                crowd = clients.counts();
                faults = proxy.counts();
            }
            awaitNobody(server);
            await().atMost(Duration.ofSeconds(90))
                    .untilAsserted(() -> assertThat(server.descriptors()).isLessThanOrEqualTo(before));
            Map<String, Long> figures = server.figures();
            Soak.print(
                    "%d clients for %d s behind a proxy: %s; connections: %s; server: %s; %d descriptors before, %d after;"
                            + " seed %d",
                    CLIENTS, MILLIS / 1_000, crowd, faults, figures, before, server.descriptors(), seed);
            assertThat(figures).doesNotContainKey("violations");
            assertThat(faults).as("what was done").containsOnlyKeys(Fault.values());
            assertThat(crowd).as("conversations").containsKeys("POLLING", "WEBSOCKET", "UPGRADING", "cut");
        }
    }

    private static void awaitNobody(SoakServer server) {
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> server.figures().get("connections") == 0);
    }
}
