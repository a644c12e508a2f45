package io.jettio.integration.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that reads nothing costs a bounded part of a small heap, is closed for its slowness, and harms nobody else. */
class StalledReaderProofTest {
    private static final List<String> TRANSPORTS = List.of("websocket", "polling");
    private static final long ALL = 400 << 20;
    private static final int STEP = 4 << 20;
    private static final int OTHERS = 50;

    /** What the server may hold when 16 MiB wait for one client over each transport: those, batches, and itself. */
    private static final long HEAP = 64 << 20;

    /** Longer than a ping may stay without its pong, so that only pongs let a stalled client live for so long. */
    private static final String STALL = "9000";

    /** Longer than a round of measuring. */
    private static final String LONG_STALL = "600000";

    /** How much longer the others may wait while one is stalled. */
    private static final double MOST = 1.1;

    private static final String PING_INTERVAL = "1000";
    private static final String PING_TIMEOUT = "5000";

    @TempDir
    Path folder;

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    private final List<StalledReader> stalled = new ArrayList<>();

    @AfterEach
    void letGo() throws IOException {
        timer.shutdownNow();
        for (StalledReader reader : stalled) {
            reader.close();
        }
    }

    private ServerProcess server(String policy, String stall) throws IOException {
        return ServerProcess.start(folder, PING_INTERVAL, PING_TIMEOUT, stall, policy);
    }

    private StalledReader stall(ServerProcess server, String transport) throws IOException {
        String path = "/engine.io/?" + StressedServer.STALLED;
        StalledReader reader = transport.equals("polling")
                ? StalledReader.overPolling(server.port(), path, timer)
                : StalledReader.overWebSocket(server.port(), path, timer);
        stalled.add(reader); // it stays, whatever the server does: nothing may hang on its connections
        server.ask("stalled");
        return reader;
    }

    /**
     * By the policy of closing, a client is closed at its bound and the next takes its place; by the lossy one all goes
     * through the queue of one client, which is closed because nothing drains.
     */
    @ParameterizedTest
    @ValueSource(strings = {"close", "drop"})
    void stalledReaderIsClosedAndItsMemoryIsBounded(String policy) throws Exception {
        try (ServerProcess server = server(policy, STALL);
                EchoClients others = new EchoClients(server.port(), OTHERS)) {
            long before = server.ask("memory").get("heap");
            long heapMost = before;
            Map<String, Long> emitted = new HashMap<>();
            for (String transport : TRANSPORTS) {
                stall(server, transport);
                emitted.put(transport, 0L);
            }
            for (int step = 0; emitted.values().stream().anyMatch(bytes -> bytes < ALL); step++) {
                for (String transport : TRANSPORTS) {
                    Map<String, Long> flood = server.ask("flood " + transport + " " + STEP);
                    emitted.merge(transport, flood.get("ACCEPTED") + flood.get("DROPPED"), Long::sum);
                    if (flood.get("REFUSED") > 0 && emitted.get(transport) < ALL) {
                        stall(server, transport);
                    }
                }
                if (step % 5 == 3) { // shortly before the bound of 16 MiB, and beyond
                    heapMost = Math.max(heapMost, server.ask("memory").get("heap"));
                    others.awaitVolleys(1);
                }
            }
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(server.ask("sessions").get("sessions"))
                            .as("sessions, those of the others among them")
                            .isEqualTo(OTHERS));
            others.awaitVolleys(100);
            Map<String, Long> after = server.ask("memory");
            Map<String, Long> ended = server.ask("sessions");
            Scale.print(
                    "%s: %d MiB for %d stalled clients; heap %.1f MiB before, %.1f at most, %.1f after;"
                            + " resident %.0f MiB at most; 50 others got %d echoes; %s",
                    policy,
                    emitted.values().stream().mapToLong(bytes -> bytes).sum() >> 20,
                    stalled.size(),
                    mebi(before),
                    mebi(heapMost),
                    mebi(after.get("heap")),
                    mebi(after.getOrDefault("rssMost", 0L)),
                    others.volleys() * OTHERS,
                    ended);
            assertThat(ended).containsOnlyKeys("sessions", "SLOW_CONSUMER");
            assertThat(ended.get("SLOW_CONSUMER")).isEqualTo(stalled.size());
            if (policy.equals("drop")) {
                assertThat(stalled).as("closed only when all was emitted").hasSize(2);
            }
            assertThat(Math.max(heapMost, after.get("heap"))).as("heap").isLessThan(HEAP);
        }
    }

    /**
     * The times of the others with a client that is stalled while data is emitted to it, and while as much is made for
     * nobody, in many short rounds of both in a random order, so that what else the machine does falls on both alike. The
     * medians of the rounds' 99th percentiles are compared. The full form judges their ratio, as soon as its interval is
     * on one side of the bound; where it never is, the machine is too busy for this proof.
     */
    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling"})
    void othersKeepTheirTimes(String transport) throws Exception {
        Rounds rounds = new Rounds();
        Random random = new Random(Scale.seed());
        try (ServerProcess server = server("drop", LONG_STALL);
                EchoClients others = new EchoClients(server.port(), OTHERS)) {
            others.awaitVolleys(Scale.of(100, 5_000));
            double[] interval;
            do {
                for (int i = 0; i < Scale.of(1, 40); i++) {
                    boolean withFirst = random.nextBoolean();
                    double first = round(server, others, transport, withFirst);
                    double second = round(server, others, transport, !withFirst);
                    rounds.add(withFirst ? first : second, withFirst ? second : first);
                }
                interval = rounds.interval();
            } while (Scale.full() && interval[0] <= MOST && interval[1] > MOST && rounds.count() < 320);
            Scale.print(
                    "%s: p99 of 50 others %.0f µs with a stalled client, %.0f without: ratio %.3f, between %.3f and %.3f;"
                            + " %d rounds",
                    transport,
                    rounds.medianWith(),
                    rounds.medianWithout(),
                    rounds.ratio(),
                    interval[0],
                    interval[1],
                    rounds.count());
            if (Scale.full()) {
                assertThat(interval[0])
                        .as("p99 with against p99 without, at least")
                        .isLessThanOrEqualTo(MOST);
                assertThat(interval[1])
                        .as("p99 with against p99 without, at most; undecided, as at least it is " + interval[0])
                        .isLessThanOrEqualTo(MOST);
            }
        }
    }

    /** One round: the 99th percentile of the others, in microseconds. */
    private double round(ServerProcess server, EchoClients others, String transport, boolean with) throws Exception {
        StalledReader reader = with ? stall(server, transport) : null;
        if (with) {
            server.ask("flood " + transport + " " + (20 << 20)); // its queue is full from the beginning
        }
        others.awaitVolleys(20);
        others.restart();
        for (int i = 0; i < 50; i++) {
            server.ask("flood " + (with ? transport : "nobody") + " " + (64 << 10));
            others.awaitVolleys(4);
        }
        double p99 = others.p99();
        if (reader != null) {
            reader.close();
        }
        return p99;
    }

    private static double mebi(long bytes) {
        return bytes / (double) (1 << 20);
    }
}
