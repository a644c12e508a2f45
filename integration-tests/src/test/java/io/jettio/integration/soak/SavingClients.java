package io.jettio.integration.soak;

import io.jettio.client.AckException;
import io.jettio.client.Socket;
import io.jettio.client.SocketIo;
import io.jettio.client.engine.TransportType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Clients of Jettio over both transports that number their events, have each acknowledged, and reconnect by themselves.
 * The server checks the order. Where they insist, they have one event on its way at a time and send it again until it is
 * acknowledged.
 */
final class SavingClients implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final List<Client> clients = new ArrayList<>();
    private final boolean insisting;

    // Guarded by this.
    private long answered;
    private long buffered;
    private long lost;
    private long open;
    private String wrong;

    SavingClients(int port, int count, int delayMillis, int mostDelayMillis, boolean insisting) {
        this.insisting = insisting;
        for (int i = 0; i < count; i++) {
            TransportType transport = i % 2 == 0 ? TransportType.WEBSOCKET : TransportType.POLLING;
            Client client = new Client("c" + i);
            client.socket = SocketIo.connect(
                    "http://127.0.0.1:" + port,
                    options -> options.transports(transport)
                            .reconnectionDelay(Duration.ofMillis(delayMillis))
                            .reconnectionDelayMax(Duration.ofMillis(mostDelayMillis)),
                    socket -> {
                        socket.onConnect(client::connected);
                        socket.onDisconnect(reason -> client.connected = false);
                    });
            clients.add(client);
        }
    }

    /** One client. */
    private final class Client {
        private final String name;
        private Socket socket;
        private volatile boolean connected;
        private volatile long since;

        // Guarded by the clients.
        private long next;
        private boolean waiting;

        Client(String name) {
            this.name = name;
        }

        void connected() {
            since = System.nanoTime();
            connected = true;
        }

        /** Sends an event with a number, which the server answers; called with the lock held. */
        void send(long number) {
            boolean offline = !socket.connected();
            open++;
            waiting = true;
            var unused = socket.emitWithAck("save", Long.class, name, number)
                    .whenComplete((answer, failure) -> settled(number, offline, answer, failure));
        }

        private void settled(long number, boolean offline, Long answer, Throwable failure) {
            synchronized (SavingClients.this) {
                open--;
                waiting = false;
                if (failure == null) {
                    answered++;
                    buffered += offline ? 1 : 0;
                    if (answer != number) {
                        wrong = number + " of " + name + " was answered with " + answer;
                    }
                } else if (failure instanceof AckException unanswered
                        && unanswered.reason() == AckException.Reason.DISCONNECTED) {
                    lost++;
                    if (insisting) {
                        send(number);
                    }
                } else {
                    wrong = number + " of " + name + " failed: " + failure;
                }
                SavingClients.this.notifyAll();
            }
        }
    }

    /** Each client sends its next event; one that insists does not if it waits for the last. */
    synchronized void save() {
        for (Client client : clients) {
            if (!insisting || !client.waiting) {
                client.send(client.next++);
            }
        }
    }

    int connected() {
        return (int) clients.stream().filter(client -> client.connected).count();
    }

    /** When each of them was connected last, sorted, in milliseconds after a time of {@link System#nanoTime}. */
    long[] connectedAfterMillis(long nanos) {
        long[] after = clients.stream()
                .mapToLong(client -> TimeUnit.NANOSECONDS.toMillis(client.since - nanos))
                .toArray();
        Arrays.sort(after);
        return after;
    }

    /** Waits until something came of every event, and throws what went wrong, if anything did. */
    synchronized void awaitSettled() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (open > 0 && wrong == null) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError(open + " events wait for their answers");
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        if (wrong != null) {
            throw new AssertionError(wrong);
        }
    }

    synchronized long answered() {
        return answered;
    }

    /** How many of them were sent while there was no server. */
    synchronized long buffered() {
        return buffered;
    }

    synchronized long lost() {
        return lost;
    }

    /** How many events each client has sent, as a client of that name. */
    synchronized long sent(int client) {
        return clients.get(client).next;
    }

    @Override
    public void close() {
        clients.parallelStream().forEach(client -> client.socket.close());
    }
}
