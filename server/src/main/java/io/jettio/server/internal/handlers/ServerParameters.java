package io.jettio.server.internal.handlers;

import io.jettio.common.handlers.Parameters;
import io.jettio.protocol.annotation.OnAny;
import io.jettio.protocol.annotation.OnConnect;
import io.jettio.protocol.annotation.OnDisconnect;
import io.jettio.protocol.annotation.OnError;
import io.jettio.protocol.annotation.OnEvent;
import io.jettio.protocol.handler.Ack;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.DisconnectReason;
import io.jettio.server.Handshake;
import io.jettio.server.Socket;
import io.jettio.server.Socket.HandlerFailure;
import java.util.Objects;

/** What parameters of handler methods may be on the server. */
public final class ServerParameters {
    /** All that there are. */
    public static final Parameters<Call> ALL = new Parameters<>("server", "io.jettio.server.", Call::arguments)
            .always(Socket.class, Call::socket)
            .always(Handshake.class, call -> call.socket().handshake())
            .auth(call -> call.socket().handshake().authPayload())
            .kind(OnConnect.class)
            .kind(OnDisconnect.class)
            .type(OnDisconnect.class, DisconnectReason.class, Call::reason)
            .kind(OnEvent.class)
            .type(OnEvent.class, Ack.class, Call::ack)
            .type(OnEvent.class, Payload.class, Call::arguments)
            .kind(OnAny.class)
            .type(OnAny.class, String.class, Call::event)
            .type(OnAny.class, Payload.class, Call::arguments)
            .kind(OnError.class)
            .type(OnError.class, Throwable.class, call -> failure(call).cause())
            .type(OnError.class, HandlerFailure.class, ServerParameters::failure);

    private ServerParameters() {}

    private static HandlerFailure failure(Call call) {
        return Objects.requireNonNull(call.failure());
    }
}
