package io.jettio.integration.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jettio.integration.proofs.Scale;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server whose process stands still for longer than any client has to answer a ping loses none of those that did. */
@Timeout(180)
class PausedProcessSoakTest {
    private static final int CLIENTS = 200;
    private static final int PING = 1_000;
    /** How long the clients, which may stand still as well, have for a pong; less than the server's pauses. */
    private static final int PONG = 4_000;

    private static final int SHORT_PAUSE = PONG + PING;
    private static final int LONG_PAUSE = 30_000;

    @TempDir
    Path folder;

    @Test
    void pausedServerClosesNobodyButWhoIsSilent() throws Exception {
        List<Integer> pauses = Scale.full()
                ? List.of(SHORT_PAUSE, SHORT_PAUSE, SHORT_PAUSE, LONG_PAUSE, SHORT_PAUSE)
                : List.of(SHORT_PAUSE);
        try (SoakServer server = SoakServer.start(folder, 0, "pingInterval=" + PING, "pingTimeout=" + PONG);
                IdleClients overWebSocket = new IdleClients(server.port(), CLIENTS / 2);
                PollingClients overPolling = new PollingClients(server.port(), CLIENTS / 2)) {
            for (int pause : pauses) {
                Soak.last(PING * 3L / 2); // pings have gone out and come back, and some are under way
                server.signal("STOP");
                Soak.last(pause);
                server.signal("CONT");
                overWebSocket.echo();
                overPolling.echo();
                Soak.last(PING + PONG + PING); // whoever were to be closed for the pause would be by now
                Map<String, Long> figures = server.figures();
                Soak.print(
                        "paused for %d s with pings each %d s: %d of %d clients stayed; %d pings answered over WebSocket",
                        pause / 1_000, PING / 1_000, figures.get("connections"), CLIENTS, overWebSocket.pongs());
                assertThat(figures).containsOnlyKeys("connections").containsEntry("connections", (long) CLIENTS);
            }
            overWebSocket.muteFirst();
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() ->
                            assertThat(server.figures()).as("who is silent").containsEntry("PING_TIMEOUT", 1L));
            overPolling.echo();
        }
    }
}
