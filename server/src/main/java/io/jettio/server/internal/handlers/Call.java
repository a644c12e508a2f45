package io.jettio.server.internal.handlers;

import io.jettio.protocol.handler.Ack;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.DisconnectReason;
import io.jettio.server.Socket;
import io.jettio.server.Socket.HandlerFailure;
import org.jspecify.annotations.Nullable;

/** What there is to fill a method's parameters with; which parts are there, the kind of the method says. */
record Call(
        Socket socket,
        @Nullable String event,
        @Nullable Payload arguments,
        @Nullable Ack ack,
        @Nullable DisconnectReason reason,
        @Nullable HandlerFailure failure) {
    static Call connected(Socket socket) {
        return new Call(socket, null, null, null, null, null);
    }

    static Call event(Socket socket, Payload arguments, Ack ack) {
        return new Call(socket, null, arguments, ack, null, null);
    }

    static Call any(Socket socket, String event, Payload arguments) {
        return new Call(socket, event, arguments, null, null, null);
    }

    static Call disconnected(Socket socket, DisconnectReason reason) {
        return new Call(socket, null, null, null, reason, null);
    }

    static Call failed(HandlerFailure failure) {
        return new Call(failure.socket(), null, null, null, null, failure);
    }
}
