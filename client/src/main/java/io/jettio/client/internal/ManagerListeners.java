package io.jettio.client.internal;

import io.jettio.client.ConnectError;
import io.jettio.client.DisconnectReason;
import io.jettio.client.Socket;
import io.jettio.common.run.HandlerThreads;
import io.jettio.common.run.Lane;
import io.jettio.protocol.handler.Listener;
import io.jettio.protocol.socketio.Packet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listeners of a manager, and the lane on which they run. Thread-safe. */
final class ManagerListeners {
    private static final Logger LOG = LoggerFactory.getLogger(ManagerListeners.class);

    private final Lane lane;
    private final Listeners<Socket.Action> open = new Listeners<>();
    private final Listeners<Listener<ConnectError>> error = new Listeners<>();
    private final Listeners<Listener<DisconnectReason>> close = new Listeners<>();
    private final Listeners<Socket.Action> ping = new Listeners<>();
    private final Listeners<Listener<Packet>> packet = new Listeners<>();
    private final Listeners<Listener<Integer>> attempt = new Listeners<>();
    private final Listeners<Listener<Integer>> success = new Listeners<>();
    private final Listeners<Listener<ConnectError>> failedAgain = new Listeners<>();
    private final Listeners<Socket.Action> usedUp = new Listeners<>();
    private final Listeners<Socket.Action> giveUp = new Listeners<>();

    ManagerListeners(HandlerThreads threads) {
        this.lane = new Lane(threads);
    }

    Listeners<Socket.Action> open() {
        return open;
    }

    Listeners<Listener<ConnectError>> error() {
        return error;
    }

    Listeners<Listener<DisconnectReason>> close() {
        return close;
    }

    Listeners<Socket.Action> ping() {
        return ping;
    }

    Listeners<Listener<Packet>> packet() {
        return packet;
    }

    Listeners<Listener<Integer>> attempt() {
        return attempt;
    }

    Listeners<Listener<Integer>> success() {
        return success;
    }

    Listeners<Listener<ConnectError>> reconnectError() {
        return failedAgain;
    }

    Listeners<Socket.Action> usedUp() {
        return usedUp;
    }

    Listeners<Socket.Action> giveUp() {
        return giveUp;
    }

    void opened() {
        tell(open);
    }

    void failed(ConnectError why) {
        tell(error, why);
    }

    void closed(DisconnectReason why) {
        tell(close, why);
    }

    void pinged() {
        tell(ping);
    }

    void arrived(Packet what) {
        tell(packet, what);
    }

    void attempting(int number) {
        tell(attempt, number);
    }

    void succeeded(int number) {
        tell(success, number);
    }

    void failedAgain(ConnectError why) {
        tell(failedAgain, why);
    }

    void attemptsUsedUp() {
        tell(usedUp);
    }

    void gaveUp() {
        tell(giveUp);
    }

    /** Runs something behind everything that waits. */
    void behindAll(Runnable task) {
        lane.execute(task);
    }

    private void tell(Listeners<Socket.Action> listeners) {
        if (!listeners.isEmpty()) {
            lane.execute(() ->
                    listeners.all().forEach(entry -> run(() -> entry.listener().run())));
        }
    }

    private <T> void tell(Listeners<Listener<T>> listeners, T value) {
        if (!listeners.isEmpty()) {
            lane.execute(() ->
                    listeners.all().forEach(entry -> run(() -> entry.listener().on(value))));
        }
    }

    private static void run(Socket.Action listener) {
        try {
            listener.run();
        } catch (Throwable failure) {
            // Whatever an application throws, an Error included, ends its listener and nothing else.
            LOG.warn("a listener of a manager failed", failure);
        }
    }
}
