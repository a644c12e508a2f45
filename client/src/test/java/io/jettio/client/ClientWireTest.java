package io.jettio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.client.engine.TransportType;
import io.jettio.protocol.TypeRef;
import io.jettio.protocol.socketio.Payload;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the client promises beyond single events, against the reference server with recovery on. */
final class ClientWireTest {
    private static final Duration SOON = Duration.ofMillis(30);
    private static final Duration LONG = Duration.ofSeconds(30);

    private static NodePeer peer;

    @BeforeAll
    static void startPeer() {
        peer = NodePeer.start(0, "{\"connectionStateRecovery\":{\"maxDisconnectionDuration\":60000}}");
    }

    @AfterAll
    static void stopPeer() {
        peer.close();
    }

    @ParameterizedTest
    @EnumSource
    @Tag("feature:4.14")
    @Tag("feature:4.2")
    void socketIsRecoveredWithWhatItMissed(Way way) throws Exception {
        BlockingQueue<String> news = new LinkedBlockingQueue<>();
        BlockingQueue<DisconnectReason> lost = new LinkedBlockingQueue<>();
        try (Socket socket = SocketIo.connect(
                        peer.url("/chat"), way.and(o -> o.reconnectionDelay(Duration.ofMillis(400))), s -> {
                            s.on("news", String.class, String.class, (a, b) -> news.add(a + "," + b));
                            s.onDisconnect(lost::add);
                        });
                Socket other = SocketIo.connect(peer.url("/chat"), way.options())) {
            other.connect(LONG);
            socket.connect(LONG);
            String id = socket.id();
            other.emit("tell", "news", "one");
            assertThat(Await.next(news)).as("the offset is no argument").isEqualTo("one,null");

            socket.emit("drop");
            Await.next(lost);
            other.emit("tell", "news", "two", "three");
            assertThat(Await.next(news)).isEqualTo("two,three");
            assertThat(socket.recovered()).isTrue();
            assertThat(socket.id()).isEqualTo(id);
            assertThat(socket.call("recovered", Boolean.class)).isTrue();
        }
    }

    @Test
    @Tag("feature:4.14")
    void rawHandlersSeeWhatTheOfficialClientShows() throws Exception {
        BlockingQueue<Payload> news = new LinkedBlockingQueue<>();
        BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        try (Socket socket = SocketIo.connect(peer.url("/chat"), o -> o.transports(TransportType.WEBSOCKET), s -> {
            s.on("news", news::add);
            s.on("quick", String.class, texts::add);
        })) {
            socket.connect(LONG);
            socket.emit("tell", "news", 1);
            Payload payload = Await.next(news);
            assertThat(payload.size()).isEqualTo(2);
            assertThat(payload.get(1, String.class)).isNotEmpty();
            socket.emit("tellVolatile", "quick", "a text that is no offset");
            assertThat(Await.next(texts)).isEqualTo("a text that is no offset");
        }
    }

    @Test
    @Tag("feature:4.1")
    @Tag("feature:4.2")
    void severalNamespacesConnectTogetherOrAreNamed() throws Exception {
        try (Manager manager = Manager.create(peer.url(""), o -> {})) {
            manager.connect(LONG, "/", "/chat");
            assertThat(manager.socket("/chat").call("echo", Integer.class, 1)).isEqualTo(1);
            assertThatThrownBy(() -> manager.connect(LONG, "/", "/private", "/unknown"))
                    .isInstanceOfSatisfying(ConnectFailedException.class, failed -> {
                        assertThat(failed.failures()).containsOnlyKeys("/private", "/unknown");
                        assertThat(failed.failures().get("/unknown").message()).isEqualTo("Invalid namespace");
                    });
            assertThat(manager.awaitEnd(Duration.ofMillis(20))).isFalse();
            manager.socket("/").disconnect();
            manager.socket("/chat").disconnect();
            assertThat(manager.awaitEnd(LONG)).isTrue();
        }
    }

    @Test
    @Tag("feature:4.8")
    void refusedSocketAsksAgainAsItsApplicationDecides() throws Exception {
        BlockingQueue<ConnectError> errors = new LinkedBlockingQueue<>();
        try (Socket socket = SocketIo.connect(peer.url("/later"), o -> o.auth(Map.of("after", 3)), s -> {
            s.onConnectError(errors::add);
            s.onRefusal(error -> error.message().equals("not yet") ? Retry.after(SOON) : Retry.giveUp());
        })) {
            socket.connect(LONG);
            assertThat(errors).hasSize(2).allMatch(ConnectError::refused);
        }
    }

    @Test
    @Tag("feature:4.9")
    void eventsOfAMiddlewareComeBeforeTheConnection() throws Exception {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        // With recovery, the server sends through its adapter, which does not know the socket yet.
        try (NodePeer plain = NodePeer.start();
                Socket socket = SocketIo.connect(plain.url("/early"), o -> {}, s -> {
                    s.on("early", Integer.class, n -> told.add("early " + n));
                    s.onConnect(() -> told.add("connect"));
                })) {
            assertThat(socket.namespace()).isEqualTo("/early");
            assertThat(List.of(Await.next(told), Await.next(told), Await.next(told)))
                    .containsExactly("early 1", "early 2", "connect");
        }
    }

    @Test
    @Tag("feature:4.11")
    void eventsAreSentUntilTheServerAcknowledgesThem() throws Exception {
        try (Socket socket =
                SocketIo.connect(peer.url("/stubborn"), o -> o.retries(100).ackTimeout(Duration.ofMillis(200)))) {
            var first = socket.emitWithAck("save", String.class, "a");
            var second = socket.emitWithAck("save", String.class, "b");
            assertThat(Await.get(first)).isEqualTo("saved a");
            assertThat(Await.get(second)).isEqualTo("saved b");
            List<String> seen = socket.call("seen", new TypeRef<List<List<String>>>() {}).stream()
                    .map(arguments -> arguments.get(0))
                    .toList();
            // Once more than asked for is no fault: the server may take longer for its answer than the client waits.
            assertThat(seen).hasSizeGreaterThanOrEqualTo(6).isSorted();
            assertThat(seen.subList(0, 3)).containsOnly("a");
            assertThat(seen.subList(seen.size() - 3, seen.size())).containsOnly("b");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("feature:4.7")
    void headersAndQueryOfSuppliersReachTheServer(Way way) throws Exception {
        AtomicInteger n = new AtomicInteger(1);
        AtomicInteger h = new AtomicInteger();
        try (Socket socket = SocketIo.connect(
                peer.url("/"),
                way.and(o -> o.headers(() -> Map.of("x-token", "t" + h.incrementAndGet()))
                        .query(() -> Map.of("who", "w&" + n.getAndIncrement()))))) {
            BlockingQueue<Payload> seen = new LinkedBlockingQueue<>();
            seen.add(Await.get(socket.emitWithAck("headers", Payload.class)));
            Payload first = Await.next(seen);
            assertThat(first.get(0, new TypeRef<Map<String, Object>>() {})).containsEntry("x-token", "t1");
            assertThat(first.get(1, new TypeRef<Map<String, Object>>() {})).containsEntry("who", "w&1");
        }
    }

    @Test
    @Tag("feature:4.5")
    void changedNetworkIsLeftForANewConnectionAtOnce() throws Exception {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        try (Manager manager = Manager.create(
                peer.url(""),
                o -> o.reconnectionDelay(Duration.ofMinutes(5)).reconnectionDelayMax(Duration.ofMinutes(5)))) {
            Socket socket = manager.socket("/").connect(LONG);
            manager.onReconnect(attempt -> told.add("reconnect " + attempt));
            manager.networkChanged();
            assertThat(Await.next(told)).isEqualTo("reconnect 1");
            assertThat(socket.call("echo", Integer.class, 1)).isEqualTo(1);
        }
    }

    @Test
    void deadEndpointIsPassedOver() throws Exception {
        try (HeldPort dead = new HeldPort();
                Socket socket = SocketIo.connect(
                        peer.url("/"), o -> o.endpoints(URI.create(dead.url("")), URI.create(peer.url(""))))) {
            assertThat(socket.call("echo", Integer.class, 1)).isEqualTo(1);
        }
    }

    @Test
    void statusAndBodyOfARefusingProxyAreTold() throws Exception {
        BlockingQueue<ConnectError> errors = new LinkedBlockingQueue<>();
        try (HostileServer server =
                        new HostileServer((number, reply) -> reply.text(503, "drained" + "x".repeat(5000)));
                Socket socket = SocketIo.connect(
                        server.url(), o -> o.reconnection(false), s -> s.onConnectError(errors::add))) {
            ConnectError error = Await.next(errors);
            assertThat(error.stage()).isEqualTo(ConnectError.Stage.HTTP);
            assertThat(error.status()).hasValue(503);
            assertThat(error.body())
                    .hasValueSatisfying(
                            body -> assertThat(body).startsWith("drained").hasSize(1024));
            assertThat(socket.active()).isFalse();
        }
    }
}
