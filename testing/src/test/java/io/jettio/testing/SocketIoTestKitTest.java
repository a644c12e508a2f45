package io.jettio.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.client.DisconnectReason;
import io.jettio.client.engine.TransportType;
import io.jettio.server.SocketIoServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server with handlers, as an application has it, under the kit. */
class SocketIoTestKitTest {
    private final SocketIoServer io = SocketIoServer.create();
    private final CompletableFuture<String> slow = new CompletableFuture<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final SocketIoTestKit kit = SocketIoTestKit.of(io).closingServers();

    SocketIoTestKitTest() {
        io.onConnection(socket -> {
            socket.on("chat", String.class, text -> io.emit("chat", text));
            socket.answer("double", Integer.class, number -> 2 * number);
            socket.answer("slow", String.class, text -> slow);
            socket.onDisconnect(reason -> told.add(reason.toString()));
        });
    }

    @AfterEach
    void close() {
        kit.close();
    }

    @Test
    void aTestThatWasInterruptedGivesItsServersBack() {
        SocketIoServer server = SocketIoServer.create();
        SocketIoTestKit interrupted = SocketIoTestKit.of(server);
        interrupted.connect();

        Thread.currentThread().interrupt();
        assertThatThrownBy(interrupted::close).isInstanceOf(AssertionError.class);
        assertThat(Thread.interrupted()).isTrue();

        try (SocketIoTestKit next = SocketIoTestKit.of(server).closingServers()) {
            assertThat(next.connect().socket().connected()).isTrue();
        }
    }

    @Test
    void everybodyIsTold() {
        TestClient anna = kit.connect();
        TestClient ben = kit.connect();
        anna.emit("chat", "hello");
        assertThat(ben.take("chat", String.class)).isEqualTo("hello");
        assertThat(anna.received()).singleElement().hasToString("chat[\"hello\"]");
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void answersComeOverEachTransport(TransportType transport) {
        TestClient client = kit.connect("/", options -> options.transports(transport));
        assertThat(client.call("double", Integer.class, 21)).isEqualTo(42);
    }

    @Test
    void theUpgradeIsDoneInTheKitToo() {
        TestClient client = kit.connect();
        kit.settle();
        assertThat(client.call("double", Integer.class, 1)).isEqualTo(2);
        assertThat(io.of("/").sockets().iterator().next().transport()).isEqualTo("websocket");
    }

    @Test
    void heartbeatsGoOnWhileTimePasses() {
        TestClient client = kit.connect();
        kit.advance(Duration.ofMinutes(10));
        assertThat(client.disconnects()).isEmpty();
        assertThat(client.call("double", Integer.class, 1)).isEqualTo(2);
    }

    @Test
    void halfOpenConnectionEndsByTheHeartbeatAndComesBack() {
        TestClient client = kit.connect();
        client.wire().halfOpen();
        kit.advance(Duration.ofSeconds(46));
        assertThat(told).containsExactly("ping timeout");
        assertThat(client.disconnects()).containsExactly(DisconnectReason.PING_TIMEOUT);
        client.wire().restore();
        kit.advance(Duration.ofSeconds(30));
        assertThat(client.socket().connected()).isTrue();
    }

    @Test
    void answerOfTheApplicationsOwnThreadIsAwaited() {
        TestClient client = kit.connect();
        // Long after nothing is under way in the kit, and a second of its time has passed.
        Executor later =
                CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS, task -> new Thread(task).start());
        later.execute(() -> slow.complete("done"));
        assertThat(client.call("slow", String.class, "?")).isEqualTo("done");
    }

    @Test
    void whatDoesNotComeIsNamedWithWhatCame() {
        TestClient client = kit.connect();
        client.emit("chat", "something else");
        kit.settle();
        kit.patience(Duration.ofMillis(200));
        assertThatThrownBy(() -> client.take("news"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("\"news\"")
                .hasMessageContaining("chat[\"something else\"]");
    }
}
