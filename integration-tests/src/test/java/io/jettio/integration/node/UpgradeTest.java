package io.jettio.integration.node;

import static io.jettio.integration.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.integration.Inbox;
import io.jettio.integration.Transports;
import io.jettio.integration.peer.PeerSocket;
import io.jettio.server.Socket;
import io.jettio.server.SocketIoServer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Traffic in both directions while a connection goes over from polling to WebSocket. */
class UpgradeTest extends NodeInteropTest {
    private static final int COUNT = 500;
    private static final int AFTER_THE_FIRST_EVENT = -1;

    private final Inbox<Object> received = new Inbox<>("numbers at the server");

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 20, 60, AFTER_THE_FIRST_EVENT})
    void nothingIsLostDoubledOrReorderedAroundTheUpgrade(int upgradeAfterMillis) throws Exception {
        SocketIoServer io = listening();
        Inbox<Thread> senders = new Inbox<>("senders");
        io.onConnection(socket -> {
            socket.on("number", Long.class, received::put);
            Thread sender = new Thread(() -> send(socket), "test-sender");
            senders.put(sender);
            sender.start();
        });
        PeerSocket.Plan plan = client(io, Transports.UPGRADE);
        PeerSocket client = (upgradeAfterMillis == AFTER_THE_FIRST_EVENT
                        ? plan.upgradingAfterTheFirstEvent()
                        : plan.upgradingAfter(upgradeAfterMillis))
                .begin();
        client.stream("number", COUNT, Transports.UPGRADE);
        client.awaitUpgrade();

        List<PeerSocket.Event> atTheClient = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            atTheClient.add(client.await("number"));
        }
        assertThat(received.take(COUNT)).isEqualTo(EventsTest.numbers(COUNT));
        assertThat(atTheClient.stream().map(UpgradeTest::number).toList()).isEqualTo(EventsTest.numbers(COUNT));
        if (upgradeAfterMillis == AFTER_THE_FIRST_EVENT) {
            assertThat(atTheClient.get(0).transport()).isEqualTo("polling");
        }
        assertThat(atTheClient.get(COUNT - 1).transport()).isEqualTo("websocket");
        Thread sender = senders.take();
        sender.join();
        assertThat(client.await("last").arguments()).isEmpty();
        assertThat(received.present()).isEmpty();
        assertThat(client.eventNames()).hasSize(COUNT + 1);
    }

    /** Sends half of the numbers before and while the connection is upgraded, the others after it; some as binary. */
    private static void send(Socket socket) {
        for (int i = 0; i < COUNT; i++) {
            if (i == COUNT / 2) {
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> !socket.connected() || !socket.transport().equals("polling"));
            }
            socket.emit("number", i % 10 == 9 ? new byte[] {(byte) (i >> 8), (byte) i} : i);
        }
        socket.emit("last");
    }

    private static Object number(PeerSocket.Event event) {
        return event.argument() instanceof ByteBuffer bytes ? (Object) (long) bytes.getShort(0) : event.argument();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 60})
    void acksFindTheirWayAroundTheUpgrade(int upgradeAfterMillis) {
        SocketIoServer io = listening();
        Inbox<Object> answers = new Inbox<>("answers");
        io.onConnection(socket -> socket.on("go", payload -> {
            for (int i = 0; i < 50; i++) {
                answers.put(socket.call("echo", Long.class, i));
            }
        }));
        PeerSocket client = client(io, Transports.UPGRADE)
                .upgradingAfter(upgradeAfterMillis)
                .echoing("echo")
                .begin();
        client.emit("go");
        client.awaitUpgrade();
        assertThat(answers.take(50)).isEqualTo(EventsTest.numbers(50));
    }
}
