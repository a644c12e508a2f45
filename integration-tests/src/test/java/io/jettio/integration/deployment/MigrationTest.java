package io.jettio.integration.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jettio.client.SocketIo;
import io.jettio.integration.Inbox;
import io.jettio.integration.Transports;
import io.jettio.integration.peer.PeerSocket;
import io.jettio.parser.msgpack.MsgpackParser;
import io.jettio.server.Socket;
import io.jettio.server.SocketIoServer;
import io.jettio.server.adapter.cluster.InJvmBus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the pages on moving from other servers show does what they say. */
class MigrationTest extends PageTest {
    private static final String NETTY = "migrate-from-netty-socketio.md";
    private static final String FLASK = "migrate-from-flask-socketio.md";

    @TempDir
    private Path directory;

    private PageClass shown(String page, String name) throws Exception {
        return closedAfterwards(new PageClass(page, name, directory));
    }

    @Test
    void eventsOfNettyAreHandledAndAnswered() throws Exception {
        SocketIoServer io = create(options -> {});
        shown(NETTY, "NettyEvents").call("handlers", io);
        PeerSocket client = client(start(io), Transports.WEBSOCKET).connect();
        Map<String, Object> message = Map.of("user", "Ada", "text", "hello");
        assertThat(client.ask("chat", message)).containsExactly("got hello");
        assertThat(client.ask("save", message)).containsExactly("saved", "Ada");
        assertThat(client.askInVain(200, "move", 1, 2)).isEqualTo("operation has timed out");
    }

    @Test
    void whatNettySentIsSent() throws Exception {
        SocketIoServer io = create(options -> {});
        Inbox<Socket> sockets = new Inbox<>("sockets");
        io.onConnection(socket -> {
            socket.join("lobby");
            sockets.put(socket);
        });
        Deployment server = start(io);
        PeerSocket client = answering(server).connect();
        Socket one = sockets.take();
        PeerSocket other = answering(server).connect();
        shown(NETTY, "NettySending").call("send", io, one, sockets.take().id());

        assertThat(client.await("news").arguments()).containsExactly("one", 2L);
        assertThat(client.await("news", 2)).containsExactly("all", "the room");
        assertThat(other.await("news", 5))
                .containsExactly("all", "the room", "the room but one", "the same, shorter", "one client");
        other.await("vote");
        client.await("vote");
        assertThat(client.eventNames()).filteredOn("news"::equals).hasSize(3);
    }

    private PeerSocket.Plan answering(Deployment server) throws Exception {
        return client(server, Transports.WEBSOCKET)
                .answering("confirm", "yes")
                .answering("vote", true)
                .answering("seen", "");
    }

    @Test
    void roomsAndValuesOfNettyAreThere() throws Exception {
        SocketIoServer io = create(options -> {});
        Inbox<Socket> sockets = new Inbox<>("sockets");
        io.onConnection(sockets::put);
        client(start(io), Transports.WEBSOCKET).connect();
        Socket socket = sockets.take();
        shown(NETTY, "NettyRooms").call("rooms", socket, socket.id());
        assertThat(socket.rooms()).containsExactly(socket.id());
    }

    @Test
    void whoNettyWouldRefuseIsRefused() throws Exception {
        SocketIoServer io = watched((SocketIoServer) shown(NETTY, "NettyAuth").call("server"));
        Deployment server = start(io);
        assertThat(raw(server).get(RawPeer.POLLING).answer().status()).isEqualTo(403);
        PeerSocket.ConnectError error = client(server, "/chat", Transports.WEBSOCKET)
                .option("query", Map.of("token", "secret"))
                .begin()
                .awaitConnectError();
        assertThat(error).isEqualTo(new PeerSocket.ConnectError("who are you?", Map.of("code", 7L)));
        client(server, "/chat", Transports.WEBSOCKET)
                .option("query", Map.of("token", "secret"))
                .option("auth", Map.of("token", "secret"))
                .connect();
    }

    @Test
    void eventsOfFlaskAreHandledAndAnswered() throws Exception {
        SocketIoServer io = create(options -> {});
        shown(FLASK, "FlaskEvents").call("handlers", io);
        io.onConnection(socket -> socket.answer("fail", payload -> {
            throw new IllegalStateException("no");
        }));
        Deployment server = start(io);
        assertThat(client(server, Transports.WEBSOCKET)
                        .begin()
                        .awaitConnectError()
                        .message())
                .isEqualTo("who are you?");
        PeerSocket welcome = client(server, Transports.WEBSOCKET)
                .option("auth", Map.of("token", "secret"))
                .connect();
        assertThat(welcome.ask("fail")).containsExactly(Map.of("error", "no"));

        PeerSocket one = client(server, "/chat", Transports.WEBSOCKET).connect();
        PeerSocket other = client(server, "/chat", Transports.WEBSOCKET).connect();
        awaitLobby(io, 2);
        Map<String, Object> line = Map.of("user", "Ada", "text", "hello");
        assertThat(one.ask("chat", line)).containsExactly("got it");
        assertThat(other.await("chat").argument()).isEqualTo(line);
        assertThat(one.eventNames()).isEmpty();
    }

    /** A client is connected before its handler has let it into the room. */
    private static void awaitLobby(SocketIoServer io, int clients) {
        await().atMost(Duration.ofSeconds(40))
                .until(() -> io.of("/chat").sockets().stream()
                                .filter(socket -> socket.rooms().contains("lobby"))
                                .count()
                        == clients);
    }

    @Test
    void whatFlaskEmittedIsEmitted() throws Exception {
        SocketIoServer io = create(options -> {});
        Inbox<Socket> sockets = new Inbox<>("sockets");
        io.onConnection(socket -> {
            socket.join("lobby");
            sockets.put(socket);
        });
        Deployment server = start(io);
        PeerSocket client = answering(server).connect();
        Socket one = sockets.take();
        PeerSocket other = answering(server).connect();
        Socket two = sockets.take();
        one.session().save(Map.of("visits", 1));
        shown(FLASK, "FlaskEmitting").call("emit", io, one, two.id());

        assertThat(client.await("news").argument()).isEqualTo(Map.of("n", 1L));
        assertThat(List.of(client.await("news").arguments(), other.await("news").arguments()))
                .containsOnly(List.of("one", 2L));
        assertThat(client.await("news").argument()).isEqualTo("to the room but one");
        assertThat(client.await("message").argument()).isEqualTo("hello");
        client.await("tick");
        assertThat(other.awaitDisconnect()).isEqualTo("io server disconnect");
        assertThat(other.eventNames()).containsOnlyOnce("news").contains("confirm");
        assertThat(one.session().get()).containsEntry("visits", 2);
        assertThat(one.rooms()).containsExactly(one.id());
    }

    @ParameterizedTest
    @CsvSource({NETTY + ", NettyClass, got hello", FLASK + ", FlaskNamespace, got it"})
    void handlersOfAClassAreRegistered(String page, String name, String ack) throws Exception {
        SocketIoServer io = create(options -> {});
        shown(page, name).call("register", io);
        Deployment server = start(io);
        PeerSocket one = client(server, "/chat", Transports.WEBSOCKET).connect();
        PeerSocket other = client(server, "/chat", Transports.WEBSOCKET).connect();
        awaitLobby(io, 2);
        Map<String, Object> line = Map.of("user", "Ada", "text", "hello");

        assertThat(one.ask("chat", line)).containsExactly(ack);
        assertThat(other.await("chat").argument()).isEqualTo(line);
        assertThat(one.eventNames()).isEmpty();
    }

    @Test
    void whatNettyLeavesToOthersIsThere() throws Exception {
        Object made = shown(NETTY, "NettyMore").call("server", new ObjectMapper(), new InJvmBus().transport());
        Deployment server = start(watched((SocketIoServer) made));
        PeerSocket client = client(server, Transports.WEBSOCKET).connect();

        assertThat(client.ask("order", Map.of("order_id", "a", "pieces", 2))).containsExactly("ordered 2");
        assertThat(client.ask("order", Map.of("order_id", "a", "pieces", 3)))
                .as("the same order again")
                .containsExactly("ordered 2");
        assertThat(raw(server).get("/health").answer().status()).isEqualTo(200);
    }

    @Test
    void whatFlaskLeavesToOthersIsThere() throws Exception {
        Object made = shown(FLASK, "FlaskMore").call("server", new InJvmBus().transport());
        Deployment server = start(watched((SocketIoServer) made));
        try (io.jettio.client.Socket client =
                SocketIo.connect(server.origin(), options -> options.parser(new MsgpackParser()))) {
            assertThat(client.call("order", String.class, Map.of("id", "a", "pieces", 2)))
                    .isEqualTo("ordered 2");
            assertThat(client.call("order", String.class, Map.of("id", "a", "pieces", 3)))
                    .as("the same order again")
                    .isEqualTo("ordered 2");
        }
        assertThat(raw(server).get("/health").answer().status()).isEqualTo(200);
    }
}
