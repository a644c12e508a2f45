package io.jettio.testing.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.SocketIoServer;
import io.jettio.server.observe.ServerHealth;
import io.jettio.testing.SocketIoTestKit;
import io.jettio.testing.TestClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Kits and clients as parameters. */
class SocketIoTestExtensionTest {
    private static final List<SocketIoServer> MADE = new ArrayList<>();

    @RegisterExtension
    final SocketIoTestExtension extension = SocketIoTestExtension.of(SocketIoTestExtensionTest::server);

    private static SocketIoServer server() {
        SocketIoServer io = SocketIoServer.create();
        io.onConnection(socket -> socket.on("chat", String.class, text -> io.emit("chat", text)));
        io.of("/admin").onConnection(socket -> socket.emit("welcome"));
        MADE.add(io);
        return io;
    }

    @BeforeEach
    void serverIsThisTests(SocketIoTestKit kit) {
        assertThat(MADE.get(MADE.size() - 1).connections()).isZero();
        kit.settle();
    }

    @RepeatedTest(2)
    void eachParameterIsAClientOfItsOwn(
            TestClient anna, @InNamespace("/admin") TestClient ben, TestClient carla, SocketIoTestKit kit) {
        anna.emit("chat", "hello");
        assertThat(carla.take("chat", String.class)).isEqualTo("hello");
        assertThat(ben.received().toString()).isEqualTo("[welcome[]]");
        assertThat(MADE.get(MADE.size() - 1).connections()).isEqualTo(3);
        var unused = kit.connect();
        assertThat(MADE.get(MADE.size() - 1).connections()).isEqualTo(4);
    }

    @AfterAll
    static void serversAreClosed() {
        assertThat(MADE)
                .hasSizeGreaterThan(1)
                .allSatisfy(io -> assertThat(io.health().state()).isNotEqualTo(ServerHealth.State.ACCEPTING));
    }
}
