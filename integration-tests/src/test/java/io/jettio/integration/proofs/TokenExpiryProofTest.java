package io.jettio.integration.proofs;

import static io.jettio.integration.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.client.Retry;
import io.jettio.client.Socket;
import io.jettio.client.SocketIo;
import io.jettio.client.engine.TransportType;
import io.jettio.integration.Ports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Clients whose tokens expire after seconds, in their {@code Authorization} before a proxy and in their CONNECT before the
 * server, stay served: across expiry, restarts of the server, and a time without new tokens. Nothing is lost.
 */
@Timeout(240)
class TokenExpiryProofTest {
    private static final int CLIENTS = 10;
    private static final int LIFE = Scale.of(1_000, 3_000);
    private static final int RUN = Scale.of(8_000, 120_000);

    /** How long no new token can be had, from a third of the run on. */
    private static final int DROUGHT = Scale.of(1_500, 10_000);

    private static final int RESTARTS = Scale.of(1, 5);

    /** How often an event is sent again at most; a session that ends under it costs it a try. */
    private static final int RETRIES = 5;

    /** How many events of each client wait for their acks at a time. */
    private static final int WAITING = 4;

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    private final Tokens tokens = new Tokens();

    /** The last number that the server has seen of each client. */
    private final Map<String, Long> seen = new ConcurrentHashMap<>();

    private final AtomicLong saves = new AtomicLong();
    private volatile String wrong;

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    /** The token endpoint: a token is used as long as it lives, so that some expire on their way. */
    private static final class Tokens {
        private volatile boolean down;
        // Guarded by this.
        private long token;

        synchronized String get() {
            long now = System.currentTimeMillis();
            if (now - token > LIFE) {
                if (down) {
                    throw new IllegalStateException("no token can be had");
                }
                token = now;
            }
            return Long.toString(token);
        }
    }

    /** Keeps some events waiting for their acks, and leaves it to its socket to send them until they are acknowledged. */
    private final class Client {
        private final String name;
        private final Socket socket;
        private final AtomicLong answered = new AtomicLong();
        // Guarded by this.
        private long next;
        private boolean sending = true;

        Client(String name, int port, TransportType transport) {
            this.name = name;
            this.socket = SocketIo.socket(
                    "http://127.0.0.1:" + port,
                    options -> options.transports(transport)
                            .reconnectionDelay(Duration.ofMillis(100))
                            .reconnectionDelayMax(Duration.ofMillis(1_000))
                            .retries(RETRIES)
                            .ackTimeout(Duration.ofSeconds(5))
                            .headersFrom(request -> Map.of("Authorization", "Bearer " + tokens.get()))
                            .auth(() -> Map.of("token", tokens.get())));
            socket.onRefusal(error -> Retry.after(Duration.ofMillis(200)));
        }

        void start() {
            socket.connect();
            for (int i = 0; i < WAITING; i++) {
                send();
            }
        }

        private synchronized void send() {
            if (!sending) {
                return;
            }
            long number = next++;
            var unused = socket.emitWithAck("save", Long.class, name, number).whenComplete((answer, failure) -> {
                if (failure != null || answer != number) {
                    ended(number + " of " + name + " came to " + answer + ", " + failure);
                    return;
                }
                answered.incrementAndGet();
                send();
            });
        }

        private synchronized void ended(String how) {
            if (sending) {
                wrong = how;
            }
        }

        synchronized void stop() {
            sending = false;
        }
    }

    private void saved(String line) {
        String[] words = line.split(" ", -1);
        long number = Long.parseLong(words[2]);
        saves.incrementAndGet();
        Long last = seen.put(words[1], number);
        long least = last == null ? 0 : last;
        if (number < least || number > (last == null ? 0 : last + 1)) {
            wrong = line + " came behind " + last;
        }
    }

    @Test
    void clientsStayServedThoughTheirTokensExpire() throws Exception {
        String life = Integer.toString(LIFE);
        ExpiryProcess server = new ExpiryProcess(this::saved, "server", Integer.toString(Ports.unused()), life);
        List<Client> clients = new ArrayList<>();
        try (ExpiryProcess proxy = new ExpiryProcess(line -> {}, "proxy", "0", Integer.toString(server.port()), life)) {
            for (int i = 0; i < CLIENTS; i++) {
                TransportType transport = i % 2 == 0 ? TransportType.WEBSOCKET : TransportType.POLLING;
                clients.add(new Client(transport.wireName() + i, proxy.port(), transport));
            }
            clients.forEach(Client::start);
            long start = System.nanoTime();
            var down = timer.schedule(() -> tokens.down = true, RUN / 3, TimeUnit.MILLISECONDS);
            var up = timer.schedule(() -> tokens.down = false, RUN / 3 + DROUGHT, TimeUnit.MILLISECONDS);
            for (int restart = 1; restart <= RESTARTS; restart++) {
                last(start, (long) RUN * restart / (RESTARTS + 1));
                int port = server.port();
                server.close();
                server = new ExpiryProcess(this::saved, "server", Integer.toString(port), life);
            }
            last(start, RUN);
            assertThat(down.isDone() && up.isDone()).as("tokens again").isTrue();
            double seconds = (System.nanoTime() - start) / 1e9;
            Map<String, Long> before = Map.copyOf(seen);
            last(start, RUN + 2L * LIFE);
            await().untilAsserted(() -> assertThat(seen)
                    .as("clients served to the end")
                    .allSatisfy((name, number) ->
                            assertThat(number).as(name).isGreaterThan(before.getOrDefault(name, Long.MAX_VALUE))));
            long[] figures = proxy.figures();
            long events =
                    clients.stream().mapToLong(client -> client.answered.get()).sum();
            Scale.print(
                    "tokens of %d ms, %d clients for %.0f s, %d restarts, %d ms without tokens: %d events acknowledged (%.0f/s),"
                            + " %d arrivals, %d repeated; proxy: %d requests (%.0f/s), %d WebSockets, %d refused with 401",
                    LIFE,
                    CLIENTS,
                    seconds,
                    RESTARTS,
                    DROUGHT,
                    events,
                    events / seconds,
                    saves.get(),
                    saves.get()
                            - seen.values().stream().mapToLong(last -> last + 1).sum(),
                    figures[0],
                    figures[0] / seconds,
                    figures[1],
                    figures[2]);
            assertThat(wrong).as("out of order, or lost").isNull();
            assertThat(seen).hasSize(CLIENTS);
            for (Client client : clients) {
                long answered = client.answered.get();
                await().untilAsserted(() -> assertThat(seen.get(client.name)) // which is read from the server's output
                        .as("what the server saw last of what %s has had acknowledged", client.name)
                        .isGreaterThanOrEqualTo(answered - 1));
            }
            assertThat(figures[2]).as("requests refused for an expired token").isPositive();
        } finally {
            clients.forEach(Client::stop);
            clients.parallelStream().forEach(client -> client.socket.close());
            server.close();
        }
    }

    /** Lets the run go on until so many milliseconds after its start: what it waits for is time itself. */
    private static void last(long start, long millis) throws InterruptedException {
        long left = TimeUnit.MILLISECONDS.toNanos(millis) - (System.nanoTime() - start);
        if (left > 0 && new CountDownLatch(1).await(left, TimeUnit.NANOSECONDS)) {
            throw new AssertionError("nobody counts down");
        }
    }
}
