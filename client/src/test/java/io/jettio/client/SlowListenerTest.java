package io.jettio.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A listener that does not keep up stops the reading, and loses nothing by it. */
final class SlowListenerTest {
    private static final int EVENTS = 40_000;

    @ParameterizedTest
    @EnumSource
    void readingStopsAndGoesOn(Way way) throws Exception {
        receiveBehindABlockedListener(way, false);
    }

    @ParameterizedTest
    @EnumSource
    void pendingAckKeepsTheReadingGoing(Way way) throws Exception {
        receiveBehindABlockedListener(way, true);
    }

    private static void receiveBehindABlockedListener(Way way, boolean callMeanwhile) throws Exception {
        try (NodePeer peer = NodePeer.start(0, "{\"maxHttpBufferSize\":100000000}");
                Socket socket = SocketIo.socket(peer.url("/"), way.options())) {
            CompletableFuture<Boolean> blocked = new CompletableFuture<>();
            CompletableFuture<Boolean> release = new CompletableFuture<>();
            CompletableFuture<Boolean> all = new CompletableFuture<>();
            AtomicInteger next = new AtomicInteger();
            socket.on("n", Integer.class, n -> {
                blocked.complete(true);
                release.join();
                if (!next.compareAndSet(n, n + 1)) {
                    all.completeExceptionally(new AssertionError("expected " + next + " but got " + n));
                } else if (n == EVENTS - 1) {
                    all.complete(true);
                }
            });
            socket.connect();
            socket.emit("burst", EVENTS);
            Await.get(blocked);
            if (callMeanwhile) {
                assertThat(socket.call("echo", Integer.class, 1)).isEqualTo(1);
            }
            release.complete(true);
            Await.get(all);
            assertThat(socket.call("echo", Integer.class, 2)).isEqualTo(2);
        }
    }
}
