package io.jettio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Managers that share threads, and sockets that find the manager of their address. */
final class ClientContextTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private static NodePeer peer;

    @BeforeAll
    static void startPeer() {
        peer = NodePeer.start();
    }

    @AfterAll
    static void stopPeer() {
        peer.close();
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .filter(thread -> thread.getName().startsWith("jettio-"))
                .toList();
    }

    @Test
    @Tag("feature:4.1")
    void socketsOfOneAddressShareOneConnection() throws Exception {
        try (ClientContext context = ClientContext.create()) {
            Socket main = context.connect(peer.url("/"), o -> {}, s -> {}).connect(LONG);
            Socket chat = context.connect(peer.url("/chat"), o -> {}, s -> {}).connect(LONG);
            assertThat(chat.manager()).isSameAs(main.manager());
            Socket again = context.socket(peer.url("/chat"), o -> {});
            assertThat(again.manager()).as("the namespace is taken").isNotSameAs(main.manager());
            assertThat(context.socket(peer.url("/log"), o -> o.forceNew(true)).manager())
                    .isNotSameAs(main.manager());
            assertThat(context.socket(peer.url("/log"), o -> o.multiplex(false)).manager())
                    .isNotSameAs(main.manager());
            assertThat(context.socket(peer.url("/log"), o -> o.path("/elsewhere"))
                            .manager())
                    .isNotSameAs(main.manager());

            chat.close();
            assertThat(main.call("echo", Integer.class, 1))
                    .as("closing one leaves the others")
                    .isEqualTo(1);
        }
    }

    @Test
    @Tag("feature:4.24")
    void numberOfThreadsDoesNotGrowWithThatOfManagers() throws Exception {
        Set<Thread> before = new HashSet<>(threads());
        try (ClientContext context = ClientContext.create()) {
            List<Socket> sockets = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                sockets.add(context.manager(peer.url(""), o -> {}).socket("/").connect(LONG));
            }
            for (Socket socket : sockets) {
                assertThat(socket.call("echo", Integer.class, 1)).isEqualTo(1);
            }
            List<Thread> now = new ArrayList<>(threads());
            now.removeAll(before);
            assertThat(now).allMatch(Thread::isDaemon);
            assertThat(now.stream().filter(thread -> thread.getName().endsWith("-strand")))
                    .hasSize(1);
            assertThat(now.stream().filter(thread -> thread.getName().startsWith("jettio-io")))
                    .hasSizeLessThan(20);
        }
        Awaitility.await().atMost(LONG).until(() -> before.containsAll(threads()));
    }

    @Test
    void managersCloseWaitsForItsListenersAndLeavesTheThreads() throws Exception {
        try (ClientContext context = ClientContext.create()) {
            Manager one = context.manager(peer.url(""), o -> {});
            Socket other = context.manager(peer.url(""), o -> {}).socket("/").connect(LONG);
            CountDownLatch entered = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            CompletableFuture<Boolean> done = new CompletableFuture<>();
            Socket socket = one.socket("/");
            socket.onDisconnect(reason -> {
                entered.countDown();
                done.complete(go.await(30, TimeUnit.SECONDS));
            });
            socket.connect(LONG);
            CompletableFuture<Void> closing =
                    CompletableFuture.runAsync(one::close, task -> new Thread(task, "application").start());
            assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(closing).isNotDone();
            go.countDown();
            Await.get(closing);
            assertThat(done).isCompletedWithValue(true);
            assertThat(other.call("echo", Integer.class, 1)).isEqualTo(1);
        }
    }

    @Test
    void closedContextRefusesWork() {
        ClientContext context = ClientContext.create();
        Socket socket = context.socket(peer.url("/"), o -> {});
        context.close();
        context.close();
        assertThatThrownBy(() -> context.socket(peer.url("/"), o -> {})).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(socket::connect).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> socket.connect(LONG)).isInstanceOf(IllegalStateException.class);
    }
}
