package io.jettio.integration.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jettio.integration.proofs.Scale;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that come and go over both transports, hostile ones among them, leave the server as they found it. */
@Timeout(900)
class ChurnSoakTest {
    private static final int CLIENTS = Scale.of(30, 500);
    private static final int PACE = Scale.of(50, 1_000);
    private static final int MILLIS = Scale.of(6_000, 600_000);
    private static final int SAMPLES = Scale.of(6, 20);

    /** One in a hundred, with two attacks a second each, which is about one for a hundred messages. */
    private static final int HOSTILE = Math.max(1, CLIENTS / 100);

    private static final int ATTACK = 500;

    /** What the heap may have grown by from the second quarter of the time to the last, with what is under way, in bytes. */
    private static final long GROWTH = 2 << 20;

    /** What all those conversations may leave in the heap when they are over, in bytes. */
    private static final long LEFT = 1 << 20;

    /** What Jetty's pool may have; it lets go of one a minute, so that what it had before says nothing. */
    private static final int JETTY = Math.max(24, 4 * Runtime.getRuntime().availableProcessors());

    @TempDir
    Path folder;

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(HOSTILE);
    private final LongAdder attacks = new LongAdder();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void churnLeavesNothingBehind() throws Exception {
        long seed = Scale.seed();
        try (SoakServer server = SoakServer.start(folder, 0, "pingInterval=5000", "pingTimeout=5000")) {
            State before = warm(server, seed);
            List<Long> heaps = new ArrayList<>();
            Map<String, Long> crowd;
            try (Crowd clients = new Crowd(server.port(), CLIENTS, PACE, false, seed)) {
                attackForEver(server.port(), seed);
                for (int sample = 0; sample < SAMPLES; sample++) {
                    Soak.last(MILLIS / SAMPLES);
                    heaps.add(server.heap());
                    verify(clients, server);
                }
                await().atMost(Duration.ofSeconds(90)).until(() -> attacks.sum() > MILLIS / ATTACK / 2);
                clients.end();
                crowd = clients.counts();
            }
            timer.shutdownNow();
            assertThat(timer.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
            State after = awaitState(server, before);
            Map<String, Long> figures = server.figures();
            Soak.print(
                    "%d clients for %d s: %s; %d attacks; server: %s; seed %d",
                    CLIENTS, MILLIS / 1_000, crowd, attacks.sum(), figures, seed);
            Soak.print(
                    "heap in MiB %s; %s before, %s after",
                    heaps.stream()
                            .map(heap -> "%.1f".formatted(Soak.mebi(heap)))
                            .collect(Collectors.joining(" ")),
                    before,
                    after);
            assertThat(figures).as("of the server").doesNotContainKey("violations");
            if (Scale.full()) {
                long early = median(heaps.subList(SAMPLES / 4, SAMPLES / 2));
                long late = median(heaps.subList(SAMPLES * 3 / 4, SAMPLES));
                assertThat(late - early).as("growth of the heap").isLessThanOrEqualTo(GROWTH);
            }
        }
    }

    /** Throws what went wrong, if anything did, with what the server says of it. */
    private static void verify(Crowd clients, SoakServer server) throws IOException {
        try {
            clients.verify();
        } catch (AssertionError wrong) {
            throw new AssertionError(wrong.getMessage() + "; server: " + server.figures(), wrong);
        }
    }

    /** What is left of a server that nobody uses. */
    private record State(long heap, long descriptors, long handlers, long others, long jetty) {
        @Override
        public String toString() {
            return "%.1f MiB, %d descriptors, %d threads of handlers, %d others, %d of Jetty"
                    .formatted(Soak.mebi(heap), descriptors, handlers, others, jetty);
        }
    }

    private static State state(SoakServer server) throws IOException, InterruptedException {
        long heap = server.heap();
        long handlers = 0;
        long others = 0;
        long jetty = 0;
        for (Map.Entry<String, Integer> kind : server.threads().entrySet()) {
            String name = kind.getKey();
            if (name.startsWith("jettio-handler") || name.startsWith("jettio-complet")) {
                handlers += kind.getValue();
            } else if (name.startsWith("jettio-http")) {
                jetty += kind.getValue();
            } else if (name.startsWith("jettio")) {
                others += kind.getValue();
            }
        }
        return new State(heap, server.descriptors(), handlers, others, jetty);
    }

    /** Lets the server load all that it needs and make the threads that it keeps. */
    private State warm(SoakServer server, long seed) throws Exception {
        try (Crowd warming = new Crowd(server.port(), CLIENTS, PACE / 10 + 1, false, seed + 1)) {
            Hostile hostile = new Hostile(server.port(), new Random(seed));
            for (int i = 0; i < 100; i++) {
                attack(hostile);
            }
            Soak.last(Scale.of(2_000, 10_000));
            warming.end();
        }
        awaitNobody(server);
        return state(server);
    }

    private static void awaitNobody(SoakServer server) {
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> server.figures().get("connections") == 0);
    }

    private static State awaitState(SoakServer server, State before) {
        awaitNobody(server);
        State[] state = new State[1];
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    state[0] = state(server);
                    assertThat(state[0].descriptors).as("descriptors").isLessThanOrEqualTo(before.descriptors);
                    assertThat(state[0].handlers).as("threads of handlers").isLessThanOrEqualTo(before.handlers);
                    assertThat(state[0].others).as("other threads").isLessThanOrEqualTo(before.others);
                    assertThat(state[0].jetty).as("Jetty's threads").isLessThanOrEqualTo(JETTY);
                    assertThat(state[0].heap).as("heap").isLessThanOrEqualTo(before.heap + LEFT);
                });
        return state[0];
    }

    private void attackForEver(int port, long seed) {
        for (int i = 0; i < HOSTILE; i++) {
            Hostile hostile = new Hostile(port, new Random(seed - i));
            var unused = timer.scheduleWithFixedDelay(() -> attack(hostile), 0, ATTACK, TimeUnit.MILLISECONDS);
        }
    }

    private void attack(Hostile hostile) {
        try {
            hostile.attack();
        } catch (IOException refused) {
            // The server has closed the connection already.
        }
        attacks.increment();
    }

    private static long median(List<Long> of) {
        return of.stream().sorted().skip(of.size() / 2).findFirst().orElseThrow();
    }
}
