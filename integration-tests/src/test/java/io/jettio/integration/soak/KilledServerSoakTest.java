package io.jettio.integration.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jettio.integration.Ports;
import io.jettio.integration.proofs.Scale;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** After a server was killed and started again all clients come back, not at once, and bring what they had to say. */
@Timeout(300)
class KilledServerSoakTest {
    private static final int CLIENTS = Scale.of(40, 200);
    private static final int KILLS = Scale.of(1, 5);
    private static final int DELAY = Scale.of(200, 1_000);
    private static final int MOST_DELAY = 5 * DELAY;

    /** Long enough that the clients have tried more than once and wait for differently long. */
    private static final int AWAY = 4 * DELAY;

    private static final int PACE = Scale.of(50, 250);
    private static final int BUCKET = 100;

    @TempDir
    Path folder;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    /** How a server is started, on a port or on a free one. */
    private interface Start {
        SoakServer on(int port) throws IOException;
    }

    @Test
    void clientsComeBackToOurServerSpreadAndInOrder() throws Exception {
        clientsComeBackSpreadAndInOrder("Jettio", port -> SoakServer.start(folder, port));
    }

    @Test
    void clientsComeBackToNodesServerSpreadAndInOrder() throws Exception {
        clientsComeBackSpreadAndInOrder("Node.js", port -> SoakServer.startNode(folder, port));
    }

    private void clientsComeBackSpreadAndInOrder(String name, Start start) throws Exception {
        SoakServer server = start.on(Ports.unused()); // where the next one is to be found, too
        try (SavingClients clients = new SavingClients(server.port(), CLIENTS, DELAY, MOST_DELAY, false)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> clients.connected() == CLIENTS);
            var pace = timer.scheduleAtFixedRate(clients::save, PACE, PACE, TimeUnit.MILLISECONDS);
            for (int kill = 1; kill <= KILLS; kill++) {
                Soak.last(2L * DELAY);
                server.kill();
                await().atMost(Duration.ofSeconds(60)).until(() -> clients.connected() == 0);
                Soak.last(AWAY);
                server = start.on(server.port());
                long listening = System.nanoTime();
                await().atMost(Duration.ofSeconds(60)).until(() -> clients.connected() == CLIENTS);
                long[] back = clients.connectedAfterMillis(listening);
                int[] histogram = histogram(back);
                int crowd = Arrays.stream(histogram).max().orElseThrow();
                Soak.print(
                        "%s, kill %d of %d: %d clients back %d to %d ms after the server, at most %d in one bucket of %d ms: %s",
                        name,
                        kill,
                        KILLS,
                        back.length,
                        back[0],
                        back[back.length - 1],
                        crowd,
                        BUCKET,
                        Arrays.toString(histogram));
                if (Scale.full()) {
                    assertThat(back[back.length - 1])
                            .as("ms until the last was back")
                            .isLessThanOrEqualTo(MOST_DELAY + 1_000);
                    assertThat(crowd)
                            .as("clients back in the same %d ms", BUCKET)
                            .isLessThanOrEqualTo(CLIENTS / 10);
                }
            }
            pace.cancel(false);
            clients.awaitSettled();
            Soak.print(
                    "%s, kills: %d events answered, %d of them from the buffer; %d lost on their way when the server was killed",
                    name, clients.answered(), clients.buffered(), clients.lost());
            assertThat(clients.buffered())
                    .as("events that waited for the server")
                    .isGreaterThan((long) CLIENTS * KILLS);
            assertThat(server.figures()).doesNotContainKey("violations").containsEntry("connections", (long) CLIENTS);
        } finally {
            server.close();
        }
    }

    /** How many clients were back in each of the stretches of {@link #BUCKET} ms since the start. */
    private static int[] histogram(long[] times) {
        int[] buckets = new int[(int) (times[times.length - 1] / BUCKET) + 1];
        Arrays.stream(times).forEach(time -> buckets[(int) Math.max(0, time / BUCKET)]++);
        return buckets;
    }
}
