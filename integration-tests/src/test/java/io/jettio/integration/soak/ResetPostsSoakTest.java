package io.jettio.integration.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jettio.integration.proofs.EchoClients;
import io.jettio.integration.proofs.Scale;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A POST whose answer cannot be written ends once, behind whoever reads it: its buffer is not another request's before. The
 * server must have nothing to log, and every other session goes on.
 */
@Timeout(600)
class ResetPostsSoakTest {
    private static final int CLIENTS = 8;
    private static final int OTHERS = 10;
    private static final int MILLIS = Scale.of(4_000, 180_000);

    /** What comes about in a round at random needs some of them. */
    private static final int FEWEST = Scale.of(50, 20_000);

    @TempDir
    Path folder;

    @Test
    void postsThatAreResetWhileTheirSessionEndsHarmNobody() throws Exception {
        long seed = Scale.seed();
        try (SoakServer server = SoakServer.start(folder, 0);
                EchoClients echoes = new EchoClients(server.port(), OTHERS, "echo");
                PollingClients polling = new PollingClients(server.port(), OTHERS)) {
            long start = System.nanoTime();
            long rounds;
            try (ResetPosts posts = new ResetPosts(server.port(), CLIENTS, seed)) {
                do {
                    echoes.awaitVolleys(1);
                    polling.echo();
                    rounds = posts.rounds();
                } while (System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(MILLIS));
            }
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(server.figures()).as("of the server").containsEntry("connections", 2L * OTHERS));
            echoes.awaitVolleys(1);
            polling.echo();
            Soak.print(
                    "%d POSTs were reset while their sessions ended, in %d s, beside %d others; server: %s; seed %d",
                    rounds, MILLIS / 1_000, 2 * OTHERS, server.figures(), seed);
            assertThat(rounds).as("resets").isGreaterThan(FEWEST);
            assertThat(server.figures()).as("ends of others and violations").containsOnlyKeys("connections");
        }
    }
}
