package io.jettio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.protocol.TypeRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The client that blocks, against the reference server. */
@Tag("feature:4.18")
final class SimpleClientTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static NodePeer peer;

    @BeforeAll
    static void startPeer() {
        peer = NodePeer.start();
    }

    @AfterAll
    static void stopPeer() {
        peer.close();
    }

    private static SimpleClient.Builder quick(String url) {
        return SimpleClient.builder(url)
                .connectTimeout(SOON)
                .options(options ->
                        options.reconnectionDelay(Duration.ofMillis(20)).reconnectionDelayMax(Duration.ofMillis(50)));
    }

    @Test
    void connectsEmitsCallsAndReceives() throws Exception {
        try (SimpleClient client = SimpleClient.connect(peer.url("/chat"))) {
            assertThat(client.connected()).isTrue();
            SimpleClient.Event hello = client.receive();
            assertThat(hello.name()).isEqualTo("hello");
            assertThat(hello.arguments().get(0, new TypeRef<Map<String, Object>>() {}))
                    .containsEntry("id", client.id());
            client.emitAll("echo", List.of("text", new byte[] {1, 2}));
            SimpleClient.Event echoed = client.receive(SOON).orElseThrow();
            assertThat(echoed.name()).isEqualTo("echoed");
            assertThat(echoed.arguments().get(0, String.class)).isEqualTo("text");
            assertThat(echoed.arguments().get(1, byte[].class)).containsExactly(1, 2);
            assertThat(client.call("echo", String.class, "called")).isEqualTo("called");
            assertThat(client.callAll("echo", new TypeRef<List<Integer>>() {}, List.of(List.of(1, 2))))
                    .containsExactly(1, 2);
            assertThat(client.receive(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void nothingInTimeIsNoFailure() throws Exception {
        try (SimpleClient client = SimpleClient.connect(peer.url("/"))) {
            client.receive();
            long begun = System.nanoTime();
            assertThat(client.receive(Duration.ofMillis(120))).isEmpty();
            assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(120));
        }
    }

    @Test
    void receivingWaitsOverALostConnection() throws Exception {
        try (SimpleClient client = quick(peer.url("/")).connect()) {
            String id = client.id();
            client.receive();
            client.emit("drop");
            SimpleClient.Event hello = client.receive(SOON).orElseThrow();
            assertThat(hello.name()).isEqualTo("hello");
            assertThat(client.id()).isNotEqualTo(id);
        }
    }

    @Test
    void whatIsEmittedAndCalledWaitsUntilTheServerIsBack() throws Exception {
        HeldPort port = new HeldPort();
        NodePeer first = NodePeer.start(port.number(), "{}");
        try (SimpleClient client = quick(port.url("/")).connect()) {
            CompletableFuture<Object> unanswered = call(client, "never");
            assertThat(client.call("echo", String.class, "sent behind it")).isEqualTo("sent behind it");
            first.kill();
            Awaitility.await().atMost(SOON).until(() -> !client.connected());
            CompletableFuture<Object> emitted = inItsOwnThread(() -> client.emit("count", 7));
            try (NodePeer second = NodePeer.start(port.number(), "{}")) {
                emitted.get(30, TimeUnit.SECONDS);
                assertThat(client.callAll("counted", new TypeRef<List<Integer>>() {}, List.of()))
                        .contains(7);
                assertThat(unanswered)
                        .as("emitted again, and again not answered")
                        .isNotDone();
                assertThat(second.port()).isEqualTo(port.number());
                client.disconnect();
                assertThatThrownBy(() -> unanswered.get(30, TimeUnit.SECONDS))
                        .hasRootCauseInstanceOf(DisconnectedException.class);
            }
        } finally {
            first.close();
            port.close();
        }
    }

    @Test
    void aCallIsEmittedAgainOverTheNextConnection() throws Exception {
        try (SimpleClient client = quick(peer.url("/")).connect()) {
            client.receive();
            CompletableFuture<Object> unanswered = call(client, "never");
            client.call("echo", String.class, "sent behind it");
            client.emit("drop");
            assertThat(client.receive(SOON).orElseThrow().name()).isEqualTo("hello");
            assertThat(client.call("echo", String.class, "behind it again")).isEqualTo("behind it again");
            assertThat(unanswered).isNotDone();
        }
    }

    private static CompletableFuture<Object> call(SimpleClient client, String event) {
        return inItsOwnThread(() -> client.call(event, Object.class));
    }

    /** Who waits by a clock keeps a thread of the common pool, and on two cores that pool has one. */
    private static CompletableFuture<Object> inItsOwnThread(Callable<Object> waiting) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return waiting.call();
                    } catch (RuntimeException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> new Thread(task, "application").start());
    }

    @Test
    void whoWaitsIsToldOfTheEnd() throws Exception {
        try (SimpleClient client = quick(peer.url("/")).connect()) {
            client.receive();
            client.emit("kick");
            assertThatThrownBy(client::receive).isInstanceOf(DisconnectedException.class);
            assertThatThrownBy(() -> client.emit("echo")).isInstanceOf(DisconnectedException.class);
            assertThatThrownBy(() -> client.call("echo", String.class)).isInstanceOf(DisconnectedException.class);
        }
    }

    @Test
    void whoWaitsIsToldWhenTheSocketBehindItGivesUp() throws Exception {
        try (HeldPort port = new HeldPort();
                NodePeer server = NodePeer.start(port.number(), "{}");
                SimpleClient client = quick(port.url("/")).connect()) {
            client.receive();
            server.kill();
            Awaitility.await().atMost(SOON).until(() -> !client.connected());
            CompletableFuture<Object> received = inItsOwnThread(client::receive);
            client.socket().disconnect();
            assertThatThrownBy(() -> received.get(30, TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(DisconnectedException.class);
        }
    }

    @Test
    void goesOnWhenTheSocketBehindItIsConnectedAgain() throws Exception {
        try (SimpleClient client = quick(peer.url("/")).connect()) {
            client.receive();
            client.emit("kick");
            assertThatThrownBy(client::receive).isInstanceOf(DisconnectedException.class);
            // Registered behind the client's own listener, so told after it.
            CompletableFuture<Void> again = new CompletableFuture<>();
            client.socket().onConnect(() -> again.complete(null));
            client.socket().connect();
            again.get(30, TimeUnit.SECONDS);
            assertThat(client.receive(SOON).orElseThrow().name()).isEqualTo("hello");
            assertThat(client.call("echo", String.class, "again")).isEqualTo("again");
        }
    }

    @Test
    void whatHasArrivedIsReceivedBehindTheEndToo() throws Exception {
        SimpleClient client = quick(peer.url("/")).connect();
        client.emit("burst", 3);
        client.call("echo", String.class, "behind it");
        client.close();
        assertThat(client.receive().name()).isEqualTo("hello");
        assertThat(client.receive().name()).isEqualTo("n");
        client.receive();
        client.receive();
        assertThatThrownBy(client::receive).isInstanceOf(DisconnectedException.class);
    }

    @Test
    void theOldestIsDroppedAtTheBounds() throws Exception {
        try (SimpleClient client = quick(peer.url("/")).maxEvents(3).connect()) {
            client.receive();
            client.emit("burst", 10);
            client.call("echo", String.class, "behind them");
            assertThat(client.receive().arguments().get(0, int.class)).isEqualTo(7);
            assertThat(client.receive().arguments().get(0, int.class)).isEqualTo(8);
            assertThat(client.receive().arguments().get(0, int.class)).isEqualTo(9);
            assertThat(client.dropped()).isEqualTo(7);
        }
        try (SimpleClient client = quick(peer.url("/")).maxBytes(100).connect()) {
            client.receive();
            client.emit("echo", "small");
            client.emit("echo", (Object) new byte[200]);
            client.call("echo", String.class, "behind them");
            assertThat(client.receive().arguments().get(0, byte[].class)).hasSize(200);
            assertThat(client.dropped()).isEqualTo(1);
        }
    }

    @Test
    void refusalSaysWhatTheServerSaid() {
        assertThatThrownBy(() -> SimpleClient.connect(peer.url("/private")))
                .isInstanceOfSatisfying(DisconnectedException.class, refused -> {
                    assertThat(refused).hasMessageContaining("not authorized");
                    assertThat(refused.error().orElseThrow().refused()).isTrue();
                });
    }

    @Test
    void connectingEndsInTime() throws Exception {
        try (HeldPort port = new HeldPort()) {
            SimpleClient.Builder builder = quick(port.url("/")).connectTimeout(Duration.ofMillis(200));
            assertThatThrownBy(builder::connect)
                    .isInstanceOf(DisconnectedException.class)
                    .hasMessageContaining("not connected within PT0.2S");
        }
    }
}
