package io.jettio.client.internal;

import io.jettio.client.Socket;
import io.jettio.common.handlers.HandlerObject;
import io.jettio.protocol.annotation.OnAny;
import io.jettio.protocol.annotation.OnConnect;
import io.jettio.protocol.annotation.OnConnectError;
import io.jettio.protocol.annotation.OnDisconnect;
import io.jettio.protocol.annotation.OnError;
import io.jettio.protocol.handler.Registration;
import java.util.ArrayList;
import java.util.List;

/** An object's handlers on a socket: added by the same calls as any other's. */
final class RegisteredHandlers {
    private RegisteredHandlers() {}

    /** Looks at an object, before anything is made for it. */
    static HandlerObject<HandlerCall> examined(Object handlers) {
        HandlerObject<HandlerCall> object = HandlerObject.of(handlers, HandlerCall.PARAMETERS);
        object.events().forEach(EventHandlers::requireFree);
        return object;
    }

    static Registration register(HandlerObject<HandlerCall> object, Socket socket) {
        String wanted = object.namespace();
        if (wanted != null && !full(wanted).equals(socket.namespace())) {
            throw new IllegalArgumentException(object.name() + " is for the namespace " + full(wanted)
                    + ", and is to be registered in " + socket.namespace());
        }
        List<Registration> all = new ArrayList<>();
        if (object.has(OnError.class)) {
            all.add(socket.onError(failure -> object.call(OnError.class, HandlerCall.failed(failure))));
        }
        for (String event : object.events()) {
            all.add(socket.handle(
                    event, object.handlerOf(event, (arguments, ack) -> HandlerCall.event(socket, arguments, ack))));
        }
        if (object.has(OnAny.class)) {
            all.add(socket.onAny(
                    (event, arguments) -> object.call(OnAny.class, HandlerCall.any(socket, event, arguments))));
        }
        if (object.has(OnDisconnect.class)) {
            all.add(socket.onDisconnect(
                    reason -> object.call(OnDisconnect.class, HandlerCall.disconnected(socket, reason))));
        }
        if (object.has(OnConnectError.class)) {
            all.add(socket.onConnectError(
                    error -> object.call(OnConnectError.class, HandlerCall.connectFailed(socket, error))));
        }
        if (object.has(OnConnect.class)) {
            all.add(socket.onConnect(() -> object.call(OnConnect.class, HandlerCall.connected(socket))));
        }
        return () -> all.forEach(Registration::remove);
    }

    /** A namespace with its leading slash. */
    static String full(String namespace) {
        return namespace.startsWith("/") ? namespace : "/" + namespace;
    }
}
