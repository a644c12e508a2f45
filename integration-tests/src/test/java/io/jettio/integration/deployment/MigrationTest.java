package io.jettio.integration.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.integration.Inbox;
import io.jettio.integration.Transports;
import io.jettio.integration.peer.PeerSocket;
import io.jettio.protocol.TypeRef;
import io.jettio.server.Socket;
import io.jettio.server.SocketIoServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages on moving from other servers show does what they say. */
class MigrationTest extends PageTest {
    private static final String NETTY = "migrate-from-netty-socketio.md";
    private static final String JAVA_CLIENT = "migrate-from-socket.io-client-java.md";
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
        Map<String, Object> line = Map.of("user", "Ada", "text", "hello");
        assertThat(one.ask("chat", line)).containsExactly("got it");
        assertThat(other.await("chat").argument()).isEqualTo(line);
        assertThat(one.eventNames()).isEmpty();
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

    @Test
    void theJavaClientsListenersHearAndAnswer() throws Exception {
        SocketIoServer io = create(options -> {});
        Inbox<Socket> sockets = new Inbox<>("sockets");
        io.of("/chat").onConnection(sockets::put);
        start(io);
        try (io.jettio.client.Socket client = (io.jettio.client.Socket)
                shown(JAVA_CLIENT, "JavaClientEvents").call("connect", "http://127.0.0.1:" + io.port())) {
            Socket socket = sockets.take();
            assertThat(socket.handshake().auth(new TypeRef<Map<String, String>>() {}))
                    .containsEntry("token", "secret");
            socket.emit("chat", Map.of("user", "Ada", "text", "hello"));
            socket.emit("move", 1, 2);
            assertThat(socket.call("sure?", String.class)).isEqualTo("yes");
            assertThat(client.connected()).isTrue();
        }
    }

    @Test
    void whatTheJavaClientSentIsSent() throws Exception {
        SocketIoServer io = create(options -> {});
        Inbox<String> events = new Inbox<>("events");
        io.onConnection(socket -> {
            socket.onAny((event, arguments) -> events.put(event + arguments.json()));
            socket.answer("save", payload -> "saved");
            socket.on("greet", String.class, name -> socket.emit("greeting", "hello " + name));
        });
        start(io);
        String address = "http://127.0.0.1:" + io.port();
        try (io.jettio.client.Socket client = io.jettio.client.SocketIo.connect(address)) {
            shown(JAVA_CLIENT, "JavaClientSending").call("send", client);
            assertThat(events.take()).isEqualTo("news[\"one\",2]");
            assertThat(events.take()).isEqualTo("save[{\"user\":\"Ada\"}]");
            assertThat(events.take()).isEqualTo("save[\"draft\"]");
            assertThat(events.take()).startsWith("save");
            assertThat(events.take()).isEqualTo("message[\"hello\"]");
            assertThat(events.take()).isEqualTo("picture[{\"_placeholder\":true,\"num\":0}]");
        }
        assertThat(shown(JAVA_CLIENT, "JavaClientScript").call("run", address)).isEqualTo("greeting hello Ada");
    }

    @Test
    void namespacesOfTheJavaClientShareAConnection() throws Exception {
        SocketIoServer io = create(options -> {});
        Inbox<Socket> sockets = new Inbox<>("sockets");
        io.of("/chat").onConnection(sockets::put);
        io.of("/news").onConnection(sockets::put);
        start(io);
        try (io.jettio.client.Manager manager = (io.jettio.client.Manager)
                shown(JAVA_CLIENT, "JavaClientManager").call("connect", "http://127.0.0.1:" + io.port())) {
            assertThat(List.of(
                            sockets.take().namespace().name(),
                            sockets.take().namespace().name()))
                    .containsExactlyInAnyOrder("/chat", "/news");
            assertThat(manager.socket("/news").active()).isTrue();
        }
    }
}
