package io.jettio.integration.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jettio.integration.Ports;
import io.jettio.integration.proofs.Scale;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a server has acknowledged was done, though it is drained and replaced while its clients go on. */
@Timeout(240)
class RollingRestartSoakTest {
    private static final int CLIENTS = Scale.of(20, 100);
    private static final int RESTARTS = Scale.of(1, 3);
    private static final int PACE = Scale.of(20, 50);
    private static final int MILLIS = Scale.of(1_000, 5_000);

    @TempDir
    Path folder;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void nothingAcknowledgedIsLost() throws Exception {
        Path ledger = folder.resolve("ledger");
        String[] options = {"ledger=" + ledger, "drainTimeout=" + MILLIS};
        SoakServer server = SoakServer.start(folder, Ports.unused(), options);
        try (SavingClients clients = new SavingClients(server.port(), CLIENTS, 200, 1_000, true)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> clients.connected() == CLIENTS);
            var pace = timer.scheduleAtFixedRate(clients::save, PACE, PACE, TimeUnit.MILLISECONDS);
            for (int restart = 1; restart <= RESTARTS; restart++) {
                Soak.last(MILLIS);
                long told = System.nanoTime();
                server.close();
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - told);
                server = SoakServer.start(folder, server.port(), options);
                await().atMost(Duration.ofSeconds(60)).until(() -> clients.connected() == CLIENTS);
                Soak.print("restart %d of %d: the server ended %d ms after it was told to", restart, RESTARTS, millis);
                if (Scale.full()) {
                    assertThat(millis).as("ms to drain").isLessThan(MILLIS + 10_000);
                }
            }
            Soak.last(MILLIS);
            pace.cancel(false);
            timer.shutdown();
            assertThat(timer.awaitTermination(60, TimeUnit.SECONDS))
                    .as("nothing is sent any more")
                    .isTrue();
            clients.awaitSettled();
            List<String> lines = Files.readAllLines(ledger);
            Map<String, Long> saved =
                    lines.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
            for (int client = 0; client < CLIENTS; client++) {
                for (long number = 0; number < clients.sent(client); number++) {
                    assertThat(saved).containsKey("c" + client + " " + number);
                }
            }
            Soak.print(
                    "%d restarts under load of %d clients: %d events acknowledged, %d sent again, %d saved twice, none lost",
                    RESTARTS, CLIENTS, clients.answered(), clients.lost(), lines.size() - saved.size());
            assertThat(clients.answered()).isEqualTo(saved.size()).isGreaterThan(CLIENTS * 10L);
            assertThat(server.figures()).doesNotContainKey("violations");
        } finally {
            server.close();
        }
    }
}
