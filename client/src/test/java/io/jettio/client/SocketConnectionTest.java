package io.jettio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jettio.client.engine.TransportType;
import io.jettio.protocol.TypeRef;
import io.jettio.protocol.socketio.Payload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a socket comes and goes, against the reference server with each of its parsers, over each way of reaching it. */
final class SocketConnectionTest extends FormattedSockets {
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
    void usesTheTransportsThatWereAskedFor(Way way) throws Exception {
        Socket socket = connect(way, "/");
        String expected = way == Way.POLLING ? TransportType.POLLING.wireName() : TransportType.WEBSOCKET.wireName();

        await().atMost(Duration.ofSeconds(30))
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
