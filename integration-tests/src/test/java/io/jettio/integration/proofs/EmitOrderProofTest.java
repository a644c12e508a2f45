package io.jettio.integration.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jettio.integration.LogWatch;
import io.jettio.server.Socket;
import io.jettio.server.SocketIoServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Many threads emit to one client, by its socket and by its room, while it joins and leaves another room, upgrades, and is
 * disconnected in the end.
 */
class EmitOrderProofTest {
    private static final int THREADS = 32;
    /** The thread that joins and leaves emits, too, to the room. */
    private static final int JOINING = THREADS;

    private final LogWatch log = new LogWatch();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<Socket> joined = new LinkedBlockingQueue<>();
    private final NumberedPackets packets = new NumberedPackets(THREADS + 1);
    private final Settlements acks = new Settlements();
    /** A client answers later than it takes: acks are not what its window counts. */
    private final SocketIoServer io = SocketIoServer.create(options -> options.pingInterval(Duration.ofMinutes(10))
            .ackTimeout(Duration.ofHours(1))
            .maxPendingAcks(THREADS * 10_000));

    @AfterEach
    void stop() {
        io.close();
        threads.shutdownNow();
        log.close();
    }

    @ParameterizedTest
    @EnumSource
    void packetsOfEachThreadComeInOrderAndWhole(SocketIoPeer.Kind kind) throws Exception {
        int each = Scale.of(500, 10_000);
        long seed = Scale.seed();
        Scale.print("seed %d", seed);
        Random random = new Random(seed);
        io.onConnection(joined::add);
        io.listen("127.0.0.1", 0);
        long from = System.nanoTime();
        try (SocketIoPeer peer = SocketIoPeer.join(kind, io.port(), "/socket.io/", threads, packets, packets::fail)) {
            packets.answerBy(peer::send);
            Socket socket = joined.poll(60, TimeUnit.SECONDS);
            CountDownLatch enough = new CountDownLatch(THREADS);
            List<Future<Integer>> emitting = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int thread = i;
                emitting.add(threads.submit(() -> emitAll(socket, thread, each, enough)));
            }
            Future<Integer> joining = threads.submit(() -> joinAndLeave(socket, enough));
            if (kind == SocketIoPeer.Kind.UPGRADING) {
                long all = (long) THREADS * each;
                packets.awaitArrived(all / 4 + random.nextInt((int) all / 2));
                peer.upgrade();
            }
            int rounds = joining.get();
            packets.awaitDisconnected();
            long emitted = 0;
            for (int i = 0; i < THREADS; i++) {
                int count = emitting.get(i).get();
                emitted += count;
                assertThat(packets.arrived(i)).as("packets of thread " + i).isBetween(each, count);
            }
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(acks.unsettled()).isEmpty());
            Scale.print(
                    "%s client, %d threads: %d packets emitted, %d arrived in order (%d over polling, with attachments)"
                            + " with %d attachments, %d rounds of joining and leaving; acks: %s; %d ms",
                    kind,
                    THREADS,
                    emitted + rounds,
                    packets.arrived(),
                    peer.overPolling(),
                    packets.attachments(),
                    rounds,
                    acks,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from));
            packets.verify();
            acks.verify();
            assertThat(peer.overPolling()).as("what came over polling").satisfies(count -> {
                long whole = packets.arrived() + packets.attachments();
                switch (kind) {
                    case POLLING -> assertThat(count).isGreaterThanOrEqualTo(whole);
                    case WEBSOCKET -> assertThat(count).isZero();
                    case UPGRADING -> assertThat(count).isBetween(whole / 8, whole - 1);
                }
            });
        }
        packets.verify();
    }

    /** Emits until the socket is disconnected, and a little longer; the number of packets. */
    private int emitAll(Socket socket, int thread, int each, CountDownLatch enough) throws InterruptedException {
        int number = 0;
        for (; packets.mayEmit(thread); number++) {
            emit(socket, thread, number);
            if (number == each) {
                enough.countDown();
            }
        }
        for (int i = 0; i < 10; i++, number++) {
            emit(socket, thread, number);
        }
        return number;
    }

    /** Every third with attachments, every fifth with an ack; odd threads emit the others by the socket's own room. */
    private void emit(Socket socket, int thread, int number) {
        List<Object> arguments = new ArrayList<>(List.of(thread, number));
        if (number % 3 == 0) {
            for (int i = 0; i < NumberedPackets.ATTACHMENTS; i++) {
                arguments.add(NumberedPackets.attachment(thread, number, i));
            }
        }
        if (number % 5 == 0) {
            acks.add(thread, number, socket.emitAllWithAck("m", String.class, arguments));
        } else if (thread % 2 == 0) {
            socket.emitAll("m", arguments);
        } else {
            io.of("/").to(socket.id()).emitAll("m", arguments);
        }
    }

    /** Emits to a room while the socket is in it, and while it is not; disconnects in the end. The number of rounds. */
    private int joinAndLeave(Socket socket, CountDownLatch enough) throws InterruptedException {
        int round = 0;
        for (; enough.getCount() > 0 && packets.mayEmit(JOINING); round++) {
            socket.join("room");
            io.of("/").to("room").emit("m", JOINING, round);
            socket.leave("room");
            io.of("/").to("room").emit("m", JOINING, -1);
        }
        socket.join("room");
        socket.disconnect();
        return round;
    }
}
