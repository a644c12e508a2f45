package io.jettio.testing;

import io.jettio.client.ConnectError;
import io.jettio.client.DisconnectReason;
import io.jettio.client.Manager;
import io.jettio.client.Socket;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A client of a {@link SocketIoTestKit}: a socket of Jettio's client, and a record of what came to it. Every method may be
 * called from any thread. Those that wait do so by the wall's clock for at most the kit's patience; where nothing is under way
 * that could bring what they wait for, they let at most a second of the kit's time pass, and go on waiting for what threads
 * of the application's own may bring.
 */
public final class TestClient {
    private final SocketIoTestKit kit;
    private final Socket socket;
    private final Wire wire;
    private final List<ReceivedEvent> events = new CopyOnWriteArrayList<>();
    private final List<DisconnectReason> disconnects = new CopyOnWriteArrayList<>();
    private final List<ConnectError> connectErrors = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    TestClient(SocketIoTestKit kit, Socket socket, Wire wire) {
        this.kit = kit;
        this.socket = socket;
        this.wire = wire;
        var unused = socket.onAny((event, arguments) -> events.add(new ReceivedEvent(event, arguments)));
        var unused2 = socket.onDisconnect(disconnects::add);
        var unused3 = socket.onConnectError(connectErrors::add);
        var unused4 = socket.onError(failure -> failures.add(failure.cause()));
    }

    /**
     * {@return the socket, an ordinary one} Its timeouts are in the kit's time.
     */
    public Socket socket() {
        return socket;
    }

    /**
     * {@return its manager}
     */
    public Manager manager() {
        return socket.manager();
    }

    /**
     * {@return the way between this client and the servers, and what goes wrong there}
     */
    public Wire wire() {
        return wire;
    }

    /**
     * A client of another namespace over the same connection, not connected yet.
     *
     * @param namespace the namespace
     * @return the client; the same connection, a record of its own
     */
    public TestClient in(String namespace) {
        return new TestClient(kit, manager().socket(namespace), wire);
    }

    // ---------------------------------------------------------------- connecting

    /**
     * Connects, waits until the server has accepted, and lets 200 ms of the kit's time pass, in which an upgrade gets done.
     *
     * @return this
     * @throws AssertionError if the connection or the namespace was refused, with why
     */
    public TestClient connect() {
        int errors = connectErrors.size();
        socket.connect();
        await(() -> socket.connected() || connectErrors.size() > errors, "to be connected");
        if (!socket.connected()) {
            throw new AssertionError("not connected to " + socket.namespace() + ": " + last(connectErrors));
        }
        kit.advance(SocketIoTestKit.UPGRADE);
        return this;
    }

    /**
     * Connects where that is to be refused, and waits until it was.
     *
     * @return why
     * @throws AssertionError if the server accepted
     */
    public ConnectError connectRefused() {
        int errors = connectErrors.size();
        socket.connect();
        await(() -> socket.connected() || connectErrors.size() > errors, "to be refused");
        if (socket.connected()) {
            throw new AssertionError("connected to " + socket.namespace() + ", which was to be refused");
        }
        return Objects.requireNonNull(last(connectErrors));
    }

    private static <T> @Nullable T last(List<T> list) {
        return list.isEmpty() ? null : list.get(list.size() - 1);
    }

    /**
     * Leaves the namespace, and waits until the server's handlers have seen that.
     *
     * @return this
     */
    public TestClient disconnect() {
        socket.disconnect();
        kit.settle();
        return this;
    }

    /**
     * {@return how this client's connections ended, in order}
     */
    public List<DisconnectReason> disconnects() {
        kit.settle();
        return List.copyOf(disconnects);
    }

    /**
     * {@return the errors of connecting, in order}
     */
    public List<ConnectError> connectErrors() {
        kit.settle();
        return List.copyOf(connectErrors);
    }

    /**
     * {@return what listeners of this client threw}
     */
    public List<Throwable> failures() {
        kit.settle();
        return List.copyOf(failures);
    }

    // ---------------------------------------------------------------- events

    /**
     * Sends an event, and waits until everything that follows from it has happened.
     *
     * @param event the event's name
     * @param arguments its arguments
     * @return this
     */
    public TestClient emit(String event, @Nullable Object... arguments) {
        var unused = socket.emitAll(event, java.util.Arrays.asList(arguments));
        kit.settle();
        return this;
    }

    /**
     * Sends an event, and waits for its answer.
     *
     * @param event the event's name
     * @param type the type of the answer's first argument
     * @param arguments the event's arguments
     * @param <T> the type of the answer's first argument
     * @return the answer's first argument
     * @throws AssertionError if none came
     */
    public <T> @Nullable T call(String event, Class<T> type, @Nullable Object... arguments) {
        var answer = socket.emitAllWithAck(event, type, java.util.Arrays.asList(arguments));
        await(answer::isDone, "an answer to " + event);
        try {
            return answer.join();
        } catch (java.util.concurrent.CompletionException e) {
            throw new AssertionError("no answer to " + event + ": " + e.getCause(), e.getCause());
        }
    }

    /**
     * {@return what came so far and was not taken, in order, once nothing is under way}
     */
    public List<ReceivedEvent> received() {
        kit.settle();
        return List.copyOf(events);
    }

    /**
     * {@return the events of a name among {@link #received()}}
     *
     * @param event the name
     */
    public List<ReceivedEvent> received(String event) {
        return received().stream().filter(one -> one.event().equals(event)).toList();
    }

    /**
     * Waits for an event of a name, and takes it and what came before it out of the record.
     *
     * @param event the name
     * @return the first of that name
     * @throws AssertionError if none comes, with what came instead
     */
    public ReceivedEvent take(String event) {
        return take(one -> one.event().equals(event), "\"" + event + "\"");
    }

    /**
     * Waits for an event of a name, and takes it and what came before it out of the record.
     *
     * @param event the name
     * @param type the type of its first argument
     * @param <T> the type of its first argument
     * @return the first argument of the first of that name
     * @throws AssertionError if none comes, with what came instead
     */
    public <T> @Nullable T take(String event, Class<T> type) {
        return take(event).get(0, type);
    }

    /**
     * Waits for an event, and takes it and what came before it out of the record.
     *
     * @param which which one
     * @param description says which, in the error
     * @return the first that fits
     * @throws AssertionError if none comes, with what came instead
     */
    public ReceivedEvent take(Predicate<ReceivedEvent> which, String description) {
        await(() -> events.stream().anyMatch(which), description);
        while (true) {
            ReceivedEvent first = events.remove(0); // others only add
            if (which.test(first)) {
                return first;
            }
        }
    }

    /**
     * Waits for a condition.
     *
     * @param condition looked at again whenever something has happened
     * @param description says what was awaited, in the error
     * @throws AssertionError if it does not come to be, with what came instead
     */
    public void await(BooleanSupplier condition, String description) {
        if (!kit.await(condition)) {
            throw new AssertionError("expected " + description + ", but there came " + events + "; connected: "
                    + socket.connected() + ", disconnects " + disconnects + ", errors of connecting " + connectErrors);
        }
    }

    /**
     * Forgets what came.
     *
     * @return this
     */
    public TestClient clear() {
        kit.settle();
        events.clear();
        return this;
    }
}
