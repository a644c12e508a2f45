package io.jettio.client.internal;

import io.jettio.client.ConnectError;
import io.jettio.client.Socket;
import io.jettio.common.run.HandlerThreads;
import io.jettio.common.run.Lane;
import io.jettio.protocol.handler.Listener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listeners of a manager, and the lane on which they run. Thread-safe. */
final class ManagerListeners {
    private static final Logger LOG = LoggerFactory.getLogger(ManagerListeners.class);

    private final Lane lane;
    private final Listeners<Listener<Integer>> attempt = new Listeners<>();
    private final Listeners<Listener<Integer>> success = new Listeners<>();
    private final Listeners<Listener<ConnectError>> error = new Listeners<>();
    private final Listeners<Socket.Action> failed = new Listeners<>();

    ManagerListeners(HandlerThreads threads) {
        this.lane = new Lane(threads);
    }

    Listeners<Listener<Integer>> attempt() {
        return attempt;
    }

    Listeners<Listener<Integer>> success() {
        return success;
    }

    Listeners<Listener<ConnectError>> error() {
        return error;
    }

    Listeners<Socket.Action> failed() {
        return failed;
    }

    void attempting(int number) {
        tell(attempt, number);
    }

    void succeeded(int number) {
        tell(success, number);
    }

    void failedOnce(ConnectError why) {
        tell(error, why);
    }

    void gaveUp() {
        if (!failed.isEmpty()) {
            lane.execute(() ->
                    failed.all().forEach(entry -> run(() -> entry.listener().run())));
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
