package io.jettio.server.internal.socketio;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.Socket;
import io.jettio.server.internal.fixture.FakeExchange;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.PollingPeer;
import io.jettio.server.internal.fixture.SocketIoBench;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Events that handlers do not get through with pause the reading of their connection. */
class BackpressureTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final SocketIoBench bench = new SocketIoBench();
    private final List<Socket> joined = new CopyOnWriteArrayList<>();
    private final List<Object> told = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);

    BackpressureTest() {
        bench.io().onConnection(socket -> {
            joined.add(socket);
            socket.on("block", payload -> release.await());
            socket.on("ask", payload -> told.add("answer " + socket.call("q", Integer.class)));
            socket.on("n", Integer.class, told::add);
        });
    }

    @AfterEach
    void close() {
        release.countDown();
        bench.close();
    }

    @Test
    void aBlockedHandlerPausesItsConnectionAndNothingIsLost() {
        FakeWebSocket peer = bench.join().receive("42[\"block\"]");
        send(peer, 0, 2_000);
        assertThat(peer.isReading()).isFalse();
        assertThat(peer.unread()).isEqualTo(1_000);

        release.countDown();

        eventually(() -> assertThat(told).hasSize(2_000));
        for (int n = 0; n < 2_000; n++) {
            assertThat(told.get(n)).isEqualTo(n);
        }
        assertThat(peer.isReading()).isTrue();
    }

    @Test
    void largeEventsPauseItByTheirBytes() {
        FakeWebSocket peer = bench.join().receive("42[\"block\"]");
        String large = "42[\"x\",\"" + "x".repeat(600_000) + "\"]";
        peer.receive(large);
        assertThat(peer.isReading()).isTrue();
        peer.receive(large);
        assertThat(peer.isReading()).isFalse();
    }

    @Test
    void aPostIsHeldUntilTheHandlersAreThrough() {
        PollingPeer peer = new PollingPeer(bench.core(), "4");
        peer.post("40");
        eventually(() -> assertThat(joined).hasSize(1));
        peer.post("42[\"block\"]");
        StringBuilder payload = new StringBuilder("42[\"n\",0]");
        for (int n = 1; n < 1_500; n++) {
            payload.append("\u001e42[\"n\",").append(n).append("]");
        }

        FakeExchange post = peer.post(payload.toString());
        assertThat(post.isAnswered()).isFalse();
        release.countDown();

        eventually(() -> assertThat(post.isAnswered()).isTrue());
        assertThat(post.body()).isEqualTo("ok");
        eventually(() -> assertThat(told).hasSize(1_500));
        peer.post("1");
    }

    @Test
    void aBlockedHandlerCostsItsClientNoPingTimeout() {
        FakeWebSocket peer = bench.join().receive("42[\"block\"]");
        send(peer, 0, 2_000);

        bench.time().advance(Duration.ofMinutes(10));
        assertThat(bench.io().connections()).isOne();

        release.countDown();
        eventually(bench.time(), () -> assertThat(told).hasSize(2_000));
        assertThat(bench.io().connections()).isOne();
    }

    @Test
    void heartbeatsGoOnWhileAHandlerBlocks() {
        FakeWebSocket peer = bench.join().receive("42[\"block\"]").receive("42[\"n\",1]");
        for (int beat = 0; beat < 4; beat++) {
            bench.time().advance(Duration.ofSeconds(25));
            SocketIoBench.awaitSent(peer, "2");
            peer.forgetSent().receive("3");
        }
        assertThat(bench.io().connections()).isOne();
        assertThat(told).isEmpty();

        bench.time().advance(Duration.ofSeconds(45));
        assertThat(bench.io().connections())
                .as("connections, when one answers no ping")
                .isZero();
    }

    @Test
    void whileACallWaitsReadingGoesOnSoThatItsAckIsRead() {
        FakeWebSocket peer = bench.join().receive("42[\"ask\"]");
        eventually(() -> assertThat(peer.sent()).containsExactly("420[\"q\"]"));
        send(peer, 0, 3_000);
        assertThat(peer.isReading()).isTrue();

        peer.receive("430[7]");

        eventually(() -> assertThat(told).hasSize(3_001));
        assertThat(told.get(0)).isEqualTo("answer 7");
    }

    @Test
    void aCallBehindTheMaximumEndsByItsTimeoutAndReadingGoesOn() {
        CountDownLatch failed = new CountDownLatch(1);
        FakeWebSocket peer = bench.join();
        eventually(() -> assertThat(joined).hasSize(1));
        joined.get(0).onError(failure -> failed.countDown());
        peer.receive("42[\"ask\"]");
        eventually(() -> assertThat(peer.sent()).containsExactly("420[\"q\"]"));
        send(peer, 0, 5_000);
        peer.receive("430[7]");
        assertThat(peer.isReading()).isFalse();
        assertThat(failed.getCount()).isOne();

        bench.time().advance(Duration.ofSeconds(60));

        eventually(() -> assertThat(failed.getCount()).isZero());
        eventually(() -> assertThat(told).hasSize(5_000));
        assertThat(peer.unread()).isZero();
    }

    @Test
    void theEndOfABlockedConnectionIsNoticedAllTheSame() {
        FakeWebSocket peer = bench.join().receive("42[\"block\"]");
        send(peer, 0, 2_000);

        peer.closeByPeer();

        assertThat(bench.io().connections()).isZero();
        release.countDown();
        eventually(() -> assertThat(bench.io().of("/").sockets()).isEmpty());
    }

    private static void send(FakeWebSocket peer, int from, int to) {
        for (int n = from; n < to; n++) {
            peer.receive("42[\"n\"," + n + "]");
        }
    }
}
