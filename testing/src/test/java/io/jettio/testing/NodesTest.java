package io.jettio.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.SocketIoServer;
import io.jettio.server.adapter.cluster.ClusterAdapterFactory;
import io.jettio.server.adapter.cluster.InJvmBus;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several servers, joined by an adapter. */
@Tag("feature:7.2")
class NodesTest {
    private final InJvmBus bus = new InJvmBus();
    private final SocketIoServer first = server();
    private final SocketIoServer second = server();
    private final SocketIoTestKit kit = SocketIoTestKit.of(first, second).closingServers();

    private SocketIoServer server() {
        SocketIoServer io =
                SocketIoServer.create(options -> options.adapter(new ClusterAdapterFactory(bus.transport())));
        io.onConnection(socket -> {
            socket.join("lobby");
            socket.on("chat", String.class, text -> io.to("lobby").emit("chat", text));
        });
        return io;
    }

    @AfterEach
    void close() {
        kit.close();
    }

    private TestClient at(int node) {
        return kit.client(node, "/", options -> {}).connect();
    }

    @Test
    void everybodyOnEachNodeIsTold() {
        TestClient anna = at(0);
        TestClient ben = at(1);
        assertThat(first.connections()).isEqualTo(1);
        assertThat(second.connections()).isEqualTo(1);
        anna.emit("chat", "across");
        assertThat(ben.received("chat")).hasSize(1);
        assertThat(anna.received("chat")).hasSize(1);
    }

    @Test
    void answersAreGatheredFromEachNode() {
        at(0).socket().answer("where", String.class, text -> "first");
        at(1).socket().answer("where", String.class, text -> "second");
        var answers = first.to("lobby").emitWithAck("where", String.class, "?");
        kit.advance(Duration.ofSeconds(1)); // the nodes find each other first
        assertThat(answers).isDone();
        assertThat(answers.join().values()).containsExactlyInAnyOrder("first", "second");
    }

    @Test
    void nodesStayTogetherWhileTimePasses() {
        TestClient anna = at(0);
        TestClient ben = at(1);
        kit.advance(Duration.ofMinutes(5));
        var sockets = first.to("lobby").fetchSockets();
        kit.settle();
        assertThat(sockets).isDone();
        assertThat(sockets.join().values()).hasSize(2);
        anna.emit("chat", "still");
        assertThat(ben.take("chat", String.class)).isEqualTo("still");
    }

    @Test
    void nodeThatDoesNotAnswerIsGivenUpInTheKitsTime() {
        at(0);
        TestClient silent = at(1);
        silent.socket().onWithAck("where", String.class, (text, ack) -> {});
        var answers = first.to("lobby").timeout(Duration.ofSeconds(10)).emitWithAck("where", String.class, "?");
        kit.advance(Duration.ofMillis(9_900));
        assertThat(answers).isNotDone();
        kit.advance(Duration.ofSeconds(2));
        assertThat(answers).isDone();
    }
}
