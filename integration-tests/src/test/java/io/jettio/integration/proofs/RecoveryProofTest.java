package io.jettio.integration.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.integration.LogWatch;
import io.jettio.server.Namespace;
import io.jettio.server.SocketIoServer;
import io.jettio.server.adapter.RecoveryOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Official clients lose their connections in every way while they are sent to, and each gets what a small model says. */
@Tag("feature:3.89")
class RecoveryProofTest {
    private static final Duration BRIEF = Duration.ofMillis(100);
    static final Duration LONGER_THAN_BRIEF = Duration.ofMillis(400);

    private final LogWatch log = new LogWatch();
    private final ExecutorService threads = Executors.newFixedThreadPool(6);
    private final SocketIoServer lasting = server(RecoveryOptions.DEFAULTS);
    private final SocketIoServer brief = server(RecoveryOptions.DEFAULTS.withMaxDisconnectionDuration(BRIEF));

    private static SocketIoServer server(RecoveryOptions options) {
        return SocketIoServer.create(o -> o.pingInterval(Duration.ofMinutes(5)).recovery(options));
    }

    @AfterEach
    void stop() {
        lasting.close();
        brief.close();
        threads.shutdownNow();
        log.close();
    }

    @Test
    void clientsGetWhatTheyMissedOnceAndInOrder() throws Exception {
        int schedules = Scale.of(40, 500);
        long seed = Scale.seed();
        Scale.print("recovery, seed %d", seed);
        lasting.listen("127.0.0.1", 0);
        brief.listen("127.0.0.1", 0);
        Random random = new Random(seed);
        long from = System.nanoTime();
        long losses = 0;
        long emitted = 0;
        LosingClients clients = new LosingClients();
        try {
            List<Future<RecoverySchedule>> running = new ArrayList<>();
            for (int i = 0; i < schedules; i++) {
                boolean expires = random.nextInt(8) == 0;
                SocketIoServer io = expires ? brief : lasting;
                Namespace namespace = io.of("/s" + i);
                if (random.nextBoolean()) {
                    slowDown(namespace, random.nextLong());
                }
                RecoverySchedule schedule =
                        new RecoverySchedule("s" + i, random.nextLong(), clients, namespace, expires);
                running.add(threads.submit(() -> {
                    schedule.run(io.port());
                    return schedule;
                }));
            }
            for (Future<RecoverySchedule> schedule : running) {
                losses += schedule.get().losses();
                emitted += schedule.get().emitted();
            }
        } finally {
            clients.stop();
        }
        Scale.print(
                "recovery: %d schedules, %d connections lost, %d events beside those of the flow; %d ms",
                schedules, losses, emitted, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from));
        assertThat(losses).isGreaterThan(schedules);
    }

    /** Has a middleware take its time, while events go on. */
    private static void slowDown(Namespace namespace, long seed) {
        Random random = new Random(seed);
        namespace.useAsync(request -> {
            long millis;
            synchronized (random) {
                millis = random.nextInt(20);
            }
            return new CompletableFuture<Void>().completeOnTimeout(null, millis, TimeUnit.MILLISECONDS);
        });
    }
}
