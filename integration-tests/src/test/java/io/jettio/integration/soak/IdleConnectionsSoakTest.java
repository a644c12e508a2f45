package io.jettio.integration.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jettio.integration.proofs.Scale;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who only answers pings costs little, and stays. */
@Timeout(300)
class IdleConnectionsSoakTest {
    private static final int CLIENTS = Scale.of(200, 2_000);
    private static final int WARMING = 100;
    private static final int MILLIS = Scale.of(3_000, 120_000);

    /** The defaults in full; otherwise such that each client is pinged a few times, and has time to answer. */
    private static final String[] PINGS =
            Scale.full() ? new String[0] : new String[] {"pingInterval=1000", "pingTimeout=20000"};

    /** Of a connection joined to its namespace, in bytes after a collection. */
    private static final long HEAP = 6_000;

    /** Those of the virtual machine itself among them, for whatever number of connections. */
    private static final int THREADS = 64;

    @TempDir
    Path folder;

    @Test
    void idleConnectionIsCheapAndStays() throws Exception {
        try (SoakServer server = SoakServer.start(folder, 0, PINGS)) {
            try (IdleClients warming = new IdleClients(server.port(), WARMING)) {
                warming.echo();
            }
            // What the first connections made the server load and keep is no part of the others.
            await().atMost(Duration.ofSeconds(60)).until(() -> server.figures().get("connections") == 0);
            long before = server.heap();
            try (IdleClients idle = new IdleClients(server.port(), CLIENTS)) {
                Soak.last(MILLIS);
                await().atMost(Duration.ofSeconds(60)).until(() -> idle.pongs() >= 2L * CLIENTS);
                long each = (server.heap() - before) / CLIENTS;
                Map<String, Long> figures = server.figures();
                Map<String, Integer> threads = server.threads();
                int handlers = threads.entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith("jettio-handler")
                                || entry.getKey().startsWith("jettio-complet"))
                        .mapToInt(Map.Entry::getValue)
                        .sum();
                int others = threads.values().stream().mapToInt(count -> count).sum() - handlers;
                Soak.print(
                        "%d idle connections for %d s: %d bytes of heap each, %.1f MiB before; %d pings answered;"
                                + " %d threads beside %d of handlers",
                        CLIENTS, MILLIS / 1_000, each, Soak.mebi(before), idle.pongs(), others, handlers);
                assertThat(figures.get("connections")).isEqualTo(CLIENTS);
                assertThat(figures).containsOnlyKeys("connections", "TRANSPORT_CLOSE"); // those that warmed it
                assertThat(each).as("bytes of heap for a connection").isLessThanOrEqualTo(HEAP);
                assertThat(others).as("threads %s", threads).isLessThanOrEqualTo(THREADS);
            }
        }
    }
}
