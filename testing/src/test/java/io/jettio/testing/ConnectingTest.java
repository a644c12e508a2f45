package io.jettio.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.client.DisconnectReason;
import io.jettio.client.engine.CookieStore;
import io.jettio.client.engine.TransportType;
import io.jettio.protocol.TypeRef;
import io.jettio.server.ConnectRefused;
import io.jettio.server.Handshake;
import io.jettio.server.SocketIoServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client brings with it, who is let in, acks both ways and why it ends. */
@Tag("feature:7.1")
@Tag("feature:7.2")
class ConnectingTest {
    private final SocketIoServer io = SocketIoServer.create();
    private final List<Handshake> handshakes = new CopyOnWriteArrayList<>();
    private final List<String> ends = new CopyOnWriteArrayList<>();
    private final SocketIoTestKit kit = SocketIoTestKit.of(io).closingServers();

    ConnectingTest() {
        io.onConnection(socket -> {
            handshakes.add(socket.handshake());
            socket.onDisconnect(reason -> ends.add(reason.toString()));
            socket.on("leave", String.class, how -> socket.disconnect());
            socket.on("leaveAll", String.class, how -> socket.disconnectAll());
        });
        io.of("/admin").use(request -> {
            if (!"secret".equals(request.auth(Map.class).get("token"))) {
                throw new ConnectRefused("who are you", Map.of("code", 401));
            }
        });
        io.of("/admin").onConnection(socket -> {
            socket.answer("whoami", String.class, text -> "admin " + text);
            socket.onDisconnect(reason -> ends.add("admin " + reason));
        });
    }

    @AfterEach
    void close() {
        kit.close();
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void headersQueryAndCookiesArrive(TransportType transport) {
        var unused = kit.connect(
                "/",
                options -> options.transports(transport)
                        .header("X-Tenant", "blue")
                        .header("Cookie", "session=4711")
                        .query("lang", "de"));
        Handshake handshake = handshakes.get(0);
        assertThat(handshake.header("x-tenant")).isEqualTo("blue");
        assertThat(handshake.header("cookie")).contains("session=4711");
        assertThat(handshake.query("lang")).isEqualTo("de");
        assertThat(handshake.query("transport")).isEqualTo(transport.name().toLowerCase(java.util.Locale.ROOT));
        assertThat(handshake.secure()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void cookiesOfALoginElsewhereAreCarriedOver(TransportType transport) {
        CookieStore cookies = CookieStore.inMemory();
        TestClient client =
                kit.client("/", options -> options.transports(transport).cookieStore(cookies));
        cookies.received(kit.url(0), List.of("JSESSIONID=abc; Path=/; HttpOnly"));
        client.connect();
        assertThat(handshakes.get(0).header("cookie")).contains("JSESSIONID=abc");
    }

    @Test
    void whoIsNotLetInIsToldWhy() {
        var refused = kit.client("/admin", options -> options.auth(Map.of("token", "guess")))
                .connectRefused();
        assertThat(refused.refused()).isTrue();
        assertThat(refused.message()).isEqualTo("who are you");
        assertThat(refused.data(new TypeRef<Map<String, Integer>>() {})).contains(Map.of("code", 401));
        assertThatThrownBy(() -> kit.connect("/admin", options -> options.auth(Map.of("token", "guess"))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("who are you");
        TestClient admin = kit.client("admin", options -> options.auth(Map.of("token", "secret")));
        assertThatThrownBy(admin::connectRefused).isInstanceOf(AssertionError.class);
    }

    @Test
    void namespacesShareAConnection() {
        TestClient main = kit.connect("/", options -> options.auth(Map.of("token", "secret")));
        TestClient admin = main.in("/admin").connect();
        assertThat(main.wire()).isSameAs(admin.wire());
        assertThat(io.connections()).isEqualTo(1);
        assertThat(admin.call("whoami", String.class, "here")).isEqualTo("admin here");
        io.of("/admin").emit("news", 1);
        assertThat(admin.take("news", Integer.class)).isEqualTo(1);
        assertThat(main.received()).isEmpty();
        admin.disconnect();
        assertThat(ends).containsExactly("admin client namespace disconnect");
        assertThat(main.disconnects()).isEmpty();
        assertThat(admin.disconnects()).containsExactly(DisconnectReason.IO_CLIENT_DISCONNECT);
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void serverAsksAndClientAnswers(TransportType transport) {
        TestClient client = kit.connect("/", options -> options.transports(transport));
        client.socket().answer("add", Integer.class, number -> number + 1);
        var answer = io.of("/").emitWithAck("add", Integer.class, 41);
        client.await(answer::isDone, "an answer by this client");
        assertThat(answer.join().values()).containsExactly(42);
        assertThat(client.received("add")).hasSize(1);
    }

    @Test
    void endsSayWhy() {
        TestClient left = kit.connect();
        left.disconnect();
        TestClient sentAway = kit.connect();
        sentAway.emit("leave", "please");
        TestClient closed = kit.connect();
        closed.emit("leaveAll", "please");
        assertThat(left.disconnects()).containsExactly(DisconnectReason.IO_CLIENT_DISCONNECT);
        assertThat(sentAway.disconnects()).containsExactly(DisconnectReason.IO_SERVER_DISCONNECT);
        assertThat(closed.disconnects()).containsExactly(DisconnectReason.IO_SERVER_DISCONNECT);
        assertThat(ends)
                .containsExactly(
                        "client namespace disconnect", "server namespace disconnect", "server namespace disconnect");
    }

    @Test
    void whatAListenerThrowsIsKept() {
        TestClient client = kit.connect();
        var unused = client.socket().on("wrong", String.class, text -> {
            throw new IllegalStateException(text);
        });
        io.emit("wrong", "on purpose");
        assertThat(client.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessage("on purpose"));
    }

    @Test
    void binaryArrivesWhole() {
        TestClient client = kit.connect();
        io.emit("picture", new byte[] {1, 2, 3});
        assertThat(client.take("picture", byte[].class)).containsExactly(1, 2, 3);
    }
}
