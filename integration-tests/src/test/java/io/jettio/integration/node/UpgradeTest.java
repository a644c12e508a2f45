package io.jettio.integration.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.integration.Inbox;
import io.jettio.integration.Transports;
import io.jettio.server.Socket;
import io.jettio.server.SocketIoServer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.RepeatedTest;

/** Traffic in both directions while a connection goes over from polling to WebSocket. */
class UpgradeTest extends NodeInteropTest {
    private static final int COUNT = 500;

    private final Inbox<Object> received = new Inbox<>("numbers at the server");

    @RepeatedTest(5)
    void nothingIsLostDoubledOrReorderedAroundTheUpgrade() throws Exception {
        SocketIoServer io = listening();
        Inbox<Thread> senders = new Inbox<>("senders");
        io.onConnection(socket -> {
            socket.on("number", Long.class, received::put);
            Thread sender = new Thread(() -> send(socket), "test-sender");
            senders.put(sender);
            sender.start();
        });
        NodeSocket client = client(io, Transports.UPGRADE).begin();
        client.stream("number", COUNT, Transports.UPGRADE);
        client.awaitUpgrade();

        List<NodeSocket.Event> atTheClient = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            atTheClient.add(client.await("number"));
        }
        assertThat(received.take(COUNT)).isEqualTo(EventsTest.numbers(COUNT));
        assertThat(atTheClient.stream().map(UpgradeTest::number).toList()).isEqualTo(EventsTest.numbers(COUNT));
        assertThat(atTheClient.get(0).transport()).isEqualTo("polling");
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
            while (i >= COUNT / 2 && socket.connected() && socket.transport().equals("polling")) {
                LockSupport.parkNanos(100_000);
            }
            socket.emit("number", i % 10 == 9 ? new byte[] {(byte) (i >> 8), (byte) i} : i);
            if (i % 8 == 0) {
                LockSupport.parkNanos(200_000);
            }
        }
        socket.emit("last");
    }

    private static Object number(NodeSocket.Event event) {
        return event.argument() instanceof ByteBuffer bytes ? (Object) (long) bytes.getShort(0) : event.argument();
    }

    @RepeatedTest(3)
    void acksFindTheirWayAroundTheUpgrade() throws Exception {
        SocketIoServer io = listening();
        Inbox<Object> answers = new Inbox<>("answers");
        io.onConnection(socket -> socket.on("go", payload -> {
            for (int i = 0; i < 50; i++) {
                answers.put(socket.call("echo", Long.class, i));
            }
        }));
        NodeSocket client = client(io, Transports.UPGRADE).echoing("echo").begin();
        client.emit("go");
        client.awaitUpgrade();
        assertThat(answers.take(50)).isEqualTo(EventsTest.numbers(50));
    }
}
