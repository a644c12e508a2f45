package io.jettio.server.internal.socketio;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static io.jettio.server.internal.fixture.SocketIoBench.awaitSent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.server.RateLimit;
import io.jettio.server.RateLimit.Verdict;
import io.jettio.server.internal.fixture.LogWatch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How many events a socket may send, and what becomes of the others. */
class RateLimitTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final JoinedPeer joined = new JoinedPeer();

    RateLimitTest() {
        joined.socket.on("x", Integer.class, n -> joined.told.add("x" + n));
        joined.socket.on("y", Integer.class, n -> joined.told.add("y" + n));
    }

    @AfterEach
    void close() {
        joined.close();
    }

    @Test
    void withoutALimitThereIsNone() {
        joined.receive(packets("x", 500));
        assertThat(joined.told()).hasSize(500);
    }

    @Test
    void whatFindsNoTokenIsDroppedAndTokensComeBackSteadily() {
        joined.bench.io().limitEvents("x", RateLimit.of(2, SECOND));

        joined.receive(packets("x", 4));
        assertThat(joined.told()).containsExactly("x0", "x1");
        joined.bench.time().advance(Duration.ofMillis(400));
        joined.receive(packets("x", 1));
        assertThat(joined.told()).hasSize(2);
        joined.bench.time().advance(Duration.ofMillis(100));
        joined.receive(packets("x", 2));

        assertThat(joined.told()).containsExactly("x0", "x1", "x0");
    }

    @Test
    void theBucketHoldsNoMoreThanItsBurst() {
        joined.bench.io().limitEvents("x", RateLimit.of(100, SECOND).withBurst(3));
        joined.bench.time().advance(Duration.ofSeconds(20));
        joined.receive(packets("x", 10));
        assertThat(joined.told()).containsExactly("x0", "x1", "x2");
    }

    @Test
    void eachNameAndEachSocketHasABucketOfItsOwn() {
        joined.bench.io().of("/").limitEvents("x", RateLimit.of(1, SECOND));
        joined.bench.io().of("/").limitEvents("y", RateLimit.of(2, SECOND));
        joined.bench.io().onConnection(other -> other.on("x", Integer.class, n -> joined.told.add("other" + n)));

        joined.receive("42[\"x\",0]", "42[\"x\",1]", "42[\"y\",0]", "42[\"y\",1]", "42[\"y\",2]");
        joined.bench.join().receive("42[\"x\",0]").receive("42[\"x\",1]");

        eventually(() -> assertThat(joined.told()).contains("other0"));
        assertThat(joined.told()).containsExactly("x0", "y0", "y1", "other0");
    }

    @Test
    void aLimitForAllNamesCountsThemTogether() {
        joined.bench.io().limitEvents(RateLimit.of(3, SECOND));
        joined.peer
                .receive("42[\"x\",0]")
                .receive("42[\"y\",1]")
                .receive("42[\"x\",2]")
                .receive("42[\"y\",3]");
        joined.bench.time().advance(SECOND);
        joined.receive();
        assertThat(joined.told()).containsExactly("x0", "y1", "x2");
    }

    @Test
    void theHookMayAnswerWhoWaitsForAnAck() {
        joined.socket.onAny((event, arguments) -> joined.told.add("any " + event));
        joined.bench.io().limitEvents("x", RateLimit.of(1, SECOND).answer((socket, event, arguments) -> {
            joined.told.add("beyond " + event + arguments.json() + (socket == joined.socket));
            return Verdict.ack(List.of(Map.of("error", "slow down")));
        }));

        joined.receive("420[\"x\",0]", "421[\"x\",1]", "42[\"x\",2]");

        assertThat(joined.told()).containsExactly("any x", "x0", "beyond x[1]true", "beyond x[2]true", "any end");
        assertThat(joined.peer.sent()).containsExactly("431[{\"error\":\"slow down\"}]");
    }

    @Test
    void theHookMayDisconnectTheSocket() {
        joined.socket.onDisconnect(reason -> joined.told.add(reason.toString()));
        joined.bench
                .io()
                .limitEvents("x", RateLimit.of(1, SECOND).answer((socket, event, arguments) -> Verdict.disconnect()));
        joined.peer.receive("42[\"x\",0]").receive("42[\"x\",1]").receive("42[\"x\",2]");
        eventually(() -> assertThat(joined.told()).containsExactly("x0", "server namespace disconnect"));
        awaitSent(joined.peer, "41");
        assertThat(joined.peer.closeCode()).isNull();
    }

    @Test
    void theHookMayCloseTheConnection() {
        joined.bench
                .io()
                .limitEvents(
                        "x", RateLimit.of(1, SECOND).answer((socket, event, arguments) -> Verdict.disconnectAll()));
        joined.peer.receive("42[\"x\",0]").receive("42[\"x\",1]");
        eventually(() -> assertThat(joined.peer.closeCode()).isEqualTo(1000));
    }

    @Test
    void aHookThatThrowsDropsTheEventAndTheErrorHookIsTold() {
        joined.socket.onError(
                failure -> joined.told.add(failure.event() + failure.cause().getMessage()));
        joined.bench.io().limitEvents("x", RateLimit.of(1, SECOND).answer((socket, event, arguments) -> {
            throw new IllegalStateException(" on purpose");
        }));
        joined.receive(packets("x", 2));
        assertThat(joined.told()).containsExactly("x0", "x on purpose");
    }

    @Test
    void aLimitIsOfUsefulSize() {
        assertThatThrownBy(() -> RateLimit.of(0, SECOND)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RateLimit.of(1, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RateLimit.of(1, Duration.ofDays(2))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RateLimit.of(1, SECOND).withBurst(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String[] packets(String event, int number) {
        return IntStream.range(0, number)
                .mapToObj(n -> "42[\"" + event + "\"," + n + "]")
                .toArray(String[]::new);
    }
}
