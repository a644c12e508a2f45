package io.jettio.server.internal.socketio;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.AckException;
import io.jettio.server.internal.fixture.Joined;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.SocketIoBench;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Acks that never come must not be kept: a million of them, over clients that are connected all the time and mute. */
class MillionAcksTest {
    private static final int SOCKETS = 100;
    private static final int ROUNDS = 20;
    private static final int EMITS = 500;
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    @RegisterExtension
    final LogWatch log = new LogWatch();

    // No heartbeat falls into the test's time, so that nobody is disconnected.
    private final SocketIoBench bench = new SocketIoBench(options -> options.pingInterval(Duration.ofHours(1)));
    private final List<Joined> mute = new ArrayList<>();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aMillionEmitsWithAckAndTimeoutLeaveNothingBehind() {
        for (int i = 0; i < SOCKETS; i++) {
            mute.add(Joined.to(bench));
        }
        int deadlines = bench.time().queue().size();
        AtomicInteger timeouts = new AtomicInteger();
        List<WeakReference<Object>> sample = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Joined each : mute) {
                for (int i = 0; i < EMITS; i++) {
                    CompletableFuture<String> asked =
                            each.socket().timeout(TIMEOUT).emitWithAck("q", String.class);
                    count(asked, timeouts);
                    if (i == 0) {
                        sample.add(new WeakReference<>(asked));
                    }
                }
                each.peer().forgetSent();
            }
            assertThat(table(0).size()).isEqualTo(EMITS);
            assertThat(bench.time().queue().size()).isGreaterThanOrEqualTo(SOCKETS * EMITS);
            bench.time().advance(TIMEOUT);
            assertThat(bench.time().queue().size()).as("armed deadlines").isLessThanOrEqualTo(deadlines);
        }

        eventually(() -> assertThat(timeouts).hasValue(SOCKETS * ROUNDS * EMITS));
        assertThat(mute)
                .allSatisfy(each -> assertThat(each.socket().connected()).isTrue());
        for (int i = 0; i < SOCKETS; i++) {
            assertThat(table(i).size()).as("acks of socket " + i).isZero();
        }
        eventually(() -> {
            System.gc();
            assertThat(sample).as("reachable futures").allMatch(reference -> reference.refersTo(null));
        });
    }

    private AckTable table(int index) {
        return ((DefaultSocket) mute.get(index).socket()).acks();
    }

    private static void count(CompletableFuture<String> asked, AtomicInteger timeouts) {
        var unused = asked.whenComplete((value, failure) -> {
            if (failure instanceof AckException e && e.reason() == AckException.Reason.TIMEOUT) {
                timeouts.incrementAndGet();
            }
        });
    }
}
