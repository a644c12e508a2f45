package io.jettio.integration;

import static io.jettio.integration.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.client.ConnectError;
import io.jettio.client.DisconnectReason;
import io.jettio.client.ManagerOptions;
import io.jettio.client.Socket;
import io.jettio.client.SocketIo;
import io.jettio.client.engine.TransportType;
import io.jettio.protocol.TypeRef;
import io.jettio.server.AckException;
import io.jettio.server.ConnectRefused;
import io.jettio.server.SocketIoServer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both halves of Jettio with each other. */
class OurClientOurServerTest extends InteropTest {
    private static final byte[] BYTES = {0, 1, 2, (byte) 0xff};

    private final List<Socket> clients = new ArrayList<>();
    private final Inbox<io.jettio.server.Socket> atTheServer = new Inbox<>("sockets at the server");

    @Override
    protected void stopClients() {
        clients.forEach(Socket::close);
    }

    record Point(int x, double y, String name, List<Integer> path) {}

    @ParameterizedTest
    @EnumSource
    @Tag("feature:4.29")
    void textAndRecordsKeepTheirMeaning(Transports transports) throws Exception {
        SocketIoServer io = server();
        Inbox<String> texts = new Inbox<>("texts at the server");
        Inbox<Point> points = new Inbox<>("points at the client");
        io.onConnection(socket -> {
            socket.on("text", String.class, texts::put);
            socket.on("point", Point.class, point -> socket.emit("point", point));
        });
        Socket client = client(io.port(), "/", transports);
        client.on("point", Point.class, points::put);
        connect(client, transports);
        Point point = new Point(-3, 2.5e-7, "Grüße, \ud83d\ude00\u0000\u2028", List.of(1, 2));

        client.emit("text", "plain");
        client.emit("point", point);

        assertThat(texts.take()).isEqualTo("plain");
        assertThat(points.take()).isEqualTo(point);
    }

    @ParameterizedTest
    @EnumSource
    void largeIntegersKeepEveryDigit(Transports transports) throws Exception {
        SocketIoServer io = server();
        io.onConnection(socket -> socket.answer("echo", Object.class, number -> number));
        Socket client = connect(client(io.port(), "/", transports), transports);
        assertThat(client.call("echo", Object.class, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
        assertThat(client.call("echo", Object.class, Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
    }

    @ParameterizedTest
    @EnumSource
    void nestedBinaryIsByteExactBothWays(Transports transports) throws Exception {
        SocketIoServer io = server();
        TypeRef<Map<String, Object>> type = new TypeRef<>() {};
        Inbox<Map<String, Object>> received = new Inbox<>("binary at the server");
        Inbox<Map<String, Object>> back = new Inbox<>("binary at the client");
        io.onConnection(socket -> socket.on("file", type, file -> {
            received.put(file);
            socket.emit("file", file);
        }));
        Socket client = client(io.port(), "/", transports);
        client.on("file", type, back::put);
        connect(client, transports);
        ByteBuffer bytes = ByteBuffer.wrap(BYTES);

        client.emit("file", Map.of("name", "a", "parts", List.of(BYTES, Map.of("deep", bytes), new byte[0])));

        Map<String, Object> expected =
                Map.of("name", "a", "parts", List.of(bytes, Map.of("deep", bytes), ByteBuffer.allocate(0)));
        assertThat(received.take()).isEqualTo(expected);
        assertThat(back.take()).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void acksTravelBothWays(Transports transports) throws Exception {
        SocketIoServer io = server();
        Inbox<Object> answers = new Inbox<>("answers at the server");
        io.onConnection(socket -> {
            socket.answer("sum", Long.class, Long.class, Long::sum);
            socket.onWithAck("never", (payload, ack) -> {});
            socket.answer("ask me", payload -> {
                answers.put(socket.call("name", String.class));
                answers.put(socket.emitWithAck("twice", byte[].class, (Object) BYTES)
                        .get(Patience.LONG.toSeconds(), TimeUnit.SECONDS));
                return "asked";
            });
        });
        Socket client = client(io.port(), "/", transports);
        client.answer("name", payload -> "Ada");
        client.answer("twice", byte[].class, bytes -> bytes);
        connect(client, transports);

        assertThat(client.call("sum", Long.class, 40, 2)).isEqualTo(42);
        assertThat(client.call("ask me", String.class)).isEqualTo("asked");
        assertThat(answers.take()).isEqualTo("Ada");
        assertThat((byte[]) answers.take()).isEqualTo(BYTES);
        assertThatThrownBy(() -> client.timeout(Duration.ofMillis(100)).call("never", String.class))
                .isInstanceOf(io.jettio.client.AckException.class);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("feature:4.13")
    void disconnectFailsPendingAcksOnBothSides(Transports transports) throws Exception {
        SocketIoServer io = server();
        Inbox<String> asked = new Inbox<>("what was asked");
        io.onConnection(socket -> socket.onWithAck("never", (payload, ack) -> asked.put("server")));
        Socket client = client(io.port(), "/", transports);
        client.onWithAck("never", (payload, ack) -> asked.put("client"));
        connect(client, transports);
        CompletableFuture<String> fromTheClient = client.emitWithAck("never", String.class);
        CompletableFuture<String> fromTheServer = atTheServer.take().emitWithAck("never", String.class);
        assertThat(asked.take(2)).containsExactlyInAnyOrder("client", "server");

        client.disconnect();

        assertThatThrownBy(() -> fromTheClient.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                .hasCauseInstanceOf(io.jettio.client.AckException.class);
        assertThatThrownBy(() -> fromTheServer.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                .hasCauseInstanceOf(AckException.class);
    }

    record Login(String token) {}

    @ParameterizedTest
    @EnumSource
    void namespacesShareOneConnection(Transports transports) throws Exception {
        SocketIoServer io = server();
        io.onConnection(socket -> socket.answer("where", payload -> "main"));
        io.of("/news").use(request -> {
            if (request.auth(Login.class) == null) {
                throw new ConnectRefused("not authorized", Map.of("code", 7));
            }
        });
        io.of("/news").onConnection(socket -> socket.answer("where", payload -> "news"));
        Socket main = client(io.port(), "/", transports, options -> options.auth(new Login("secret")));
        connect(main, transports);
        Socket news = connect(main.manager().socket("/news"));
        assertThat(main.call("where", String.class)).isEqualTo("main");
        assertThat(news.call("where", String.class)).isEqualTo("news");
        assertThat(io.connections()).isEqualTo(1);

        assertThat(refusal(main.manager().socket("/unknown")).message()).isEqualTo("Invalid namespace");
        ConnectError refused = refusal(client(io.port(), "/news", transports));
        assertThat(refused.message()).isEqualTo("not authorized");
        assertThat(refused.data(new TypeRef<Map<String, Object>>() {})).contains(Map.of("code", 7L));
    }

    @ParameterizedTest
    @EnumSource
    void roomsAndBroadcastsReachEachOnce(Transports transports) throws Exception {
        SocketIoServer io = server();
        io.onConnection(socket -> {
            socket.answer("join", String[].class, rooms -> {
                socket.join(rooms);
                return "joined";
            });
            socket.on("to others", payload -> socket.broadcast().emit("news", "others", BYTES));
        });
        List<Inbox<String>> inboxes = new ArrayList<>();
        List<Socket> sockets = new ArrayList<>();
        for (Object rooms : List.of(List.of("a", "b"), List.of("b"), List.of())) {
            Inbox<String> inbox = new Inbox<>("news of the member of " + rooms);
            Socket client = client(io.port(), "/", transports);
            client.on("news", String.class, byte[].class, (text, bytes) -> inbox.put(text + bytes.length));
            connect(client, transports);
            client.call("join", String.class, rooms);
            inboxes.add(inbox);
            sockets.add(client);
        }

        io.to("a").to("b").emit("news", "rooms", BYTES);
        io.except("b").emit("news", "except", BYTES);
        sockets.get(0).emit("to others");
        assertThat(inboxes.get(1).take(2)).containsExactly("rooms4", "others4");
        assertThat(inboxes.get(2).take(2)).containsExactly("except4", "others4");
        io.emit("news", "last", BYTES);
        assertThat(inboxes.get(0).take(2)).containsExactly("rooms4", "last4");
        assertThat(inboxes.get(1).take()).isEqualTo("last4");
        assertThat(inboxes.get(2).take()).isEqualTo("last4");
    }

    @ParameterizedTest
    @EnumSource
    void trafficBothWaysFromTheFirstMomentOnKeepsItsOrder(Transports transports) throws Exception {
        int count = 500;
        SocketIoServer io = server();
        Inbox<Long> server = new Inbox<>("numbers at the server");
        Inbox<Long> client = new Inbox<>("numbers at the client");
        io.onConnection(socket -> {
            socket.on("number", Long.class, server::put);
            for (int i = 0; i < count; i++) {
                socket.emit("number", i);
            }
        });
        Socket socket = client(io.port(), "/", transports);
        socket.on("number", Long.class, client::put);
        socket.connect();
        for (int i = 0; i < count; i++) {
            socket.emit("number", i);
        }
        List<Long> expected = LongStream.range(0, count).boxed().toList();
        assertThat(server.take(count)).isEqualTo(expected);
        assertThat(client.take(count)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void clientComesBackWhenTheServerWasStartedAgain(Transports transports) throws Exception {
        int port = Ports.unused();
        SocketIoServer before = create(options -> {}).listen("127.0.0.1", port);
        before.onConnection(atTheServer::put);
        Socket client = client(
                port,
                "/",
                transports,
                options ->
                        options.reconnectionDelay(Duration.ofMillis(50)).reconnectionDelayMax(Duration.ofMillis(200)));
        Inbox<DisconnectReason> reasons = new Inbox<>("reasons at the client");
        client.onDisconnect(reasons::put);
        connect(client, transports);
        String id = client.id();
        atTheServer.take();
        Inbox<String> connects = new Inbox<>("connects");
        client.onConnect(() -> connects.put(client.id()));
        assertThat(connects.take()).as("told at once").isEqualTo(id);

        before.close();
        assertThat(reasons.take()).isEqualTo(DisconnectReason.TRANSPORT_CLOSE);
        SocketIoServer after = create(options -> {});
        after.onConnection(socket -> {
            socket.answer("echo", String.class, text -> text);
            atTheServer.put(socket);
        });
        after.listen("127.0.0.1", port);

        assertThat(connects.take())
                .isNotEqualTo(id)
                .isEqualTo(atTheServer.take().id());
        assertThat(client.call("echo", String.class, "and back")).isEqualTo("and back");
        assertThat(after.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void eachSideCanEndIt(Transports transports) throws Exception {
        SocketIoServer server = server();
        Inbox<Object> reasons = new Inbox<>("reasons");
        server.onConnection(socket -> socket.onDisconnect(reasons::put));

        Socket leaves = connect(client(server.port(), "/", transports), transports);
        atTheServer.take();
        leaves.disconnect();
        assertThat(reasons.take()).isEqualTo(io.jettio.server.DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);

        Socket kicked = client(server.port(), "/", transports);
        Inbox<DisconnectReason> told = new Inbox<>("reasons at the client");
        Inbox<String> lastWords = new Inbox<>("last words");
        kicked.onDisconnect(told::put);
        kicked.on("last words", String.class, lastWords::put);
        connect(kicked, transports);
        server.emit("last words", "good bye");
        atTheServer.take().disconnectAll();
        assertThat(lastWords.take()).isEqualTo("good bye");
        assertThat(told.take()).isEqualTo(DisconnectReason.IO_SERVER_DISCONNECT);
        assertThat(reasons.take()).isEqualTo(io.jettio.server.DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
        await().until(() -> server.connections() == 0);
    }

    /** A server that listens and shows its sockets. */
    private SocketIoServer server() {
        SocketIoServer io = listening();
        io.onConnection(atTheServer::put);
        return io;
    }

    private Socket client(int port, String namespace, Transports transports) {
        return client(port, namespace, transports, options -> {});
    }

    private Socket client(
            int port, String namespace, Transports transports, Consumer<ManagerOptions.Builder> configure) {
        TransportType[] types = transports.names().stream()
                .map(name -> name.equals("polling") ? TransportType.POLLING : TransportType.WEBSOCKET)
                .toArray(TransportType[]::new);
        Socket client = SocketIo.socket("http://127.0.0.1:" + port + namespace, options -> {
            options.transports(types);
            configure.accept(options);
        });
        clients.add(client);
        return client;
    }

    private static Socket connect(Socket client) {
        Inbox<String> connects = new Inbox<>("connect of a client");
        client.onConnect(() -> connects.put("connected"));
        client.connect();
        connects.take();
        return client;
    }

    /** Returns when the client has joined and is on its last transport. */
    private Socket connect(Socket client, Transports transports) {
        connect(client);
        await().until(() -> atTheServer.present().stream()
                .anyMatch(socket ->
                        socket.id().equals(client.id()) && socket.transport().equals(transports.last())));
        return client;
    }

    private static ConnectError refusal(Socket client) {
        Inbox<ConnectError> errors = new Inbox<>("refusal of a client");
        client.onConnectError(errors::put);
        client.connect();
        return errors.take();
    }
}
