package io.jettio.integration.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.integration.Inbox;
import io.jettio.integration.Transports;
import io.jettio.integration.peer.PeerSocket;
import io.jettio.server.ConnectRefused;
import io.jettio.server.Handshake;
import io.jettio.server.SocketIoServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Namespaces, their middlewares, and what clients bring to them. */
class NamespacesTest extends NodeInteropTest {
    @ParameterizedTest
    @EnumSource
    @Tag("feature:3.10")
    void twoNamespacesShareOneConnection(Transports transports) {
        SocketIoServer io = listening();
        io.onConnection(socket -> socket.answer("where", payload -> "main"));
        io.of("/news").onConnection(socket -> socket.answer("where", payload -> "news"));
        PeerSocket main = client(io, transports).connect();
        PeerSocket news = client(io.port(), "/news", transports).sharing(main).connect();

        assertThat(main.ask("where")).containsExactly("main");
        assertThat(news.ask("where")).containsExactly("news");
        io.of("/news").emit("only here");
        io.emit("only there");
        news.await("only here");
        main.await("only there");
        assertThat(main.eventNames()).containsExactly("only there");
        assertThat(news.eventNames()).containsExactly("only here");
        assertThat(io.connections()).isEqualTo(1);

        news.disconnect();
        assertThat(news.awaitDisconnect()).isEqualTo("io client disconnect");
        assertThat(main.ask("where")).containsExactly("main");
    }

    @ParameterizedTest
    @EnumSource
    void unknownNamespaceIsRefused(Transports transports) {
        SocketIoServer io = listening();
        PeerSocket client = client(io.port(), "/unknown", transports).begin();
        assertThat(client.awaitConnectError()).isEqualTo(new PeerSocket.ConnectError("Invalid namespace", null));
    }

    @ParameterizedTest
    @EnumSource
    @Tag("feature:3.23")
    void refusalOfAMiddlewareReachesTheClientWithItsData(Transports transports) {
        SocketIoServer io = listening();
        Inbox<String> judged = new Inbox<>("middlewares that judged");
        io.of("/admin").use(request -> judged.put("first"));
        io.of("/admin").use(request -> {
            judged.put("second");
            throw new ConnectRefused("not authorized", Map.of("code", 7, "hints", List.of("ask Ada")));
        });
        io.of("/admin").use(request -> judged.put("third"));
        PeerSocket client = client(io.port(), "/admin", transports).begin();
        assertThat(client.awaitConnectError())
                .isEqualTo(
                        new PeerSocket.ConnectError("not authorized", Map.of("code", 7L, "hints", List.of("ask Ada"))));
        assertThat(judged.present()).containsExactly("first", "second");
        assertThat(io.of("/admin").sockets()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void defectOfAMiddlewareIsLoggedAndNotSent(Transports transports) {
        log().expect("a middleware failed");
        SocketIoServer io = listening();
        io.use(request -> {
            throw new IllegalStateException("secret");
        });
        PeerSocket client = client(io, transports).begin();
        assertThat(client.awaitConnectError()).isEqualTo(new PeerSocket.ConnectError("Internal server error", null));
    }

    record Login(String token, int version) {}

    @ParameterizedTest
    @EnumSource
    void authReachesMiddlewareAndSocket(Transports transports) {
        SocketIoServer io = listening();
        Inbox<Handshake> handshakes = new Inbox<>("handshakes");
        io.use(request -> {
            Login login = request.auth(Login.class);
            if (login == null || !login.token().equals("ünlocked")) {
                throw new ConnectRefused("who are you?");
            }
        });
        io.onConnection(socket -> handshakes.put(socket.handshake()));

        PeerSocket stranger = client(io, transports).begin();
        assertThat(stranger.awaitConnectError().message()).isEqualTo("who are you?");
        client(io, transports)
                .option("auth", Map.of("token", "ünlocked", "version", 3))
                .option("query", Map.of("color", "a&b=ü"))
                .connect();

        Handshake handshake = handshakes.take();
        assertThat(handshake.auth(Login.class)).isEqualTo(new Login("ünlocked", 3));
        assertThat(handshake.request().query("color")).isEqualTo("a&b=ü");
        assertThat(handshakes.present()).isEmpty();
    }
}
