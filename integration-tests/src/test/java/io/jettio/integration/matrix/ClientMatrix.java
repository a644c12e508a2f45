package io.jettio.integration.matrix;

import static io.jettio.integration.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.integration.Inbox;
import io.jettio.integration.Ports;
import io.jettio.integration.Transports;
import io.jettio.integration.peer.PeerSocket;
import io.jettio.server.ConnectRefused;
import io.jettio.server.DisconnectReason;
import io.jettio.server.Socket;
import io.jettio.server.SocketIoServer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The scenarios of the matrix: what each client can do with our server. */
abstract class ClientMatrix extends ValuesMatrix {
    private static final Map<String, Object> LOGIN = Map.of("token", "a&b=c,ü");

    private final Inbox<DisconnectReason> reasons = new Inbox<>("reasons at the server");

    ClientMatrix(RunningPeer running) {
        super(running);
    }

    // ---------------------------------------------------------------- joining

    @Test
    @Tag("feature:3.21")
    void joinsWithAuth() {
        SocketIoServer io = server();
        Inbox<Object> auths = new Inbox<>("auths at the server");
        io.use(request -> auths.put(orNone(request.auth(Object.class))));

        String id = client(io, "/").option("auth", LOGIN).begin().awaitConnect();

        assertThat(auths.take()).isEqualTo(differs(Difference.NO_AUTH) ? "none" : LOGIN);
        assertThat(id).isEqualTo(joined.take().id());
    }

    @Test
    @Tag("feature:2.3")
    @Tag("feature:3.23")
    void aRefusalCarriesMessageAndData() {
        SocketIoServer io = server();
        io.of("/data").use(request -> {
            throw new ConnectRefused("not authorized", Map.of("code", 7, "hints", List.of("login")));
        });
        io.of("/message").use(request -> {
            throw new ConnectRefused("not authorized");
        });
        SocketIoServer closed = server();
        closed.use(request -> {
            throw new ConnectRefused("closed", Map.of("code", 8));
        });
        Map<String, Object> data = Map.of("code", 7L, "hints", List.of("login"));
        boolean revision4 = differs(Difference.REFUSAL_IS_DATA);

        assertRefused(io, "/data", revision4 ? null : "not authorized", data);
        assertRefused(io, "/message", revision4 ? null : "not authorized", revision4 ? "not authorized" : null);
        assertRefused(io, "/unknown", revision4 ? null : "Invalid namespace", revision4 ? "Invalid namespace" : null);
        assertRefused(closed, "/", revision4 ? null : "closed", Map.of("code", 8L));
        assertThat(io.of("/data").size()
                        + io.of("/message").size()
                        + closed.of("/").size())
                .isZero();
    }

    private void assertRefused(SocketIoServer io, String namespace, String message, Object data) {
        PeerSocket.ConnectError error = client(io, namespace).begin().awaitConnectError();
        assertThat(error.message()).as("message of " + namespace).isEqualTo(message);
        assertThat(normal(error.data())).as("data of " + namespace).isEqualTo(normal(data));
    }

    @Test
    void twoNamespacesShareAConnection() {
        SocketIoServer io = server();
        Inbox<Object> auths = new Inbox<>("auths at the server");
        io.of("/news").use(request -> auths.put(orNone(request.auth(Object.class))));
        io.onConnection(socket -> socket.answer("where", payload -> "main"));
        io.of("/news").onConnection(socket -> {
            socket.answer("where", payload -> "news");
            socket.emit("hello", "from news", BYTES);
        });
        String credentials = differs(Difference.NO_AUTH) ? "query" : "auth";
        PeerSocket.Plan plan = client(io, "/news").option(credentials, LOGIN);

        PeerSocket main = connect(client(io, "/").option(credentials, LOGIN).along(plan));
        PeerSocket news = plan.socket();
        news.awaitConnect();

        assertThat(auths.take()).isEqualTo(LOGIN);
        assertThat(main.ask("where")).containsExactly("main");
        assertThat(news.ask("where")).containsExactly("news");
        assertThat(news.await("hello").arguments()).containsExactly("from news", BUFFER);
        io.emit("to all", "main only");
        assertThat(main.await("to all").argument()).isEqualTo("main only");
        assertThat(news.eventNames()).containsExactly("hello");
        assertThat(io.connections()).isEqualTo(1);
    }

    // ---------------------------------------------------------------- rooms

    @Test
    @Tag("feature:3.61")
    @Tag("feature:3.62")
    @Tag("feature:3.63")
    void broadcastsReachTheRoomsAndNobodyElse() {
        SocketIoServer io = server();
        io.onConnection(socket -> socket.answer("join", String[].class, rooms -> {
            socket.join(rooms);
            return "joined";
        }));
        PeerSocket first = connect(io);
        first.ask("join", List.of("a", "b"));
        PeerSocket second = connect(io);
        second.ask("join", List.of("b"));
        PeerSocket third = connect(io);

        io.to("a").to("b").emit("rooms", BYTES);
        io.except("a").emit("except a", "x");
        joined.take().broadcast().except("b").emit("others without b", 1);
        io.emit("last");

        for (PeerSocket client : List.of(first, second, third)) {
            client.await("last");
        }
        assertThat(first.eventNames()).containsExactly("rooms", "last");
        assertThat(second.eventNames()).containsExactly("rooms", "except a", "last");
        assertThat(third.eventNames()).containsExactly("except a", "others without b", "last");
        assertThat(first.await("rooms").argument()).isEqualTo(BUFFER);
        assertThat(second.await("rooms").argument()).isEqualTo(BUFFER);
    }

    // ---------------------------------------------------------------- the end, and the next beginning

    @Test
    @Tag("feature:3.28")
    void theClientLeaves() {
        SocketIoServer io = server();
        io.onConnection(socket -> socket.onDisconnect(reasons::put));
        PeerSocket client = connect(io);
        awaitUpgraded(joined.take());

        client.disconnect();

        assertThat(client.awaitDisconnect()).isEqualTo(reason("io client disconnect"));
        assertThat(reasons.take())
                .isEqualTo(
                        differs(Difference.CLOSES_BEFORE_ITS_LAST_WORD)
                                ? DisconnectReason.TRANSPORT_CLOSE
                                : DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
        await().until(() -> io.connections() == 0);
    }

    @Test
    @Tag("feature:3.28")
    @Tag("feature:3.30")
    void theServerDisconnectsTheClient() {
        SocketIoServer io = server();
        io.onConnection(socket -> socket.onDisconnect(reasons::put));
        PeerSocket client = connect(io);
        Socket socket = joined.take();

        socket.emit("last words", BYTES);
        socket.disconnect();

        assertThat(client.await("last words").argument()).isEqualTo(BUFFER);
        assertThat(client.awaitDisconnect()).isEqualTo(reason("io server disconnect"));
        assertThat(reasons.take()).isEqualTo(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
    }

    @Test
    void theClientComesBackAfterTheServerClosedItsTransport() {
        boolean deaf = differs(Difference.DEAF_TO_CLOSE_FRAMES);
        // Whoever is deaf has to find out before its connection is cut, five seconds after the close frame, and must
        // not be
        // taken for dead before: the two share these seconds.
        SocketIoServer before = server(options -> options.pingInterval(Duration.ofMillis(deaf ? 300 : 25_000))
                        .pingTimeout(Duration.ofMillis(deaf ? 2_400 : 20_000)))
                .listen("127.0.0.1", Ports.unused());
        before.onConnection(socket -> socket.onDisconnect(reasons::put));
        int port = before.port();
        PeerSocket client = client(before, "/").begin();
        String id = client.awaitConnect();
        awaitUpgraded(joined.take());

        before.close();
        assertThat(client.awaitDisconnect()).isEqualTo(reason(deaf ? "ping timeout" : "transport close"));
        assertThat(reasons.take()).isEqualTo(DisconnectReason.SERVER_SHUTTING_DOWN);
        SocketIoServer after = server(options -> {});
        after.onConnection(ValuesMatrix::answerAll);
        after.listen("127.0.0.1", port);

        assertThat(client.awaitConnect())
                .isNotEqualTo(id)
                .isEqualTo(joined.take().id());
        assertThat(client.ask("echo", "and back", BUFFER)).containsExactly("and back", BUFFER);
    }

    private static void awaitUpgraded(Socket socket) {
        await().until(() -> socket.transport().equals("websocket"));
    }

    private String reason(String reason) {
        return differs(Difference.NO_REASON) ? null : reason;
    }

    // ---------------------------------------------------------------- transports

    @Test
    @Tag("feature:1.1")
    void worksOverPollingOnly() throws Exception {
        assertWorksOver(Transports.POLLING);
    }

    @Test
    @Tag("feature:1.2")
    void worksOverWebSocketOnly() throws Exception {
        assertWorksOver(Transports.WEBSOCKET);
    }

    private void assertWorksOver(Transports transports) throws Exception {
        Inbox<String> asked = new Inbox<>("transports of requests");
        SocketIoServer io = server(options -> options.middleware(exchange -> {
                    asked.put(String.valueOf(exchange.request().query("transport")));
                    exchange.next();
                }))
                .listen("127.0.0.1", 0);
        io.onConnection(ValuesMatrix::answerAll);
        PeerSocket client = connect(client(io.port(), "/", transports).echoing("echo"));
        Socket socket = joined.take();

        for (int i = 0; i < 20; i++) {
            assertThat(client.ask("echo", "text " + i, BUFFER)).containsExactly("text " + i, BUFFER);
            assertThat(asked(socket, "echo", "text " + i, BYTES)).containsExactly("text " + i, BUFFER);
        }

        assertThat(socket.transport()).isEqualTo(transports.last());
        assertThat(asked.present()).containsOnly(transports.last());
    }

    @Test
    @Tag("feature:1.9")
    void nothingIsLostDoubledOrReorderedByAnUpgradeUnderLoad() throws Exception {
        LateUpgrade upgrade = new LateUpgrade();
        SocketIoServer io = server(options -> options.middleware(upgrade)).listen("127.0.0.1", 0);
        Inbox<Arrival> arrivals = new Inbox<>("numbers at the server");
        AtomicInteger arrived = new AtomicInteger();
        io.onConnection(socket -> {
            socket.answer("nothing more", payload -> "true");
            socket.on("number", Long.class, number -> {
                arrivals.put(new Arrival(number, socket.transport()));
                arrived.incrementAndGet();
            });
        });
        PeerSocket client = client(io, "/").begin();
        boolean late = !differs(Difference.UPGRADES_BEFORE_IT_JOINS);
        if (!late) {
            await().until(upgrade::holds);
            assertThat(joined.present()).isEmpty();
            upgrade.release();
        }
        client.awaitConnect();
        Socket socket = joined.take();
        Counting counting = new Counting(socket);
        client.startNumbers("number");
        if (late) {
            await().until(() -> arrived.get() > 100 && upgrade.holds());
            upgrade.release();
        }
        awaitUpgraded(socket);
        int before = arrived.get();
        await().until(() -> arrived.get() > before + 100);
        int sent = client.stopNumbers();
        int emitted = counting.stop();
        socket.emit("last");
        client.await("last");

        List<Arrival> atTheServer = arrivals.take(sent);
        assertThat(atTheServer).extracting(Arrival::number).isEqualTo(numbers(sent));
        assertThat(atTheServer.get(0).transport()).isEqualTo(late ? "polling" : "websocket");
        assertThat(atTheServer.get(sent - 1).transport()).isEqualTo("websocket");
        List<Object> atTheClient = new ArrayList<>();
        for (int i = 0; i < emitted; i++) {
            List<Object> arguments = client.await("number").arguments();
            atTheClient.add(((Number) arguments.get(0)).longValue());
            assertThat(arguments.get(1))
                    .isEqualTo(i % 10 == 9 ? (Object) ByteBuffer.wrap(new byte[] {(byte) i}) : "text");
        }
        assertThat(atTheClient).isEqualTo(numbers(emitted));
        assertThat(client.eventNames()).hasSize(emitted + 1);
        assertThat(client.ask("nothing more")).containsExactly("true");
        assertThat(arrivals.present()).isEmpty();
    }

    private record Arrival(long number, String transport) {}

    private static List<Long> numbers(int count) {
        return LongStream.range(0, count).boxed().toList();
    }

    private static Object orNone(Object auth) {
        return auth == null ? "none" : auth;
    }
}
