package io.jettio.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.client.SocketIo;
import io.jettio.client.engine.TransportType;
import io.jettio.server.SocketIoServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server in a kit, in the next one, and in production's way. */
class BorrowingTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    private final SocketIoServer io = SocketIoServer.create();
    private final List<String> ends = new CopyOnWriteArrayList<>();

    BorrowingTest() {
        io.onConnection(socket -> {
            socket.answer("double", Integer.class, number -> 2 * number);
            socket.onDisconnect(reason -> ends.add(reason.toString()));
        });
    }

    @AfterEach
    void close() {
        io.close();
    }

    @Test
    void serverThatWasGivenBackListensForReal() throws Exception {
        for (int i = 0; i < 2; i++) {
            try (SocketIoTestKit kit = SocketIoTestKit.of(io)) {
                assertThat(kit.connect().call("double", Integer.class, 4)).isEqualTo(8);
                kit.advance(Duration.ofMinutes(10));
            }
            assertThat(io.connections()).isZero();
        }
        io.listen("127.0.0.1", 0);
        var client = SocketIo.connect("http://127.0.0.1:" + io.port());
        try {
            assertThat(client.emitWithAck("double", Integer.class, 21).get(30, TimeUnit.SECONDS))
                    .isEqualTo(42);
        } finally {
            client.close();
        }
    }

    /** A server learns of a lost poll when it answers it or by the heartbeat; until then a close would wait for the client. */
    @Test
    void sessionThatNobodyPollsAnyMoreEndsWithTheKit() {
        try (SocketIoTestKit kit = SocketIoTestKit.of(io)) {
            TestClient client = kit.connect("/", options -> options.transports(TransportType.POLLING));
            client.wire().cut();
            kit.settle();
            assertThat(io.connections()).isOne();
        }
        assertThat(io.connections()).isZero();
        assertThat(ends).containsExactly("transport close");
    }

    @Test
    void serverIsInOneKitOnly() {
        SocketIoServer other = SocketIoServer.create();
        try (SocketIoTestKit kit = SocketIoTestKit.of(io)) {
            assertThatThrownBy(() -> SocketIoTestKit.of(other, io)).isInstanceOf(IllegalStateException.class);
            assertThat(kit.connect().call("double", Integer.class, 4)).isEqualTo(8);
        }
        try (SocketIoTestKit kit = SocketIoTestKit.of(other, io).closingServers()) { // neither was kept
            assertThat(kit.client(1, "/", options -> {}).connect().call("double", Integer.class, 4))
                    .isEqualTo(8);
        }
    }

    /** Whoever waits here for what does not come waits for minutes: a pause of the machine's is shorter. */
    @Test
    void kitEndsThoughNothingGoesThroughAnyMore() {
        long begin = System.nanoTime();
        try (SocketIoTestKit kit = SocketIoTestKit.of(io).patience(LONG)) {
            stubborn(kit).wire().halfOpen();
            stubborn(kit).wire().stopReading();
            stubborn(kit).wire().delay(Duration.ofHours(1));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LONG.dividedBy(2));
    }

    private static TestClient stubborn(SocketIoTestKit kit) {
        return kit.connect("/", options -> options.closeTimeout(LONG));
    }
}
