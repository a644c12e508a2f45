package io.jettio.client.internal;

import io.jettio.client.ConnectError;
import io.jettio.client.DisconnectReason;
import io.jettio.client.Socket;
import io.jettio.client.Socket.HandlerFailure;
import io.jettio.common.handlers.Parameters;
import io.jettio.protocol.annotation.OnAny;
import io.jettio.protocol.annotation.OnConnect;
import io.jettio.protocol.annotation.OnConnectError;
import io.jettio.protocol.annotation.OnDisconnect;
import io.jettio.protocol.annotation.OnError;
import io.jettio.protocol.annotation.OnEvent;
import io.jettio.protocol.handler.Ack;
import io.jettio.protocol.socketio.Payload;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What there is to fill a handler method's parameters with; which parts are there, the kind of the method says. */
record HandlerCall(
        Socket socket,
        @Nullable String event,
        @Nullable Payload arguments,
        @Nullable Ack ack,
        @Nullable DisconnectReason reason,
        @Nullable ConnectError error,
        @Nullable HandlerFailure failure) {
    /** What parameters of handler methods may be on the client. */
    static final Parameters<HandlerCall> PARAMETERS = new Parameters<>(
                    "client", "io.jettio.client.", HandlerCall::arguments)
            .always(Socket.class, HandlerCall::socket)
            .kind(OnConnect.class)
            .kind(OnDisconnect.class)
            .type(OnDisconnect.class, DisconnectReason.class, HandlerCall::reason)
            .kind(OnConnectError.class)
            .type(OnConnectError.class, ConnectError.class, HandlerCall::error)
            .kind(OnEvent.class)
            .type(OnEvent.class, Ack.class, HandlerCall::ack)
            .type(OnEvent.class, Payload.class, HandlerCall::arguments)
            .kind(OnAny.class)
            .type(OnAny.class, String.class, HandlerCall::event)
            .type(OnAny.class, Payload.class, HandlerCall::arguments)
            .kind(OnError.class)
            .type(
                    OnError.class,
                    Throwable.class,
                    call -> Objects.requireNonNull(call.failure).cause())
            .type(OnError.class, HandlerFailure.class, HandlerCall::failure);

    static HandlerCall connected(Socket socket) {
        return new HandlerCall(socket, null, null, null, null, null, null);
    }

    static HandlerCall event(Socket socket, Payload arguments, Ack ack) {
        return new HandlerCall(socket, null, arguments, ack, null, null, null);
    }

    static HandlerCall any(Socket socket, String event, Payload arguments) {
        return new HandlerCall(socket, event, arguments, null, null, null, null);
    }

    static HandlerCall disconnected(Socket socket, DisconnectReason reason) {
        return new HandlerCall(socket, null, null, null, reason, null, null);
    }

    static HandlerCall connectFailed(Socket socket, ConnectError error) {
        return new HandlerCall(socket, null, null, null, null, error, null);
    }

    static HandlerCall failed(HandlerFailure failure) {
        return new HandlerCall(failure.socket(), null, null, null, null, null, failure);
    }
}
