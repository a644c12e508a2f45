package io.jettio.integration.node;

import static io.jettio.integration.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.integration.Patience;
import io.jettio.integration.Transports;
import io.jettio.integration.peer.PeerSocket;
import io.jettio.protocol.engineio.EnginePacketType;
import io.jettio.server.Socket;
import io.jettio.server.SocketIoServer;
import io.jettio.server.observe.ServerObserver;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What observers are told of an official client that connects, asks, answers and leaves. */
@Tag("feature:6.3")
@Tag("feature:6.4")
class ObservationTest extends NodeInteropTest {
    private static final String LONG = "x".repeat(10_000);

    private final AtomicLong opened = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final Queue<Long> upgrades = new ConcurrentLinkedQueue<>();
    private final Queue<Long> roundTrips = new ConcurrentLinkedQueue<>();
    private final Queue<Long> handlerTimes = new ConcurrentLinkedQueue<>();
    private final Queue<Long> acksSent = new ConcurrentLinkedQueue<>();
    private final Queue<Long> acksReceived = new ConcurrentLinkedQueue<>();
    private final Queue<String> ends = new ConcurrentLinkedQueue<>();

    private final ServerObserver observer = new ServerObserver() {
        @Override
        public void opened(long connection, String transport) {
            opened.incrementAndGet();
        }

        @Override
        public void upgraded(long connection, long nanos) {
            upgrades.add(nanos);
        }

        @Override
        public void received(long connection, EnginePacketType type, int bytes) {
            received.addAndGet(bytes);
        }

        @Override
        public void sent(long connection, EnginePacketType type, int bytes) {
            sent.addAndGet(bytes);
        }

        @Override
        public void heartbeat(long connection, long roundTripNanos) {
            roundTrips.add(roundTripNanos);
        }

        @Override
        public void handled(long connection, String namespace, String event, long nanos) {
            handlerTimes.add(nanos);
        }

        @Override
        public void ackSent(long connection, String namespace, long nanos) {
            acksSent.add(nanos);
        }

        @Override
        public void ackReceived(long connection, String namespace, long nanos) {
            acksReceived.add(nanos);
        }

        @Override
        public void disconnected(long connection, String namespace, String id, String reason) {
            ends.add(namespace + " " + reason);
        }

        @Override
        public void closed(long connection, String transport, String reason) {
            ends.add(transport + " " + reason);
        }
    };

    @ParameterizedTest
    @EnumSource
    void figuresOfAnOfficialClientAreTold(Transports transports) {
        SocketIoServer io = create(options -> options.observer(observer).pingInterval(Duration.ofMillis(100)))
                .listen("127.0.0.1", 0);
        AtomicReference<Socket> socket = new AtomicReference<>();
        io.onConnection(joined -> {
            socket.set(joined);
            joined.answer("ask", String.class, String::length);
        });
        PeerSocket client =
                client(io, transports).answering("question", "answer").connect();

        assertThat(client.ask("ask", LONG)).containsExactly((long) LONG.length());
        assertThat(socket.get().emitWithAck("question", String.class, LONG))
                .succeedsWithin(Patience.LONG)
                .isEqualTo("answer");
        await().until(() -> !roundTrips.isEmpty());
        if (transports == Transports.UPGRADE) {
            await().until(() -> !upgrades.isEmpty());
        }
        client.disconnect();
        await().until(() -> ends.size() == 2);

        // Told behind what they tell of, so the last of them may come after the client has been answered.
        List<Queue<Long>> timesOfAll = List.of(roundTrips, handlerTimes, acksSent, acksReceived);
        await().until(() -> sent.get() >= LONG.length() && timesOfAll.stream().noneMatch(Queue::isEmpty));
        assertThat(opened).hasValue(1);
        assertThat(received.get()).isBetween((long) LONG.length(), 2L * LONG.length());
        assertThat(sent.get()).isBetween((long) LONG.length(), 2L * LONG.length());
        for (Queue<Long> times : timesOfAll) {
            assertThat(times).allSatisfy(ObservationTest::isATime);
        }
        assertThat(upgrades).hasSize(transports == Transports.UPGRADE ? 1 : 0).allSatisfy(ObservationTest::isATime);
        assertThat(ends).contains("/ client namespace disconnect");
        assertThat(ends).anyMatch(end -> end.endsWith(" transport close"));
    }

    private static void isATime(long nanos) {
        assertThat(nanos).isPositive().isLessThan(Patience.LONG.toNanos());
    }
}
