package io.jettio.integration.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.integration.LogWatch;
import io.jettio.integration.proofs.SocketIoPeer.Kind;
import io.jettio.server.Socket;
import io.jettio.server.SocketIoServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Clients over polling, over WebSockets, and upgrading, whose events take a random short time to handle: those of one
 * client come in order and one at a time, those of others meanwhile.
 */
class EventOrderProofTest {
    private static final List<Kind> KINDS = List.of(Kind.values());
    private static final int CLIENTS = 100;
    /** One of so many events asks its client, and goes on when it is answered. */
    private static final int ASKING = 100;
    /** Smaller than what follows the last event that asks: who left earlier would not be asked any more. */
    private static final int WINDOW = ASKING / 2 - 10;
    /** The client that answers its first question when all others are through. */
    private static final int SILENT = 0;

    private static final int PATIENCE_SECONDS = 60;

    private final LogWatch log = new LogWatch();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final int events = Scale.of(200, 1_000);
    private final SocketIoServer io = SocketIoServer.create(options -> options.pingInterval(Duration.ofMinutes(10)));
    private final CyclicBarrier together = new CyclicBarrier(CLIENTS);
    private final CountDownLatch others = new CountDownLatch(CLIENTS - 1);
    private final CountDownLatch all = new CountDownLatch(CLIENTS);
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final LongAdder sleptNanos = new LongAdder();
    private final LongAdder calls = new LongAdder();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final List<Client> clients = new ArrayList<>();

    @AfterEach
    void stop() {
        io.close();
        threads.shutdownNow();
        log.close();
    }

    @Test
    void eventsOfEachClientAreHandledInOrderAndNeverTwoAtOnce() throws Exception {
        long seed = Scale.seed();
        Scale.print("seed %d", seed);
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new Client(i, new Random(seed + i)));
        }
        io.onConnection(
                socket -> clients.get(Integer.parseInt(socket.handshake().query("client")))
                        .serve(socket));
        io.listen("127.0.0.1", 0);
        long from = System.nanoTime();
        List<Future<?>> playing = new ArrayList<>();
        for (Client client : clients) {
            playing.add(threads.submit(() -> {
                try {
                    client.play();
                } catch (Exception e) {
                    fail(e);
                }
            }));
        }
        for (Future<?> player : playing) {
            player.get();
        }
        verify();
        long nanos = System.nanoTime() - from;
        for (Client client : clients) {
            client.close();
        }
        verify();
        Scale.print(
                "%d clients, %d events each: in order, one at a time for each client, up to %d clients at once;"
                        + " %d calls inside handlers; handlers slept %d ms within %d ms",
                CLIENTS,
                events,
                mostAtOnce.get(),
                calls.sum(),
                TimeUnit.NANOSECONDS.toMillis(sleptNanos.sum()),
                TimeUnit.NANOSECONDS.toMillis(nanos));
        assertThat(mostAtOnce).as("handlers that ran at once").hasValue(CLIENTS);
        assertThat(calls.sum()).isEqualTo((long) CLIENTS * events / ASKING);
    }

    private void verify() {
        if (failure.get() != null) {
            throw new AssertionError(failure.get());
        }
    }

    private void fail(Throwable why) {
        failure.compareAndSet(null, why);
        clients.forEach(client -> client.window.release(events));
        together.reset();
        while (others.getCount() > 0) {
            others.countDown();
        }
        while (all.getCount() > 0) {
            all.countDown();
        }
    }

    /** One client, and what its handlers see. */
    private final class Client {
        private final int number;
        private final Random random;
        private final Kind kind;
        private final Semaphore window = new Semaphore(WINDOW);
        private final AtomicInteger inside = new AtomicInteger();
        /** Of no thread, as an application's field would be: each handler must see what the one before has written. */
        private int handled;

        private final CountDownLatch joined = new CountDownLatch(1);
        private volatile SocketIoPeer peer;

        Client(int number, Random random) {
            this.number = number;
            this.random = random;
            this.kind = KINDS.get(number % KINDS.size());
        }

        // ---------------------------------------------------------------- the client's side

        void play() throws Exception {
            peer = SocketIoPeer.join(
                    kind,
                    io.port(),
                    "/socket.io/?client=" + number,
                    threads,
                    this::answer,
                    EventOrderProofTest.this::fail);
            await(joined); // before which no event may come
            int upgradeAt = random.nextInt(events);
            for (int i = 0; i < events && failure.get() == null; i++) {
                if (!window.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new AssertionError("client " + number + " is handled no more after " + i + " events");
                }
                peer.send("2[\"e\"," + i + "]");
                if (i == upgradeAt && kind == Kind.UPGRADING) {
                    peer.upgrade();
                }
            }
            peer.send("1");
            await(all);
        }

        private void answer(String packet) {
            if (packet.startsWith("0{")) {
                joined.countDown();
                return;
            }
            int id = packet.indexOf("[\"q\",");
            if (!packet.startsWith("2") || id < 0) {
                throw new AssertionError("not expected: " + packet);
            }
            if (number == SILENT) {
                await(others);
            }
            peer.send("3" + packet.substring(1, id) + "[" + packet.substring(id + 5));
        }

        void close() throws Exception {
            peer.close();
        }

        // ---------------------------------------------------------------- the server's side

        void serve(Socket socket) {
            socket.on("e", Integer.class, event -> handle(socket, event));
            socket.onError(thrown -> fail(thrown.cause()));
            socket.onDisconnect(reason -> {
                enter(events);
                if (number != SILENT) {
                    others.countDown();
                }
                all.countDown();
                leave();
            });
        }

        private void handle(Socket socket, int event) throws Exception {
            enter(event);
            if (event == 0) {
                together.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            long nanos = random.nextInt(2_000_000);
            LockSupport.parkNanos(nanos);
            sleptNanos.add(nanos);
            if (event % ASKING == ASKING / 2) {
                assertThat(socket.call("q", Integer.class, event)).isEqualTo(event);
                assertThat(number != SILENT || others.getCount() == 0)
                        .as("whether all others are through")
                        .isTrue();
                calls.increment();
            }
            handled++;
            leave();
            window.release();
        }

        private void enter(int event) {
            if (inside.incrementAndGet() != 1) {
                fail(new AssertionError("two handlers of client " + number + " at once"));
            }
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            if (event != handled) {
                fail(new AssertionError(
                        "client " + number + ": event " + handled + " was to be handled, not " + event));
            }
        }

        private void leave() {
            atOnce.decrementAndGet();
            inside.decrementAndGet();
        }
    }

    private void await(CountDownLatch latch) {
        try {
            if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                fail(new AssertionError("others are not through"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(e);
        }
    }
}
