package io.jettio.client.internal;

import io.jettio.client.ConnectError;
import io.jettio.client.DisconnectReason;
import io.jettio.client.Retry;
import io.jettio.client.Socket;
import io.jettio.common.run.HandlerThreads;
import io.jettio.common.run.Lane;
import io.jettio.protocol.handler.EventHandler;
import io.jettio.protocol.handler.Listener;
import io.jettio.protocol.handler.Listener2;
import io.jettio.protocol.handler.Registration;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Payload;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/** Where a socket's listeners are kept and run: one at a time, in the order in which things happened. Thread-safe. */
final class SocketLane {
    private final Lane lane;
    private final EventHandlers handlers = new EventHandlers();
    private final Listeners<Listener2<String, Payload>> any = new Listeners<>();
    private final Listeners<Listener2<String, Payload>> anyOutgoing = new Listeners<>();
    private final Listeners<Socket.Action> connect = new Listeners<>();
    private final Listeners<Listener<DisconnectReason>> disconnect = new Listeners<>();
    private final Listeners<Listener<ConnectError>> connectError = new Listeners<>();
    private final Listeners<Function<? super ConnectError, Retry>> refusal = new Listeners<>();
    private final HandlerFailures failures;

    // Lane: the number of the connection that listeners live in, or 0 between two.
    private int connection;

    SocketLane(Socket socket, HandlerThreads threads) {
        this.failures = new HandlerFailures(socket);
        this.lane = new Lane(threads);
    }

    Registration handle(String event, EventHandler handler, EventHandlers.Place place) {
        return handlers.add(event, handler, place);
    }

    void off(String event) {
        handlers.remove(event);
    }

    void off() {
        handlers.clear();
        any.clear();
        anyOutgoing.clear();
    }

    Set<String> eventNames() {
        return handlers.names();
    }

    Listeners<Listener2<String, Payload>> any() {
        return any;
    }

    Listeners<Listener2<String, Payload>> anyOutgoing() {
        return anyOutgoing;
    }

    /** A listener that comes when there is a connection already is told of it, unless it has been by then. */
    Registration onConnect(Socket.Action listener, BooleanSupplier connected) {
        Listeners.Entry<Socket.Action> entry = connect.add(listener);
        // Asked behind the registration: a connection that comes in between finds the listener.
        if (connected.getAsBoolean()) {
            lane.execute(() -> {
                if (connection != 0) {
                    tellOfConnection(entry);
                }
            });
        }
        return entry;
    }

    Registration onDisconnect(Listener<DisconnectReason> listener) {
        return disconnect.add(listener);
    }

    Registration onConnectError(Listener<ConnectError> listener) {
        return connectError.add(listener);
    }

    Registration onRefusal(Function<? super ConnectError, Retry> decision) {
        return refusal.add(decision);
    }

    /** Whether somebody decides what follows a refusal. */
    boolean decidesRefusals() {
        return !refusal.isEmpty();
    }

    /** Tells of a refusal, then asks what is to follow; {@code decided} gets it. */
    void refused(ConnectError error, Consumer<Retry> decided) {
        connectFailed(error);
        lane.execute(() -> {
            Retry[] decision = {Retry.giveUp()};
            for (Listeners.Entry<Function<? super ConnectError, Retry>> entry : refusal.all()) {
                if (decision[0].delay().isEmpty()) {
                    run(
                            "connect_error",
                            () -> decision[0] =
                                    Objects.requireNonNull(entry.listener().apply(error), "the decision of onRefusal"));
                }
            }
            decided.accept(decision[0]);
        });
    }

    /** An event has been sent. */
    void sent(String event, Payload arguments) {
        if (!anyOutgoing.isEmpty()) {
            lane.execute(() -> anyOutgoing
                    .all()
                    .forEach(entry -> run(event, () -> entry.listener().on(event, arguments))));
        }
    }

    /** Runs something behind everything that waits. */
    void behindAll(Runnable task) {
        lane.execute(task);
    }

    HandlerFailures failures() {
        return failures;
    }

    void connected(int number) {
        lane.execute(() -> {
            connection = number;
            connect.all().forEach(this::tellOfConnection);
        });
    }

    private void tellOfConnection(Listeners.Entry<Socket.Action> entry) {
        if (entry.tellOf(connection)) {
            run("connect", () -> entry.listener().run());
        }
    }

    void disconnected(DisconnectReason reason) {
        lane.execute(() -> {
            connection = 0;
            disconnect
                    .all()
                    .forEach(entry -> run("disconnect", () -> entry.listener().on(reason)));
        });
    }

    void connectFailed(ConnectError error) {
        lane.execute(() -> connectError
                .all()
                .forEach(entry -> run("connect_error", () -> entry.listener().on(error))));
    }

    /** Hands an event to its listeners; {@code taken} runs when it is its turn. */
    void event(EventPacket packet, Payload arguments, EventAck ack, Runnable taken) {
        lane.execute(() -> {
            taken.run();
            String event = packet.event();
            any.all().forEach(entry -> {
                try {
                    entry.listener().on(event, arguments);
                } catch (Throwable failure) {
                    failures.tell(event, arguments, false, failure);
                }
            });
            handlers.take(event, handler -> call(event, arguments, handler, ack));
        });
    }

    private void call(String event, Payload arguments, EventHandler handler, EventAck ack) {
        try {
            CompletionStage<?> late = handler.handle(arguments, ack);
            if (late != null) {
                var unused = late.whenComplete((value, failure) -> {
                    if (failure != null) {
                        lane.execute(() -> failures.ofEvent(
                                event, arguments, ack, handler.errorMapper(), HandlerFailures.unwrapped(failure)));
                    }
                });
            }
        } catch (Throwable failure) {
            // Whatever an application throws, an Error included, ends its listener and nothing else.
            failures.ofEvent(event, arguments, ack, handler.errorMapper(), failure);
        }
    }

    private void run(String what, Socket.Action listener) {
        try {
            listener.run();
        } catch (Throwable failure) {
            // As above.
            failures.tell(what, failure);
        }
    }
}
