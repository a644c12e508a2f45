package io.jettio.integration.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jettio.integration.proofs.EchoClients;
import io.jettio.integration.proofs.Rounds;
import io.jettio.integration.proofs.Scale;
import io.jettio.integration.proofs.ServerProcess;
import io.jettio.integration.proofs.StalledReader;
import io.jettio.integration.proofs.StressedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A tenth of the clients that answers pings and reads nothing is closed for that, and costs the others no time. */
@Timeout(600)
class SlowConsumersSoakTest {
    private static final int STALLED = Scale.of(6, 20);
    private static final int OTHERS = Scale.of(50, 180);

    /** How much longer the others may wait while a tenth is stalled. */
    private static final double MOST = 1.1;

    /** More than waits for a client at most, with what the operating systems keep. */
    private static final int FILLING = 24 << 20;

    private static final int MESSAGE = 64 << 10;
    private static final int MOST_ROUNDS = 200;

    @TempDir
    Path folder;

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    private final List<StalledReader> stalled = new ArrayList<>();

    @AfterEach
    void letGo() throws IOException {
        release();
        timer.shutdownNow();
    }

    private void release() throws IOException {
        List<CompletableFuture<Void>> closing = new ArrayList<>();
        for (StalledReader reader : stalled) {
            // Not in the common pool, which may have one thread only.
            closing.add(CompletableFuture.runAsync(
                    () -> {
                        try {
                            reader.close();
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    },
                    task -> new Thread(task, "closing").start()));
        }
        closing.forEach(CompletableFuture::join);
        stalled.clear();
    }

    private void stall(ServerProcess server) throws IOException {
        String path = "/engine.io/?" + StressedServer.STALLED;
        for (int i = 0; i < STALLED; i++) {
            stalled.add(
                    i % 2 == 0
                            ? StalledReader.overWebSocket(server.port(), path, timer)
                            : StalledReader.overPolling(server.port(), path, timer));
            server.ask("stalled");
        }
    }

    @Test
    void slowTenthIsClosedWithItsReason() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, "1000", "5000", "9000", "close");
                EchoClients others = new EchoClients(server.port(), OTHERS)) {
            others.awaitVolleys(10);
            stall(server);
            for (int emitted = 0; emitted < FILLING; emitted += 16 * MESSAGE) {
                server.ask("broadcast " + 16 * MESSAGE);
                others.awaitVolleys(1);
            }
            await().atMost(Duration.ofSeconds(90))
                    .untilAsserted(() -> assertThat(server.ask("sessions").get("sessions"))
                            .as("sessions, those of the others")
                            .isEqualTo(OTHERS));
            others.awaitVolleys(10);
            Map<String, Long> ended = server.ask("sessions");
            Soak.print("%d of %d clients stalled: %s", STALLED, STALLED + OTHERS, ended);
            assertThat(ended).containsOnlyKeys("sessions", "SLOW_CONSUMER").containsEntry("SLOW_CONSUMER", (long)
                    STALLED);
        }
    }

    /**
     * As of one stalled client among few, in many short rounds with and without, until the ratio's interval is on one side
     * of the bound. Where it never is, the machine is too busy for this scenario.
     */
    @Test
    void slowTenthLeavesTheOthersTheirTimes() throws Exception {
        Rounds rounds = new Rounds();
        Random random = new Random(Scale.seed());
        try (ServerProcess server = ServerProcess.start(folder, "1000", "5000", "600000", "drop");
                EchoClients others = new EchoClients(server.port(), OTHERS)) {
            others.awaitVolleys(Scale.of(50, 2_000));
            double[] interval;
            do {
                for (int i = 0; i < Scale.of(1, 20); i++) {
                    boolean withFirst = random.nextBoolean();
                    double first = round(server, others, withFirst);
                    double second = round(server, others, !withFirst);
                    rounds.add(withFirst ? first : second, withFirst ? second : first);
                }
                interval = rounds.interval();
            } while (Scale.full() && interval[0] <= MOST && interval[1] > MOST && rounds.count() < MOST_ROUNDS);
            Soak.print(
                    "p99 of %d others %.0f µs with %d stalled clients, %.0f without: ratio %.3f, between %.3f and %.3f;"
                            + " %d rounds",
                    OTHERS,
                    rounds.medianWith(),
                    STALLED,
                    rounds.medianWithout(),
                    rounds.ratio(),
                    interval[0],
                    interval[1],
                    rounds.count());
            if (Scale.full()) {
                assertThat(interval[0]).as("p99 with against without, at least").isLessThanOrEqualTo(MOST);
                assertThat(interval[1])
                        .as("p99 with against without, at most; undecided, as at least it is " + interval[0])
                        .isLessThanOrEqualTo(MOST);
            }
        }
    }

    /** One round: the 99th percentile of the others, in microseconds. */
    private double round(ServerProcess server, EchoClients others, boolean with) throws Exception {
        if (with) {
            stall(server);
            server.ask("broadcast " + FILLING); // their queues are full from the beginning
        }
        others.awaitVolleys(10);
        others.restart();
        for (int i = 0; i < 25; i++) {
            server.ask("broadcast " + MESSAGE); // which is made for nobody without them
            others.awaitVolleys(4);
        }
        double p99 = others.p99();
        release();
        return p99;
    }
}
