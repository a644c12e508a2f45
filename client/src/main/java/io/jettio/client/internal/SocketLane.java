package io.jettio.client.internal;

import io.jettio.client.ConnectError;
import io.jettio.client.DisconnectReason;
import io.jettio.client.Retry;
import io.jettio.client.Socket;
import io.jettio.common.run.HandlerThreads;
import io.jettio.common.run.Lane;
import io.jettio.protocol.handler.Ack;
import io.jettio.protocol.handler.EventHandler;
import io.jettio.protocol.handler.Listener;
import io.jettio.protocol.handler.Listener2;
import io.jettio.protocol.handler.Registration;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Payload;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a socket's listeners are kept and run: one at a time, in the order in which things happened. Thread-safe. */
final class SocketLane {
    private static final Logger LOG = LoggerFactory.getLogger(SocketLane.class);

    private final Socket socket;
    private final Lane lane;
    private final EventHandlers handlers = new EventHandlers();
    private final Listeners<Listener2<String, Payload>> any = new Listeners<>();
    private final Listeners<Listener2<String, Payload>> anyOutgoing = new Listeners<>();
    private final Listeners<Socket.Action> connect = new Listeners<>();
    private final Listeners<Listener<DisconnectReason>> disconnect = new Listeners<>();
    private final Listeners<Listener<ConnectError>> connectError = new Listeners<>();
    private final Listeners<Function<? super ConnectError, Retry>> refusal = new Listeners<>();
    private final Listeners<Listener<Socket.HandlerFailure>> errors = new Listeners<>();

    // Lane: the number of the connection that listeners live in, or 0 between two.
    private int connection;

    SocketLane(Socket socket, HandlerThreads threads) {
        this.socket = socket;
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
                            false,
                            () -> decision[0] = entry.listener().apply(error));
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
                    .forEach(entry -> run(event, false, () -> entry.listener().on(event, arguments))));
        }
    }

    /** Runs something behind everything that waits. */
    void behindAll(Runnable task) {
        lane.execute(task);
    }

    Registration onError(Listener<Socket.HandlerFailure> listener) {
        return errors.add(listener);
    }

    void connected(int number) {
        lane.execute(() -> {
            connection = number;
            connect.all().forEach(this::tellOfConnection);
        });
    }

    private void tellOfConnection(Listeners.Entry<Socket.Action> entry) {
        if (entry.tellOf(connection)) {
            run("connect", false, () -> entry.listener().run());
        }
    }

    void disconnected(DisconnectReason reason) {
        lane.execute(() -> {
            connection = 0;
            disconnect
                    .all()
                    .forEach(entry ->
                            run("disconnect", false, () -> entry.listener().on(reason)));
        });
    }

    void connectFailed(ConnectError error) {
        lane.execute(() -> connectError
                .all()
                .forEach(entry ->
                        run("connect_error", false, () -> entry.listener().on(error))));
    }

    /** Hands an event to its listeners; {@code taken} runs when it is its turn. */
    void event(EventPacket packet, Payload arguments, Ack ack, Runnable taken) {
        lane.execute(() -> {
            taken.run();
            String event = packet.event();
            any.all().forEach(entry -> run(event, false, () -> entry.listener().on(event, arguments)));
            for (EventHandler handler : handlers.take(event)) {
                run(event, packet.wantsAck(), () -> watch(packet, handler.handle(arguments, ack)));
            }
        });
    }

    private void watch(EventPacket packet, @Nullable CompletionStage<?> answer) {
        if (answer != null) {
            var unused = answer.whenComplete((value, failure) -> {
                if (failure != null) {
                    Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                            ? failure.getCause()
                            : failure;
                    lane.execute(() -> report(packet.event(), packet.wantsAck(), cause));
                }
            });
        }
    }

    private void run(String event, boolean ackDue, Socket.Action listener) {
        try {
            listener.run();
        } catch (Throwable failure) {
            // Whatever an application throws, an Error included, ends its listener and nothing else.
            report(event, ackDue, failure);
        }
    }

    private void report(String event, boolean ackDue, Throwable cause) {
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (errors.isEmpty()) {
            LOG.warn("a listener of event {} failed", event, cause);
            return;
        }
        Socket.HandlerFailure failure = new Socket.HandlerFailure(socket, event, ackDue, cause);
        for (Listeners.Entry<Listener<Socket.HandlerFailure>> entry : errors.all()) {
            try {
                entry.listener().on(failure);
            } catch (Throwable again) {
                LOG.warn("an error listener failed", again);
            }
        }
    }
}
