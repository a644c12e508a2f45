package io.jettio.server.internal.socketio;

import io.jettio.protocol.handler.Listener;
import io.jettio.server.DisconnectReason;
import io.jettio.server.internal.run.Lane;

/** The last thing on a socket's lane: the application is told, then the rooms are left. */
final class Departure extends Lane.Task {
    private final DefaultSocket socket;
    private final DisconnectReason reason;

    Departure(DefaultSocket socket, DisconnectReason reason) {
        this.socket = socket;
        this.reason = reason;
    }

    @Override
    protected void run() {
        try {
            for (Listener<DisconnectReason> listener : socket.takeDisconnectListeners(reason)) {
                tell(socket, listener, reason);
            }
        } finally {
            socket.departed();
        }
    }

    static void tell(ListeningSocket socket, Listener<DisconnectReason> listener, DisconnectReason reason) {
        try {
            listener.on(reason);
        } catch (Exception | Error e) {
            EventTask.report(socket, "disconnect", false, e);
        }
    }
}
