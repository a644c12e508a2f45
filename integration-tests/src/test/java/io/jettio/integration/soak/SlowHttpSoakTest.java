package io.jettio.integration.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jettio.integration.proofs.EchoClients;
import io.jettio.integration.proofs.Rounds;
import io.jettio.integration.proofs.Scale;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests that come byte by byte harm nobody and end in time. */
@Timeout(300)
class SlowHttpSoakTest {
    private static final int SLOW = Scale.of(40, 200);
    private static final int OTHERS = 50;

    /** How long the head of a request may take: the default in full. */
    private static final int REQUEST = Scale.of(10_000, 30_000);

    private static final int PING = 5_000;

    /** Until the server's timer and the next byte after its end have come. */
    private static final int LATER = 2_000;

    private static final double MOST = 1.1;
    private static final int MOST_ROUNDS = 200;

    @TempDir
    Path folder;

    @Test
    void slowRequestsHarmNobodyAndEnd() throws Exception {
        Rounds rounds = new Rounds();
        Random random = new Random(Scale.seed());
        try (SoakServer server = SoakServer.start(
                        folder, 0, "requestTimeout=" + REQUEST, "pingInterval=" + PING, "pingTimeout=" + PING);
                EchoClients others = new EchoClients(server.port(), OTHERS, "echo")) {
            others.awaitVolleys(Scale.of(50, 2_000));
            long before = server.descriptors();
            double[] interval;
            do {
                for (int i = 0; i < Scale.of(1, 40); i++) {
                    boolean withFirst = random.nextBoolean();
                    double first = round(server, others, withFirst);
                    double second = round(server, others, !withFirst);
                    rounds.add(withFirst ? first : second, withFirst ? second : first);
                }
                interval = rounds.interval();
            } while (Scale.full() && interval[0] <= MOST && interval[1] > MOST && rounds.count() < MOST_ROUNDS);
            Soak.print(
                    "p99 of %d others %.0f µs with %d slow requests, %.0f without: ratio %.3f, between %.3f and %.3f;"
                            + " %d rounds",
                    OTHERS,
                    rounds.medianWith(),
                    SLOW,
                    rounds.medianWithout(),
                    rounds.ratio(),
                    interval[0],
                    interval[1],
                    rounds.count());

            long start = System.nanoTime();
            try (SlowRequests slow = new SlowRequests(server.port(), SLOW)) {
                assertThat(slow.awaitEnd(60_000)).as("requests that go on").isZero();
            }
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            others.awaitVolleys(10);
            Soak.print(
                    "%d slow requests were gone after %d ms; %d descriptors before, %d after",
                    SLOW, millis, before, server.descriptors());
            assertThat(millis).as("ms until the last was gone").isGreaterThanOrEqualTo(REQUEST / 2);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() ->
                            assertThat(server.descriptors()).as("descriptors").isLessThanOrEqualTo(before + 2));
            if (Scale.full()) {
                assertThat(millis).as("ms until the last was gone").isLessThanOrEqualTo((long) REQUEST + LATER);
                assertThat(interval[1])
                        .as("p99 with against without, at most; at least it is " + interval[0])
                        .isLessThanOrEqualTo(MOST);
            }
        }
    }

    private static double round(SoakServer server, EchoClients others, boolean with) throws Exception {
        try (SlowRequests slow = new SlowRequests(server.port(), with ? SLOW : 0)) {
            others.awaitVolleys(20);
            others.restart();
            others.awaitVolleys(Scale.of(50, 200));
            double p99 = others.p99();
            assertThat(slow.going()).as("slow requests at the end of a round").isEqualTo(with ? SLOW : 0);
            return p99;
        }
    }
}
