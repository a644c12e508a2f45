package io.jettio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.client.engine.TransportType;
import io.jettio.protocol.TypeRef;
import io.jettio.protocol.socketio.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a socket promises, against the reference server with each of its parsers, over each way of reaching it. */
@ParameterizedClass
@EnumSource
final class SocketBehaviourTest {
    private static final byte[] BYTES = {0x00, 0x01, 0x02, (byte) 0xff};

    private static NodePeer peer;

    private final List<AutoCloseable> open = new ArrayList<>();

    @Parameter
    Format format;

    @BeforeParameterizedClassInvocation
    static void startPeer(Format format) {
        peer = NodePeer.start(0, format.serverOptions());
    }

    @AfterParameterizedClassInvocation
    static void stopPeer() {
        peer.close();
    }

    @AfterEach
    void closeClients() throws Exception {
        for (AutoCloseable client : open) {
            client.close();
        }
    }

    private Consumer<ManagerOptions.Builder> options(Way way) {
        return way.and(options -> options.parser(format.parser()));
    }

    private Consumer<ManagerOptions.Builder> and(Way way, Consumer<ManagerOptions.Builder> others) {
        return options(way).andThen(others);
    }

    private Socket socket(Way way, String namespace) {
        Socket socket = SocketIo.socket(peer.url(namespace), options(way));
        open.add(socket);
        return socket;
    }

    private Socket connect(Way way, String namespace) throws Exception {
        Socket socket = socket(way, namespace);
        connected(socket);
        return socket;
    }

    private static void connected(Socket socket) throws Exception {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        socket.onConnect(() -> done.complete(true));
        socket.connect();
        Await.get(done);
    }

    record Point(int x, double y, String name, List<Integer> path) {}

    @ParameterizedTest
    @EnumSource
    void argumentsComeBackAsTheyWent(Way way) throws Exception {
        Socket socket = connect(way, "/");
        BlockingQueue<Payload> echoed = new LinkedBlockingQueue<>();
        socket.on("echoed", echoed::add);
        Point point = new Point(-3, 2.5, "Ä ä Ü ü ß – てすと \" \\ \u0000", List.of(1, 2));

        socket.emit("echo", "text", 42, 9_007_199_254_740_991L, 1.5, null, true, point);

        Payload back = Await.next(echoed);
        assertThat(back.size()).isEqualTo(7);
        assertThat(back.get(0, String.class)).isEqualTo("text");
        assertThat(back.get(1, Integer.class)).isEqualTo(42);
        assertThat(back.get(2, Long.class)).isEqualTo(9_007_199_254_740_991L);
        assertThat(back.get(3, Double.class)).isEqualTo(1.5);
        assertThat(back.get(4, String.class)).isNull();
        assertThat(back.get(5, Boolean.class)).isTrue();
        assertThat(back.get(6, Point.class)).isEqualTo(point);
    }

    @ParameterizedTest
    @EnumSource
    void eventWithoutArgumentAndWithOneNullDiffer(Way way) throws Exception {
        Socket socket = connect(way, "/");
        BlockingQueue<Payload> echoed = new LinkedBlockingQueue<>();
        socket.on("echoed", echoed::add);

        socket.emit("echo");
        socket.emit("echo", (Object) null);

        assertThat(Await.next(echoed).json()).isEqualTo("[]");
        assertThat(Await.next(echoed).json()).isEqualTo("[null]");
    }

    record Picture(String name, Map<String, byte[]> layers) {}

    @ParameterizedTest
    @EnumSource
    void nestedBinaryKeepsEveryByteBothWays(Way way) throws Exception {
        Socket socket = connect(way, "/");
        BlockingQueue<Picture> echoed = new LinkedBlockingQueue<>();
        BlockingQueue<byte[]> second = new LinkedBlockingQueue<>();
        socket.on("echoed", Picture.class, byte[].class, (picture, bytes) -> {
            echoed.add(picture);
            second.add(bytes);
        });

        socket.emit("echo", new Picture("p", Map.of("a", BYTES, "b", new byte[0])), BYTES);

        Picture back = Await.next(echoed);
        assertThat(back.layers().get("a")).isEqualTo(BYTES);
        assertThat(back.layers().get("b")).isEmpty();
        assertThat(Await.next(second)).isEqualTo(BYTES);
    }

    @ParameterizedTest
    @EnumSource
    void largeBinaryIsCarriedWhole(Way way) throws Exception {
        Socket socket = connect(way, "/");
        byte[] large = new byte[600_000];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31);
        }
        assertThat(socket.call("size", Integer.class, large)).isEqualTo(large.length);
        assertThat(Await.get(socket.emitWithAck("echo", byte[].class, large))).isEqualTo(large);
    }

    @ParameterizedTest
    @EnumSource
    void serverAnswersWithAck(Way way) throws Exception {
        Socket socket = connect(way, "/");

        assertThat(Await.get(socket.emitWithAck("echo", String.class, "x"))).isEqualTo("x");
        assertThat(Await.get(socket.emitWithAck("echo", new TypeRef<List<Long>>() {}, List.of(1, 2))))
                .containsExactly(1L, 2L);
        assertThat(socket.call("echo", Payload.class, 1, null, BYTES).size()).isEqualTo(3);
        assertThat(socket.call("echo", byte[].class, BYTES)).isEqualTo(BYTES);
        assertThat(socket.call("echo", String.class)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void clientAnswersWithAck(Way way) throws Exception {
        Socket socket = connect(way, "/");
        BlockingQueue<Payload> answered = new LinkedBlockingQueue<>();
        socket.on("answered", answered::add);

        socket.answer("question", Integer.class, n -> n * 2);
        socket.emit("ask", 21);
        assertThat(Await.next(answered).json()).isEqualTo("[42]");

        socket.off("question");
        socket.answer("question", Integer.class, n -> {
            CompletionStage<Map<String, Integer>> later = CompletableFuture.supplyAsync(() -> Map.of("later", n));
            return later;
        });
        socket.emit("ask", 5);
        assertThat(Await.next(answered).json()).isEqualTo("[{\"later\":5}]");

        socket.off("question");
        socket.onWithAck("question", byte[].class, (bytes, ack) -> {
            assertThat(ack.isRequested()).isTrue();
            assertThat(ack.send(bytes, null, "x")).isTrue();
            assertThat(ack.send("again")).isFalse();
        });
        socket.emit("ask", (Object) BYTES);
        Payload binary = Await.next(answered);
        assertThat(binary.get(0, byte[].class)).isEqualTo(BYTES);
        assertThat(binary.size()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void callWorksInsideListener(Way way) throws Exception {
        Socket socket = connect(way, "/");
        BlockingQueue<String> results = new LinkedBlockingQueue<>();
        socket.on(
                "echoed",
                String.class,
                text -> results.add(socket.timeout(Duration.ofSeconds(10)).call("echo", String.class, text + "!")));
        socket.on(
                "echoed",
                String.class,
                text -> results.add(
                        socket.emitWithAck("echo", String.class, text + "?").join()));

        socket.emit("echo", "a");

        assertThat(Await.next(results)).isEqualTo("a!");
        assertThat(Await.next(results)).isEqualTo("a?");
    }

    @ParameterizedTest
    @EnumSource
    void burstsKeepTheirOrderBothWays(Way way) throws Exception {
        Socket socket = socket(way, "/");
        List<Integer> received = new ArrayList<>();
        CompletableFuture<Boolean> all = new CompletableFuture<>();
        socket.on("n", Integer.class, n -> {
            received.add(n);
            if (received.size() == 200) {
                all.complete(true);
            }
        });
        List<Integer> numbers = IntStream.range(0, 200).boxed().toList();
        // Begun before the connection stands, so that an upgrade happens in the middle.
        numbers.subList(0, 50).forEach(n -> socket.emit("count", n));
        socket.connect();
        numbers.subList(50, 200).forEach(n -> socket.emit("count", n));
        socket.emit("burst", 200);

        assertThat(socket.call("counted", new TypeRef<List<Integer>>() {})).isEqualTo(numbers);
        Await.get(all);
        assertThat(received).isEqualTo(numbers);
    }

    @ParameterizedTest
    @EnumSource
    void namespacesShareOneConnection(Way way) throws Exception {
        Manager manager = Manager.create(peer.url(""), options(way));
        open.add(manager);
        Socket main = manager.socket("/");
        Socket chat = manager.socket("/chat");
        connected(main);
        connected(chat);

        assertThat(manager.socket("chat")).isSameAs(chat);
        assertThat(main.id()).isNotEqualTo(chat.id());
        assertThat(main.call("echo", Integer.class, 1)).isEqualTo(1);
        assertThat(chat.call("echo", Integer.class, 2)).isEqualTo(2);
        chat.disconnect();
        assertThat(main.call("echo", Integer.class, 3)).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void credentialsReachTheServer(Way way) throws Exception {
        BlockingQueue<Map<String, Object>> hello = new LinkedBlockingQueue<>();
        Socket socket = SocketIo.connect(
                peer.url("/private"),
                and(way, o -> o.auth(() -> Map.of("token", "secret"))),
                s -> s.on("hello", new TypeRef<Map<String, Object>>() {}, hello::add));
        open.add(socket);

        assertThat(Await.next(hello))
                .containsEntry("auth", Map.of("token", "secret"))
                .containsEntry("id", socket.id());
    }

    @ParameterizedTest
    @EnumSource
    @Tag("feature:4.8")
    void refusalBringsMessageAndData(Way way) throws Exception {
        Socket socket = socket(way, "/private");
        BlockingQueue<ConnectError> errors = new LinkedBlockingQueue<>();
        socket.onConnectError(errors::add);

        socket.connect();

        ConnectError error = Await.next(errors);
        assertThat(error.refused()).isTrue();
        assertThat(error.message()).isEqualTo("not authorized");
        assertThat(error.data(new TypeRef<Map<String, Object>>() {}))
                .contains(Map.of("code", 7L, "hint", List.of("a", "b")));
        assertThat(socket.connected()).isFalse();
        assertThat(socket.active()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void unknownNamespaceIsRefused(Way way) throws Exception {
        Socket socket = socket(way, "/nowhere");
        BlockingQueue<ConnectError> errors = new LinkedBlockingQueue<>();
        socket.onConnectError(errors::add);

        socket.connect();

        assertThat(Await.next(errors).message()).isEqualTo("Invalid namespace");
    }

    @ParameterizedTest
    @EnumSource
    void serverDisconnectIsToldAndFinal(Way way) throws Exception {
        Socket socket = connect(way, "/");
        BlockingQueue<DisconnectReason> reasons = new LinkedBlockingQueue<>();
        socket.onDisconnect(reasons::add);
        CompletableFuture<String> unanswered = socket.emitWithAck("never", String.class);

        socket.emit("kick");

        assertThat(Await.next(reasons)).isEqualTo(DisconnectReason.IO_SERVER_DISCONNECT);
        assertThat(socket.active()).isFalse();
        assertThat(socket.id()).isNull();
        assertThatThrownBy(() -> Await.get(unanswered))
                .hasCauseInstanceOf(AckException.class)
                .hasMessageContaining("disconnected");
        connected(socket);
        assertThat(socket.call("echo", Integer.class, 1)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void clientDisconnectIsToldToBothSides(Way way) throws Exception {
        Socket log = connect(Way.WEBSOCKET, "/log");
        BlockingQueue<String> left = new LinkedBlockingQueue<>();
        log.on("left", String.class, String.class, (namespace, reason) -> {
            if (namespace.equals("/chat")) {
                left.add(reason);
            }
        });
        Socket socket = connect(way, "/chat");
        BlockingQueue<DisconnectReason> reasons = new LinkedBlockingQueue<>();
        socket.onDisconnect(reasons::add);

        socket.disconnect();

        assertThat(Await.next(reasons)).isEqualTo(DisconnectReason.IO_CLIENT_DISCONNECT);
        assertThat(Await.next(left)).isEqualTo("client namespace disconnect");
    }

    @ParameterizedTest
    @EnumSource
    @Tag("feature:4.3")
    void lostConnectionComesBack(Way way) throws Exception {
        Socket socket = SocketIo.socket(peer.url("/"), and(way, o -> o.reconnectionDelay(Duration.ofMillis(20))));
        open.add(socket);
        connected(socket);
        String firstId = socket.id();
        BlockingQueue<DisconnectReason> reasons = new LinkedBlockingQueue<>();
        BlockingQueue<String> ids = new LinkedBlockingQueue<>();
        socket.onDisconnect(reasons::add);
        socket.onConnect(() -> ids.add(socket.id()));
        assertThat(Await.next(ids)).as("told at once").isEqualTo(firstId);

        socket.emit("drop");

        assertThat(Await.next(reasons)).isEqualTo(DisconnectReason.TRANSPORT_CLOSE);
        assertThat(Await.next(ids)).isNotEqualTo(firstId);
        assertThat(socket.call("echo", Integer.class, 1)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void malformedPacketClosesTheConnection(Way way) throws Exception {
        Socket socket = SocketIo.socket(peer.url("/"), and(way, o -> o.reconnection(false)));
        open.add(socket);
        connected(socket);
        BlockingQueue<DisconnectReason> reasons = new LinkedBlockingQueue<>();
        socket.onDisconnect(reasons::add);

        socket.emit("garbage");

        assertThat(Await.next(reasons)).isEqualTo(DisconnectReason.PARSE_ERROR);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("feature:4.12")
    void ackThatDoesNotComeTimesOut(Way way) throws Exception {
        Socket socket = connect(way, "/");

        assertThatThrownBy(() -> socket.timeout(Duration.ofMillis(50)).call("never", String.class))
                .isInstanceOfSatisfying(
                        AckException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(AckException.Reason.TIMEOUT));
    }

    @ParameterizedTest
    @EnumSource
    void usesTheTransportsThatWereAskedFor(Way way) throws Exception {
        Socket socket = connect(way, "/");
        String expected = way == Way.POLLING ? TransportType.POLLING.wireName() : TransportType.WEBSOCKET.wireName();

        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> socket.call("transport", String.class).equals(expected));
    }

    @ParameterizedTest
    @EnumSource
    void headersAndQueryReachTheServer(Way way) throws Exception {
        Socket socket = SocketIo.connect(
                peer.url("/?a=1"), and(way, o -> o.header("X-Test", "yes").query("b", "2&3")));
        open.add(socket);

        Payload answer = socket.call("headers", Payload.class);

        assertThat(answer.get(0, new TypeRef<Map<String, Object>>() {})).containsEntry("x-test", "yes");
        assertThat(answer.get(1, new TypeRef<Map<String, Object>>() {}))
                .containsEntry("a", "1")
                .containsEntry("b", "2&3")
                .containsEntry("EIO", "4");
    }

    @ParameterizedTest
    @EnumSource
    void leavingBeforeTheAnswerToConnectIsMadeUpFor(Way way) throws Exception {
        Manager manager = Manager.create(peer.url(""), options(way));
        open.add(manager);
        Socket log = manager.socket("/log");
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        log.on("joining", payload -> told.add("joining"));
        log.on("left", String.class, String.class, (namespace, reason) -> {
            if (namespace.equals("/slow")) {
                told.add(reason);
            }
        });
        connected(log);
        Socket slow = manager.socket("/slow").connect();
        assertThat(Await.next(told)).isEqualTo("joining");

        slow.disconnect();
        log.emit("admit");
        assertThat(Await.next(told)).isEqualTo("client namespace disconnect");

        slow.connect();
        assertThat(Await.next(told)).isEqualTo("joining");
        slow.disconnect();
        slow.connect();
        log.emit("admit");
        assertThat(slow.call("echo", Integer.class, 1)).isEqualTo(1);
        assertThat(told).isEmpty();
        assertThat(log.connected()).isTrue();
    }
}
