package io.jettio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A close leaves nothing behind. */
final class CloseTest {
    private static NodePeer peer;

    @BeforeAll
    static void startPeer() {
        peer = NodePeer.start();
    }

    @AfterAll
    static void stopPeer() {
        peer.close();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("jettio-"))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void threadsEndWithTheirManager(Way way) throws Exception {
        Socket socket = SocketIo.connect(peer.url("/"), way.options());
        assertThat(socket.call("echo", Integer.class, 1)).isEqualTo(1);
        assertThat(threads()).isNotEmpty();

        socket.close();

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> threads().isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void lastEventIsSentAndListenersEnd(Way way) throws Exception {
        BlockingQueue<String> left = new LinkedBlockingQueue<>();
        try (Socket log = SocketIo.connect(
                peer.url("/log"),
                Way.WEBSOCKET.options(),
                s -> s.on("left", String.class, String.class, (namespace, reason) -> left.add(namespace + reason)))) {
            assertThat(log.call("echo", Integer.class, 1)).isEqualTo(1);
            Socket socket = SocketIo.connect(peer.url("/chat"), way.options());
            assertThat(socket.call("echo", Integer.class, 1)).isEqualTo(1);
            CompletableFuture<DisconnectReason> reason = new CompletableFuture<>();
            socket.onDisconnect(reason::complete);
            CompletableFuture<String> pending = socket.emitWithAck("never", String.class);

            socket.close();

            assertThat(reason).isCompletedWithValue(DisconnectReason.IO_CLIENT_DISCONNECT);
            assertThatThrownBy(() -> Await.get(pending)).hasCauseInstanceOf(AckException.class);
            assertThat(Await.next(left)).isEqualTo("/chatclient namespace disconnect");
        }
    }

    @Test
    void closedManagerRefusesWork() {
        Manager manager = Manager.create(peer.url(""), o -> {});
        Socket socket = manager.socket("/");
        manager.close();
        manager.close();

        assertThatThrownBy(socket::connect).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> manager.socket("/other")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> socket.call("echo", String.class)).isInstanceOf(AckException.class);
        assertThat(socket.emitWithAck("echo", String.class)).isCompletedExceptionally();
        socket.emit("echo");
    }

    @Test
    void closedManagerRefusesWhatWouldBeTriedAgain() {
        Manager manager = Manager.create(peer.url(""), o -> o.retries(1));
        Socket socket = manager.socket("/");
        manager.close();

        assertThat(socket.emitWithAck("echo", String.class))
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .withCauseInstanceOf(AckException.class);
    }

    @Test
    void managerThatWouldCloseWithTheJvmIsNotKeptOnceItIsClosed() {
        WeakReference<Manager> manager = new WeakReference<>(closed(o -> o.closeOnShutdown(true)));
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            System.gc();
            return manager.get() == null;
        });
    }

    private static Manager closed(Consumer<ManagerOptions.Builder> options) {
        Manager manager = Manager.create(peer.url(""), options);
        manager.close();
        return manager;
    }

    @Test
    void closeInsideAListenerDoesNotWaitForItself() throws Exception {
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        SocketIo.connect(
                peer.url("/"),
                o -> {},
                s -> s.onConnect(() -> {
                    s.close();
                    closed.complete(true);
                }));
        assertThat(Await.get(closed)).isTrue();
    }

    @Test
    @Tag("feature:4.27")
    void blockedListenerDelaysNeitherAcksNorOtherSockets() throws Exception {
        try (Manager manager = Manager.create(peer.url(""), o -> {})) {
            CompletableFuture<Boolean> release = new CompletableFuture<>();
            CompletableFuture<Boolean> blocked = new CompletableFuture<>();
            Socket main = manager.socket("/").connect();
            Socket chat = manager.socket("/chat").connect();
            main.on("echoed", String.class, text -> {
                blocked.complete(true);
                release.join();
            });
            BlockingQueue<String> echoed = new LinkedBlockingQueue<>();
            chat.on("echoed", String.class, echoed::add);

            main.emit("echo", "x");
            Await.get(blocked);
            assertThat(main.call("echo", Integer.class, 1)).isEqualTo(1);
            chat.emit("echo", "y");
            assertThat(Await.next(echoed)).isEqualTo("y");
            release.complete(true);
        }
    }

    @Test
    void throwingListenerIsReportedAndChangesNothing() throws Exception {
        try (Socket socket = SocketIo.connect(peer.url("/"))) {
            BlockingQueue<Socket.HandlerFailure> failures = new LinkedBlockingQueue<>();
            socket.onError(failures::add);
            socket.on("echoed", String.class, text -> {
                throw new AssertionError("on purpose");
            });
            socket.on("echoed", Integer.class, number -> {});
            BlockingQueue<String> texts = new LinkedBlockingQueue<>();
            socket.on("echoed", String.class, texts::add);

            socket.emit("echo", "x");

            assertThat(Await.next(failures).cause()).hasMessage("on purpose");
            assertThat(Await.next(failures).event()).isEqualTo("echoed");
            assertThat(Await.next(texts)).isEqualTo("x");
        }
    }

    @Test
    void onceAndOffEndRegistrations() throws Exception {
        try (Socket socket = SocketIo.connect(peer.url("/"))) {
            BlockingQueue<String> told = new LinkedBlockingQueue<>();
            socket.once("echoed", String.class, text -> told.add("once " + text));
            socket.onAny((event, arguments) -> {
                if (event.equals("echoed")) {
                    told.add("any " + arguments.get(0, String.class));
                }
            });
            var registration = socket.on("echoed", String.class, text -> told.add("on " + text));
            socket.emit("echo", "1");
            assertThat(Await.next(told)).isEqualTo("any 1");
            assertThat(Await.next(told)).isEqualTo("once 1");
            assertThat(Await.next(told)).isEqualTo("on 1");
            registration.remove();
            socket.emit("echo", "2");
            assertThat(socket.call("echo", Integer.class, 1)).isEqualTo(1);
            assertThat(Await.next(told)).isEqualTo("any 2");
            assertThat(told).isEmpty();
        }
    }
}
