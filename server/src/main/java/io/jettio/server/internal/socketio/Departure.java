package io.jettio.server.internal.socketio;

import io.jettio.common.run.Lane;
import io.jettio.protocol.handler.Listener;
import io.jettio.server.DisconnectReason;

/** The last thing on a socket's lane: the application is told in two rounds, then the rooms are left. */
final class Departure extends Lane.Task {
    private static final String DISCONNECTING = "disconnecting";
    private static final String DISCONNECT = "disconnect";

    private final DefaultSocket socket;
    private final DisconnectReason reason;

    Departure(DefaultSocket socket, DisconnectReason reason) {
        this.socket = socket;
        this.reason = reason;
    }

    @Override
    protected void run() {
        try {
            Observed observed = socket.observed();
            if (observed != null) {
                observed.disconnected(reason);
            }
            for (Listener<DisconnectReason> listener : socket.ends().beginDisconnecting(reason)) {
                tell(socket, DISCONNECTING, listener, reason);
            }
            for (Listener<DisconnectReason> listener : socket.ends().beginDisconnected(reason)) {
                tell(socket, DISCONNECT, listener, reason);
            }
        } finally {
            socket.departed();
        }
    }

    static void tellDisconnecting(
            ListeningSocket socket, Listener<DisconnectReason> listener, DisconnectReason reason) {
        tell(socket, DISCONNECTING, listener, reason);
    }

    static void tellDisconnected(ListeningSocket socket, Listener<DisconnectReason> listener, DisconnectReason reason) {
        tell(socket, DISCONNECT, listener, reason);
    }

    private static void tell(
            ListeningSocket socket, String event, Listener<DisconnectReason> listener, DisconnectReason reason) {
        try {
            listener.on(reason);
        } catch (Exception | Error e) {
            Failures.tell(socket, event, socket.noArguments(), false, e);
        }
    }
}
