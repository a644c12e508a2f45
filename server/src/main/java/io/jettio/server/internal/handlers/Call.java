package io.jettio.server.internal.handlers;

import io.jettio.protocol.handler.Ack;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.DisconnectReason;
import io.jettio.server.Socket;
import io.jettio.server.Socket.HandlerFailure;
import org.jspecify.annotations.Nullable;

/** What there is to fill a method's parameters with; which parts are there, the kind of the method says. */
public record Call(
        Socket socket,
        @Nullable String event,
        @Nullable Payload arguments,
        @Nullable Ack ack,
        @Nullable DisconnectReason reason,
        @Nullable HandlerFailure failure) {
    /** A socket has joined. */
    public static Call connected(Socket socket) {
        return new Call(socket, null, null, null, null, null);
    }

    /** An event came. */
    public static Call event(Socket socket, Payload arguments, Ack ack) {
        return new Call(socket, null, arguments, ack, null, null);
    }

    /** An event came, for who is told of any. */
    public static Call any(Socket socket, String event, Payload arguments) {
        return new Call(socket, event, arguments, null, null, null);
    }

    /** A socket has ended. */
    public static Call disconnected(Socket socket, DisconnectReason reason) {
        return new Call(socket, null, null, null, reason, null);
    }

    /** A handler failed. */
    public static Call failed(HandlerFailure failure) {
        return new Call(failure.socket(), null, null, null, null, failure);
    }
}
