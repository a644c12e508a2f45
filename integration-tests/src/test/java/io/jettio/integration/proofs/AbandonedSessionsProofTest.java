package io.jettio.integration.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jettio.integration.proofs.Abandoned.Ending;
import io.jettio.integration.proofs.Abandoned.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However and wherever clients leave their sessions: nothing of them stays, neither an object nor a thread. */
class AbandonedSessionsProofTest {
    private static final int AT_ONCE = 8;
    private static final int BATCH = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Of these there is none when there is no session. */
    private static final List<String> OF_SESSIONS = List.of(
            "engine.EngineSession",
            "engine.PollingTransport",
            "engine.WebSocketTransport",
            "engine.Upgrade",
            "engine.Outbox",
            "engine.Outbound",
            "engine.OutboundWatch",
            "engine.Heartbeat",
            "engine.Exchange",
            "engine.DefaultEngineSocket",
            "run.Lane",
            "run.Inflow",
            "socketio.Connection",
            "socketio.DefaultSocket",
            "socketio.AckTable",
            "socketio.SentAck");

    private static final List<String> OF_CONNECTIONS =
            List.of("io.jettio.server.jetty.JettyWebSocket", "io.jettio.server.jetty.JettyHttpExchange");

    @TempDir
    Path folder;

    private final ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);
    private final LongAdder cutShort = new LongAdder();

    @AfterEach
    void stop() {
        clients.shutdownNow();
    }

    @Test
    void nothingOfAnAbandonedSessionStays() throws Exception {
        int sessions = Scale.of(500, 10_000);
        long seed = Scale.seed();
        Scale.print("seed %d", seed);
        Random random = new Random(seed);
        try (ServerProcess server = ServerProcess.start(folder, "400", "600", "1000", "close")) {
            // Classes are loaded and threads started that stay; each server has had its first session.
            abandon(server, 100, random);
            await().atMost(PATIENCE).untilAsserted(() -> assertNoneLeft(server.ask("objects")));
            Map<String, Long> before = server.ask("objects");
            for (int left = 2 * sessions; left > 0; left -= BATCH) {
                abandon(server, Math.min(left, BATCH), random);
            }
            await().atMost(PATIENCE).untilAsserted(() -> assertNoneLeft(server.ask("objects")));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(server.ask("objects").get("threads"))
                            .as("threads")
                            .isLessThanOrEqualTo(before.get("threads")));
            Map<String, Long> after = server.ask("objects");
            Scale.print(
                    "%d sessions of Engine.IO and as many of Socket.IO abandoned, %d of them ended before they came so far;"
                            + " threads %d before, %d after; %s",
                    sessions, cutShort.sum(), before.get("threads"), after.get("threads"), server.ask("sessions"));
            Scale.print("objects that there are more of: %s", grown(before, after));
            assertThat(grown(before, after).values())
                    .as("more objects of one class")
                    .allMatch(more -> more < BATCH / 10);
            assertThat(cutShort.sum()).as("sessions that did not come so far").isLessThan(sessions / 2);
        }
    }

    /** Abandons a batch of sessions of both servers; those that are silent keep their connections until all have ended. */
    private void abandon(ServerProcess server, int count, Random random) throws Exception {
        List<Future<Abandoned>> leaving = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean socketIo = i % 2 == 0;
            Stage stage = Stage.values()[random.nextInt(Stage.values().length)];
            Ending ending = Ending.values()[random.nextInt(Ending.values().length)];
            Random own = new Random(random.nextLong());
            leaving.add(clients.submit(() -> leave(server.port(), socketIo, stage, ending, own)));
        }
        List<Abandoned> left = new ArrayList<>();
        for (Future<Abandoned> session : leaving) {
            Abandoned one = session.get();
            if (one != null) {
                left.add(one);
            }
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(server.ask("sessions").get("sessions"))
                        .as("sessions")
                        .isZero());
        for (Abandoned session : left) {
            session.reset();
        }
    }

    private Abandoned leave(int port, boolean socketIo, Stage stage, Ending ending, Random random) {
        try {
            return Abandoned.leave(port, socketIo, stage, ending, random);
        } catch (IOException e) {
            cutShort.increment(); // a client too slow for the short ping interval, or an answer to what it broke
            return null;
        }
    }

    private static void assertNoneLeft(Map<String, Long> objects) {
        Map<String, Long> left = new TreeMap<>();
        objects.forEach((name, count) -> {
            boolean ofSession = OF_SESSIONS.stream().anyMatch(own -> name.equals("io.jettio.server.internal." + own));
            if (ofSession || OF_CONNECTIONS.contains(name) || name.startsWith("org.eclipse.jetty.")) {
                left.put(name, count);
            }
        });
        assertThat(left).as("objects of sessions that have ended").isEmpty();
    }

    /** Classes of which there are more objects than before, and how many more. */
    private static Map<String, Long> grown(Map<String, Long> before, Map<String, Long> after) {
        Map<String, Long> grown = new TreeMap<>();
        after.forEach((name, count) -> {
            long more = count - before.getOrDefault(name, 0L);
            if (more > 0 && name.startsWith("io.jettio.")) {
                grown.put(name, more);
            }
        });
        return grown;
    }
}
