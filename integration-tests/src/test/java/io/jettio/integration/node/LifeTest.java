package io.jettio.integration.node;

import static io.jettio.integration.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.integration.Inbox;
import io.jettio.integration.Ports;
import io.jettio.integration.Transports;
import io.jettio.integration.peer.PeerSocket;
import io.jettio.server.DisconnectReason;
import io.jettio.server.Socket;
import io.jettio.server.SocketIoServer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How connections end, and how clients come back. */
class LifeTest extends NodeInteropTest {
    private final Inbox<Socket> sockets = new Inbox<>("sockets");
    private final Inbox<DisconnectReason> reasons = new Inbox<>("reasons at the server");

    private SocketIoServer server() {
        SocketIoServer io = create(options -> {});
        io.onConnection(socket -> {
            socket.onDisconnect(reasons::put);
            sockets.put(socket);
            socket.answer("echo", String.class, text -> text);
        });
        return io;
    }

    @ParameterizedTest
    @EnumSource
    void clientLeavesItsNamespace(Transports transports) {
        SocketIoServer io = server().listen("127.0.0.1", 0);
        PeerSocket client = client(io, transports).connect();
        client.disconnect();
        assertThat(client.awaitDisconnect()).isEqualTo("io client disconnect");
        assertThat(reasons.take()).isEqualTo(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
        assertThat(sockets.take().connected()).isFalse();
        await().until(() -> io.connections() == 0);
    }

    @ParameterizedTest
    @EnumSource
    void clientClosesTheConnection(Transports transports) {
        SocketIoServer io = server().listen("127.0.0.1", 0);
        PeerSocket client = client(io, transports).option("reconnection", false).connect();
        client.closeEngine();
        assertThat(client.awaitDisconnect()).isEqualTo("forced close");
        assertThat(reasons.take()).isEqualTo(DisconnectReason.TRANSPORT_CLOSE);
        await().until(() -> io.connections() == 0);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("feature:3.30")
    void serverDisconnectsASocket(Transports transports) {
        SocketIoServer io = server().listen("127.0.0.1", 0);
        PeerSocket client = client(io, transports).connect();
        Socket socket = sockets.take();
        socket.emit("last words");
        socket.disconnect();
        client.await("last words");
        assertThat(client.awaitDisconnect()).isEqualTo("io server disconnect");
        assertThat(reasons.take()).isEqualTo(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
    }

    @ParameterizedTest
    @EnumSource
    void serverEndsAConnectionAfterWhatIsQueued(Transports transports) {
        SocketIoServer io = server().listen("127.0.0.1", 0);
        PeerSocket client = client(io, transports).option("reconnection", false).connect();
        Socket socket = sockets.take();
        for (int i = 0; i < 100; i++) {
            socket.emit("number", i);
        }
        socket.disconnectAll();
        assertThat(client.await("number", 100)).isEqualTo(EventsTest.numbers(100));
        assertThat(client.awaitDisconnect()).isEqualTo("io server disconnect");
        assertThat(reasons.take()).isEqualTo(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
        await().until(() -> io.connections() == 0);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("feature:3.2")
    void closeTellsEveryClientAfterWhatIsQueued(Transports transports) {
        SocketIoServer io = server().listen("127.0.0.1", 0);
        List<PeerSocket> clients = List.of(
                client(io, transports).option("reconnection", false).connect(),
                client(io, transports).option("reconnection", false).connect());
        io.emit("good night");
        io.close();
        io.close();
        for (PeerSocket client : clients) {
            client.await("good night");
            assertThat(client.awaitDisconnect()).isEqualTo("transport close");
        }
        assertThat(reasons.take(2))
                .containsExactly(DisconnectReason.SERVER_SHUTTING_DOWN, DisconnectReason.SERVER_SHUTTING_DOWN);
    }

    @ParameterizedTest
    @EnumSource
    void clientComesBackWhenTheServerWasStartedAgain(Transports transports) {
        int port = Ports.unused();
        SocketIoServer before = server().listen("127.0.0.1", port);
        PeerSocket client = client(before, transports)
                .option("reconnectionDelay", 50)
                .option("reconnectionDelayMax", 200)
                .connect();
        String id = sockets.take().id();

        before.close();
        assertThat(client.awaitDisconnect()).isEqualTo("transport close");
        client.emit("echo", "kept while there is no connection");
        SocketIoServer after = server().listen("127.0.0.1", port);

        String newId = client.awaitConnect();
        assertThat(newId).isNotEqualTo(id).isEqualTo(sockets.take().id());
        if (transports.upgrades()) {
            client.awaitUpgrade();
        }
        assertThat(client.ask("echo", "and back")).containsExactly("and back");
        assertThat(after.connections()).isEqualTo(1);
    }

    @Test
    void idleConnectionsLiveByTheirHeartbeats() {
        // A timeout that no pause of a process reaches; all transports at once, since it has to pass.
        SocketIoServer io =
                create(options -> options.pingInterval(Duration.ofMillis(200)).pingTimeout(Duration.ofSeconds(4)));
        io.onConnection(socket -> {
            sockets.put(socket);
            socket.onDisconnect(reasons::put);
            socket.answer("echo", String.class, text -> text);
        });
        io.listen("127.0.0.1", 0);
        List<PeerSocket> clients = Stream.of(Transports.values())
                .map(transports -> client(io, transports).connect())
                .toList();

        // Twice as long as a client without pings would stay.
        await().during(Duration.ofMillis(8_400))
                .until(() -> sockets.present().stream().allMatch(Socket::connected));

        for (PeerSocket client : clients) {
            assertThat(client.ask("echo", "alive")).containsExactly("alive");
        }
        assertThat(reasons.present()).isEmpty();
    }
}
