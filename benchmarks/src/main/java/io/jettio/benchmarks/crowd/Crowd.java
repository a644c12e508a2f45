package io.jettio.benchmarks.crowd;

import io.jettio.benchmarks.crowd.Client.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds the clients, on one thread of its own. A client that is refused or lost tries again after a {@link Backoff}, and
 * why is counted. Other threads call the public methods, which answer by future.
 */
final class Crowd implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20); // socket.io-client's connect timeout
    private static final long SILENCE = TimeUnit.SECONDS.toNanos(46); // ping interval and timeout, and a little
    private static final long WATCH = TimeUnit.SECONDS.toNanos(1);

    private final CrowdPlan plan;
    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connected = new AtomicInteger(); // only the crowd's thread changes it
    private volatile boolean closed;

    // Only on the crowd's thread from here.
    private final ByteBuffer in = ByteBuffer.allocateDirect(256 << 10);
    private final SourcePorts ports = new SourcePorts();
    private final List<Client> clients = new ArrayList<>();
    private final PriorityQueue<Due> due = new PriorityQueue<>();
    private final SplittableRandom random = new SplittableRandom();
    private final Map<String, Integer> failures = new TreeMap<>();
    private long nextWatch = System.nanoTime() + WATCH;
    private @Nullable CompletableFuture<Void> complete;
    private @Nullable Round round;
    private int rounds;
    private @Nullable EchoLoad echo;

    private record Due(long nanos, Client client) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return Long.compare(nanos, other.nanos);
        }
    }

    private static final class Round {
        final long begun = System.nanoTime();
        final CompletableFuture<Long> done;
        int missing;

        Round(CompletableFuture<Long> done, int missing) {
            this.done = done;
            this.missing = missing;
        }
    }

    private static final class EchoLoad {
        final CompletableFuture<Long> done;
        final long until;
        long messages;
        int active;

        EchoLoad(CompletableFuture<Long> done, Duration time) {
            this.done = done;
            this.until = System.nanoTime() + time.toNanos();
        }
    }

    Crowd(CrowdPlan plan) throws IOException {
        this.plan = plan;
        selector = Selector.open();
        thread = new Thread(this::loop, "crowd");
        thread.start();
    }

    CrowdPlan plan() {
        return plan;
    }

    /** {@return how many clients are in their rooms} May be called from any thread. */
    int connected() {
        return connected.get();
    }

    /**
     * Adds clients at an even pace.
     *
     * @param total how many there are to be
     * @param perSecond the pace
     * @return complete when all are in their rooms
     */
    CompletableFuture<Void> growTo(int total, double perSecond) {
        return ask(done -> {
            long now = System.nanoTime();
            for (int i = 0; clients.size() < total; i++) {
                Client client = plan.isPolling(clients.size())
                        ? new PollingClient(this, clients.size())
                        : new WebSocketClient(this, clients.size());
                clients.add(client);
                due.add(new Due(now + (long) (i / perSecond * 1e9), client));
            }
            complete = done;
            checkComplete();
        });
    }

    /** {@return complete when all are in their rooms again} */
    CompletableFuture<Void> whenAllAreThere() {
        return ask(done -> {
            complete = done;
            checkComplete();
        });
    }

    /** {@return how often which failure was met since the last call} */
    CompletableFuture<Map<String, Integer>> takeFailures() {
        return ask(done -> {
            done.complete(new TreeMap<>(failures));
            failures.clear();
        });
    }

    /** {@return the nanoseconds from a broadcast by one client until the last one has it; fails when one is lost} */
    CompletableFuture<Long> broadcast() {
        return ask(done -> {
            rounds++;
            round = new Round(done, connected.get());
            webSockets(1).forEach(client -> client.push(Packet.ALL));
        });
    }

    /**
     * Lets some clients echo, each the next message when the answer has come.
     *
     * @param count how many
     * @param time for how long
     * @return how many answers came
     */
    CompletableFuture<Long> echo(int count, Duration time) {
        return ask(done -> {
            List<Client> chosen = webSockets(count);
            EchoLoad load = new EchoLoad(done, time);
            load.active = chosen.size();
            echo = load;
            chosen.forEach(client -> client.push(Packet.ECHO));
        });
    }

    private List<Client> webSockets(int count) {
        return clients.stream()
                .filter(client -> client.isWebSocket() && client.phase() == Phase.READY)
                .limit(count)
                .toList();
    }

    private <T> CompletableFuture<T> ask(Consumer<CompletableFuture<T>> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        tasks.add(() -> task.accept(done));
        selector.wakeup();
        return done;
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        try (selector) {
            while (!closed) {
                selector.select(this::ready, pause());
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
                connectDue();
                watch();
            }
            clients.forEach(Client::hangUp);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How long to wait for the selector; 0 would be for ever. */
    private long pause() {
        Due first = due.peek();
        long next = first == null ? nextWatch : Math.min(nextWatch, first.nanos);
        return Math.max(1, (next - System.nanoTime()) / 1_000_000);
    }

    private void ready(SelectionKey key) {
        if (key.attachment() instanceof Line line) {
            line.ready(in);
        }
    }

    private void connectDue() {
        long now = System.nanoTime();
        for (Due first = due.peek(); first != null && first.nanos <= now; first = due.peek()) {
            due.poll().client().connect();
        }
    }

    private void watch() {
        long now = System.nanoTime();
        if (now < nextWatch) {
            return;
        }
        nextWatch = now + WATCH;
        for (Client client : clients) {
            Phase phase = client.phase();
            if (phase == Phase.READY && now - client.heard() > SILENCE) {
                client.broken("no ping");
            } else if (phase != Phase.READY && phase != Phase.AWAY && now - client.heard() > PATIENCE) {
                client.broken("no answer within 20 s");
            }
        }
    }

    // What clients call.

    Line line(Client client) throws IOException {
        return new Line(client, ports, plan.source(client.number()), plan.server(), selector);
    }

    void arrived() {
        connected.incrementAndGet();
        checkComplete();
    }

    private void checkComplete() {
        if (complete != null && connected.get() == clients.size()) {
            complete.complete(null);
            complete = null;
        }
    }

    void lost(Client client, Phase phase, String reason) {
        failures.merge(reason + " (" + phase.name().toLowerCase(Locale.ROOT) + ")", 1, Integer::sum);
        if (phase == Phase.READY) {
            connected.decrementAndGet();
            IllegalStateException failure = new IllegalStateException("a client was lost meanwhile: " + reason);
            if (round != null) {
                round.done.completeExceptionally(failure);
                round = null;
            }
            if (echo != null) {
                echo.done.completeExceptionally(failure);
                echo = null;
            }
        }
        long wait = Backoff.delay(client.nextAttempt(), random).toNanos();
        due.add(new Due(System.nanoTime() + wait, client));
    }

    void delivered(Client client) {
        if (!client.firstIn(rounds)) {
            throw new IllegalStateException("a broadcast came twice");
        }
        if (round != null && --round.missing == 0) {
            round.done.complete(System.nanoTime() - round.begun);
            round = null;
        }
    }

    void echoed(Client client) throws IOException {
        EchoLoad load = echo;
        if (load == null) {
            return; // the load failed when another client was lost
        }
        load.messages++;
        if (System.nanoTime() < load.until) {
            client.send(Packet.ECHO);
        } else if (--load.active == 0) {
            echo = null;
            load.done.complete(load.messages);
        }
    }
}
