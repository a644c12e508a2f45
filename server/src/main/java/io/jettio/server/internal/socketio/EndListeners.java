package io.jettio.server.internal.socketio;

import io.jettio.common.GuardedBy;
import io.jettio.protocol.handler.Listener;
import io.jettio.server.DisconnectReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is told of a socket's end, in two rounds, each listener once; who comes too late is told at once. */
final class EndListeners {
    @GuardedBy("this")
    private @Nullable List<Listener<DisconnectReason>> disconnecting;

    @GuardedBy("this")
    private @Nullable List<Listener<DisconnectReason>> disconnected;

    @GuardedBy("this")
    private @Nullable DisconnectReason disconnectingReason;

    @GuardedBy("this")
    private @Nullable DisconnectReason disconnectedReason;

    /** Adds to the first round; the reason if that has begun already, and the listener is then not kept. */
    synchronized @Nullable DisconnectReason addDisconnecting(Listener<DisconnectReason> listener) {
        if (disconnectingReason == null) {
            disconnecting = with(disconnecting, listener);
        }
        return disconnectingReason;
    }

    /** Adds to the last round; the reason if that has begun already, and the listener is then not kept. */
    synchronized @Nullable DisconnectReason addDisconnected(Listener<DisconnectReason> listener) {
        if (disconnectedReason == null) {
            disconnected = with(disconnected, listener);
        }
        return disconnectedReason;
    }

    private static List<Listener<DisconnectReason>> with(
            @Nullable List<Listener<DisconnectReason>> some, Listener<DisconnectReason> one) {
        List<Listener<DisconnectReason>> more = some == null ? new ArrayList<>(1) : some;
        more.add(Objects.requireNonNull(one, "listener"));
        return more;
    }

    synchronized List<Listener<DisconnectReason>> beginDisconnecting(DisconnectReason reason) {
        disconnectingReason = reason;
        List<Listener<DisconnectReason>> all = disconnecting;
        disconnecting = null;
        return all == null ? List.of() : all;
    }

    synchronized List<Listener<DisconnectReason>> beginDisconnected(DisconnectReason reason) {
        disconnectedReason = reason;
        List<Listener<DisconnectReason>> all = disconnected;
        disconnected = null;
        return all == null ? List.of() : all;
    }
}
