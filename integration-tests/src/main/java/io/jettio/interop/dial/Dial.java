package io.jettio.interop.dial;

import io.jettio.client.ConnectError;
import io.jettio.client.DisconnectReason;
import io.jettio.client.Manager;
import io.jettio.client.Socket;
import io.jettio.protocol.handler.Registration;
import io.jettio.protocol.socketio.Payload;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One connection to a namespace: carries out instructions on the caller's thread and tells what comes, on the client's. */
final class Dial implements AutoCloseable {
    private final Socket socket;
    private final Teller teller;
    private final Duration timeout;
    private final boolean patient;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by the lock.
    private final Map<String, Integer> untaken = new HashMap<>();
    private boolean connected;
    private boolean everConnected;
    private boolean ended;
    private boolean left;
    private int pending;
    private boolean missed;
    // Only by the caller's thread.
    private final Map<String, Registration> answers = new HashMap<>();
    private int asked;

    /**
     * @param patient whether a server that is not there yet is waited for
     */
    Dial(Socket socket, Teller teller, Duration timeout, boolean patient) {
        this.socket = socket;
        this.teller = teller;
        this.timeout = timeout;
        this.patient = patient;
        Manager manager = socket.manager();
        socket.onConnect(this::opened);
        socket.onDisconnect(this::closed);
        socket.onConnectError(this::failed);
        socket.onAny(this::came);
        manager.onReconnectAttempt(teller::tries);
        manager.onReconnect(teller::reconnected);
        manager.onGiveUp(() -> change(() -> ended = true));
    }

    /** Connects; false where the server refuses, cannot be reached, or takes too long. */
    boolean connect() throws InterruptedException {
        change(() -> {
            ended = false;
            left = false;
        });
        socket.connect();
        return await(() -> connected || ended) && isConnected();
    }

    /**
     * Carries one out.
     *
     * @return whether to go on
     * @throws IllegalArgumentException if it cannot be carried out; the message says why
     */
    boolean follow(Instruction instruction) throws InterruptedException {
        String event = instruction.event();
        switch (instruction.verb()) {
            case EMIT -> socket.emitAll(event, instruction.arguments());
            case ACK -> ask(event, instruction.arguments(), instruction.id());
            case WAIT -> take(event);
            case ANSWER -> answer(event, instruction.arguments());
            case CONNECT -> {
                if (!connect()) {
                    miss();
                }
            }
            case DISCONNECT -> {
                change(() -> left = true);
                socket.disconnect();
            }
            case HELP -> teller.help(Instruction.HELP);
            case QUIT -> {
                return false;
            }
        }
        return true;
    }

    private void ask(String event, List<@Nullable Object> arguments, @Nullable Object given) {
        Object id = given == null ? ++asked : given;
        change(() -> pending++);
        try {
            var unused = socket.emitAllWithAck(event, Payload.class, arguments)
                    .whenComplete((payload, failure) -> acknowledged(id, event, payload, failure));
        } catch (IllegalArgumentException e) {
            change(() -> pending--);
            throw e;
        }
    }

    private void acknowledged(Object id, String event, @Nullable Payload payload, @Nullable Throwable failure) {
        if (failure != null) {
            teller.noAck(id, event, String.valueOf(failure.getMessage()));
            miss();
        } else {
            teller.ack(id, event, payload == null ? List.of() : Values.shown(payload));
        }
        change(() -> pending--);
    }

    private void take(String event) throws InterruptedException {
        if (await(() -> untaken.getOrDefault(event, 0) > 0)) {
            change(() -> untaken.merge(event, -1, Integer::sum));
        } else {
            teller.wrong("no event " + event + " within " + timeout.toMillis() + " ms");
            miss();
        }
    }

    private void answer(String event, List<@Nullable Object> arguments) {
        Registration answering = socket.onWithAck(event, (payload, ack) -> ack.sendAll(arguments));
        Registration before = answers.put(event, answering);
        if (before != null) {
            before.remove();
        }
    }

    /**
     * Waits for the acks that are due, and for a connection where something may wait to be sent.
     *
     * @return whether nothing is missing
     */
    boolean finish() throws InterruptedException {
        await(() -> connected || left || ended);
        lock.lock();
        try {
            while (pending > 0) {
                changed.await(); // each has a timeout of its own
            }
            return !missed && (connected || left);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Goes on telling until the connection has ended for good.
     *
     * @return whether this side wanted that
     */
    boolean listen() throws InterruptedException {
        lock.lock();
        try {
            while (!ended) {
                changed.await();
            }
            return left;
        } finally {
            lock.unlock();
        }
    }

    private boolean isConnected() {
        lock.lock();
        try {
            return connected;
        } finally {
            lock.unlock();
        }
    }

    private void opened() {
        teller.connected(socket.namespace(), socket.id(), socket.recovered());
        change(() -> {
            connected = true;
            everConnected = true;
        });
    }

    private void closed(DisconnectReason reason) {
        teller.disconnected(reason);
        change(() -> {
            connected = false;
            ended = ended
                    || reason == DisconnectReason.IO_SERVER_DISCONNECT
                    || reason == DisconnectReason.IO_CLIENT_DISCONNECT;
        });
    }

    private void failed(ConnectError error) {
        teller.failed(error);
        change(() -> ended = ended || error.refused() || (!patient && !everConnected));
    }

    private void came(String event, Payload arguments) {
        teller.event(event, Values.shown(arguments));
        change(() -> untaken.merge(event, 1, Integer::sum));
    }

    private void miss() {
        change(() -> missed = true);
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something is so, or too long; asks under the lock. */
    private boolean await(BooleanSupplier so) throws InterruptedException {
        long left = timeout.toNanos();
        lock.lock();
        try {
            while (!so.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        socket.manager().close();
    }
}
