package io.jettio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.protocol.TypeRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that go, come back, or are not there. */
final class ReconnectionTest {
    private static final Duration SOON = Duration.ofMillis(30);

    @ParameterizedTest
    @EnumSource
    @Tag("feature:4.9")
    void bufferArrivesOnceTheKilledServerIsBack(Way way) throws Exception {
        HeldPort port = new HeldPort();
        NodePeer first = NodePeer.start(port.number(), "{}");
        AtomicInteger tokens = new AtomicInteger();
        BlockingQueue<DisconnectReason> reasons = new LinkedBlockingQueue<>();
        BlockingQueue<Map<String, Object>> hello = new LinkedBlockingQueue<>();
        try (Socket socket = SocketIo.connect(
                first.url("/chat"),
                way.and(o -> o.reconnectionDelay(SOON).auth(() -> Map.of("n", tokens.incrementAndGet()))),
                s -> {
                    s.onDisconnect(reasons::add);
                    s.on("hello", new TypeRef<Map<String, Object>>() {}, hello::add);
                })) {
            assertThat(Await.next(hello)).containsEntry("auth", Map.of("n", 1L));
            CompletableFuture<String> lost = socket.emitWithAck("never", String.class);
            assertThat(socket.call("echo", Integer.class, 1)).isEqualTo(1);

            first.kill();
            assertThat(Await.next(reasons)).isIn(DisconnectReason.TRANSPORT_CLOSE, DisconnectReason.TRANSPORT_ERROR);
            assertThatThrownBy(() -> Await.get(lost)).hasCauseInstanceOf(AckException.class);
            assertThat(socket.active()).isTrue();
            List<Integer> numbers = IntStream.range(0, 200).boxed().toList();
            numbers.forEach(n -> socket.emit("count", n));
            CompletableFuture<List<Integer>> counted = socket.emitWithAck("counted", new TypeRef<List<Integer>>() {});

            try (NodePeer second = NodePeer.start(port.number(), "{}")) {
                assertThat(Await.get(counted)).isEqualTo(numbers);
                assertThat(Await.next(hello)).as("asked anew").containsEntry("auth", Map.of("n", 2L));
                assertThat(second.port()).isEqualTo(port.number());
            }
        } finally {
            first.close();
            port.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("feature:4.4")
    void attemptsAreCountedAndEnd(Way way) throws Exception {
        try (HeldPort port = new HeldPort();
                Manager manager = Manager.create(
                        port.url(""), way.and(o -> o.reconnectionDelay(SOON).reconnectionAttempts(2)))) {
            BlockingQueue<String> told = new LinkedBlockingQueue<>();
            BlockingQueue<ConnectError> errors = new LinkedBlockingQueue<>();
            manager.onReconnectAttempt(n -> told.add("attempt " + n));
            manager.onReconnectError(error -> told.add("error"));
            manager.onReconnectFailed(() -> told.add("failed"));
            Socket socket = manager.socket("/");
            socket.onConnectError(errors::add);
            socket.connect();

            for (String expected : List.of("attempt 1", "error", "attempt 2", "error", "failed")) {
                assertThat(Await.next(told)).isEqualTo(expected);
            }
            assertThat(Await.next(errors).refused()).isFalse();
            assertThat(Await.next(errors).cause()).isPresent();
            assertThat(socket.active()).isFalse();

            try (NodePeer peer = NodePeer.start(port.number(), "{}")) {
                assertThat(peer.port()).isEqualTo(port.number());
                socket.connect();
                assertThat(socket.call("echo", Integer.class, 1)).isEqualTo(1);
            }
        }
    }

    @Test
    @Tag("feature:4.12")
    void ackOfABufferedEventTimesOutAndTheEventIsNotSent() throws Exception {
        try (HeldPort port = new HeldPort();
                Socket socket = SocketIo.connect(port.url("/"), o -> o.reconnectionDelay(Duration.ofMillis(200)))) {
            socket.emit("count", 1);
            assertThatThrownBy(() -> socket.timeout(SOON).call("count", String.class, 2))
                    .isInstanceOf(AckException.class);
            socket.emit("count", 3);
            try (NodePeer peer = NodePeer.start(port.number(), "{}")) {
                assertThat(peer.port()).isEqualTo(port.number());
                assertThat(socket.call("counted", new TypeRef<List<Integer>>() {}))
                        .containsExactly(1, 3);
            }
        }
    }

    @Test
    void bufferIsBounded() throws Exception {
        try (HeldPort port = new HeldPort();
                Socket socket = SocketIo.socket(port.url("/"), o -> o.maxBufferedPackets(3))) {
            socket.emit("a");
            socket.emit("b", (Object) new byte[] {1});
            assertThatThrownBy(() -> socket.emit("c")).isInstanceOf(BufferFullException.class);
            assertThatThrownBy(() -> socket.call("c", String.class))
                    .isInstanceOfSatisfying(
                            AckException.class,
                            failure -> assertThat(failure.reason()).isEqualTo(AckException.Reason.BUFFER_FULL));
        }
    }

    @Test
    @Tag("feature:1.19")
    void silentServerIsLeft() throws Exception {
        BlockingQueue<DisconnectReason> reasons = new LinkedBlockingQueue<>();
        // Within the heartbeat the client has to join, however busy the machine is: before, it has nothing to leave.
        try (HostileServer server = HostileServer.silentAfterHandshake(2_000, 2_000);
                Socket socket =
                        SocketIo.connect(server.url(), o -> o.reconnection(false), s -> s.onDisconnect(reasons::add))) {
            assertThat(Await.next(reasons)).isEqualTo(DisconnectReason.PING_TIMEOUT);
            assertThat(socket.connected()).isFalse();
        }
    }
}
