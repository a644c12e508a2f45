package io.jettio.integration.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jettio.integration.proofs.Abandoned.Ending;
import io.jettio.integration.proofs.Abandoned.Stage;
import java.io.Closeable;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However and wherever clients leave their sessions: nothing of them stays, neither an object nor a thread. */
class AbandonedSessionsProofTest {
    private static final int AT_ONCE = 8;
    private static final int BATCH = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Of these each session has its own; an idle server has at most a few for itself. */
    private static final List<String> OF_SESSIONS = Stream.of(
                    "engine.EngineSession",
                    "engine.PollingTransport",
                    "engine.WebSocketTransport",
                    "engine.WebSocketOpening",
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
                    "socketio.AckTable")
            .map(name -> "io.jettio.server.internal." + name)
            .toList();

    /** Of these there is none when there is no connection either. */
    private static final List<String> OF_CONNECTIONS = List.of(
            "io.jettio.server.jetty.JettyWebSocket",
            "io.jettio.server.jetty.JettyHttpExchange",
            "org.eclipse.jetty.server.internal.HttpConnection",
            "org.eclipse.jetty.io.SocketChannelEndPoint");

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
            Map<String, Long> idle = server.ask("objects");
            Map<String, Long> threads = threads(server);
            // Afterwards the classes are loaded whose constants stay.
            abandon(server, 100, random).close();
            awaitNone(server, idle, OF_CONNECTIONS);
            Map<String, Long> before = server.ask("objects");
            // The JVM and Jetty start some of their threads late; ours must all end again.
            Map<String, Long> ofOthers = threads(server);
            ofOthers.keySet().removeIf(name -> name.startsWith("thread:jettio"));
            threads.putAll(ofOthers);
            for (int left = 2 * sessions; left > 0; left -= BATCH) {
                try (Silent silent = abandon(server, Math.min(left, BATCH), random)) {
                    if (left <= BATCH) {
                        assertThat(silent.sessions()).as("silent clients").isNotEmpty();
                        awaitNone(server, idle, OF_SESSIONS); // though connections are still there
                    }
                }
            }
            awaitNone(server, idle, OF_SESSIONS);
            awaitNone(server, idle, OF_CONNECTIONS);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(threads(server)).as("threads").isEqualTo(threads));
            Map<String, Long> after = server.ask("objects");
            Scale.print(
                    "%d sessions of Engine.IO and as many of Socket.IO abandoned, %d of them ended before they came so far;"
                            + " threads %s; %s",
                    sessions, cutShort.sum(), threads, server.ask("sessions"));
            Scale.print("objects that there are more of: %s", grown(before, after));
            assertThat(grown(before, after).values())
                    .as("more objects of one class")
                    .allMatch(more -> more < BATCH / 10);
            assertThat(cutShort.sum()).as("sessions that did not come so far").isLessThan(sessions / 2);
        }
    }

    /** The clients that have gone silent, and still have their connections. */
    private record Silent(List<Abandoned> sessions) implements Closeable {
        @Override
        public void close() throws IOException {
            for (Abandoned session : sessions) {
                session.reset();
            }
        }
    }

    /** Abandons a batch of sessions of both servers, and waits until all have ended. */
    private Silent abandon(ServerProcess server, int count, Random random) throws Exception {
        List<Future<Abandoned>> leaving = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean socketIo = i % 2 == 0;
            Stage stage = oneOf(Stage.values(), random);
            Ending ending = oneOf(Ending.values(), random);
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
        return new Silent(left);
    }

    private static <T> T oneOf(T[] values, Random random) {
        return values[random.nextInt(values.length)];
    }

    private Abandoned leave(int port, boolean socketIo, Stage stage, Ending ending, Random random) {
        try {
            return Abandoned.leave(port, socketIo, stage, ending, random);
        } catch (IOException e) {
            cutShort.increment(); // a client too slow for the short ping interval, or an answer to what it broke
            return null;
        }
    }

    /** The number of threads by their names. */
    private static Map<String, Long> threads(ServerProcess server) {
        Map<String, Long> threads = server.ask("objects");
        threads.keySet().removeIf(name -> !name.startsWith("thread:"));
        return threads;
    }

    /**
     * Waits until there are no more objects of these classes than an idle server has, but for the one connection that
     * Jetty's selector remembers until it selects again: before each look that becomes one that is none of ours.
     */
    private static void awaitNone(ServerProcess server, Map<String, Long> idle, List<String> classes) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            try (Wire foreign = new Wire(server.port())) {
                foreign.write(Wire.get("/elsewhere"));
                assertThat(foreign.readAnswer().status()).isEqualTo(404);
            }
            Map<String, Long> objects = grown(idle, server.ask("objects"));
            objects.keySet().retainAll(classes);
            objects.entrySet().removeIf(left -> left.getKey().startsWith("org.eclipse.jetty.") && left.getValue() == 1);
            assertThat(objects).as("objects of sessions that have ended").isEmpty();
        });
    }

    /** Classes of which there are more objects than before, and how many more. */
    private static Map<String, Long> grown(Map<String, Long> before, Map<String, Long> after) {
        Map<String, Long> grown = new TreeMap<>();
        after.forEach((name, count) -> {
            long more = count - before.getOrDefault(name, 0L);
            if (more > 0) {
                grown.put(name, more);
            }
        });
        return grown;
    }
}
