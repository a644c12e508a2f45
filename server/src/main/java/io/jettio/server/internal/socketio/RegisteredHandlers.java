package io.jettio.server.internal.socketio;

import io.jettio.common.handlers.HandlerObject;
import io.jettio.protocol.annotation.OnAny;
import io.jettio.protocol.annotation.OnConnect;
import io.jettio.protocol.annotation.OnDisconnect;
import io.jettio.protocol.annotation.OnError;
import io.jettio.protocol.handler.Listener;
import io.jettio.protocol.handler.Listener2;
import io.jettio.protocol.handler.Registration;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.Socket;
import io.jettio.server.Socket.HandlerFailure;
import io.jettio.server.internal.handlers.Call;
import io.jettio.server.internal.handlers.ServerParameters;
import org.jspecify.annotations.Nullable;

/** An object's handlers in a namespace: each socket gets them when it joins, by the same calls as any other's. */
final class RegisteredHandlers implements Registration, Listener<Socket> {
    private final HandlerObject<Call> object;
    private final Audience audience;
    private final Entrance entrance;
    private final EventRules rules;
    private final @Nullable Listener<HandlerFailure> errorHook;
    private volatile boolean removed;

    private RegisteredHandlers(HandlerObject<Call> object, Audience audience, Entrance entrance, EventRules rules) {
        this.object = object;
        this.audience = audience;
        this.entrance = entrance;
        this.rules = rules;
        this.errorHook = object.has(OnError.class) ? failure -> object.call(OnError.class, Call.failed(failure)) : null;
    }

    /** Looks at an object, before anything is made for it. */
    static HandlerObject<Call> examined(Object handlers, Class<?> annotated) {
        HandlerObject<Call> object = HandlerObject.of(handlers, annotated, ServerParameters.ALL);
        object.events().forEach(ReservedEvents::check);
        return object;
    }

    /** Registers an object; in the namespace that its class names, where it names one. */
    static Registration register(
            HandlerObject<Call> object,
            Audience audience,
            @Nullable String namespace,
            Entrance entrance,
            EventRules rules) {
        String wanted = object.namespace();
        if (wanted != null && !Namespaces.full(wanted).equals(namespace)) {
            throw new IllegalArgumentException(object.name() + " is for the namespace " + Namespaces.full(wanted)
                    + ", and is to be registered in " + (namespace == null ? "dynamic ones" : namespace));
        }
        RegisteredHandlers registered = new RegisteredHandlers(object, audience, entrance, rules);
        Listener<HandlerFailure> hook = registered.errorHook;
        if (hook != null && !rules.offerErrorHook(hook)) {
            throw new IllegalStateException(
                    object.name() + " has a method with @OnError, but the namespace has an error hook");
        }
        entrance.onConnection(registered);
        return registered;
    }

    @Override
    public void on(Socket socket) throws Exception {
        if (removed) {
            return;
        }
        object.events()
                .forEach(event -> socket.handle(
                        event, object.handlerOf(event, (arguments, ack) -> Call.event(socket, arguments, ack))));
        if (object.has(OnAny.class)) {
            socket.onAny(new OfAny(object, socket));
        }
        if (object.has(OnDisconnect.class)) {
            socket.onDisconnect(reason -> {
                if (!removed) {
                    object.call(OnDisconnect.class, Call.disconnected(socket, reason));
                }
            });
        }
        if (removed) {
            takeOff((ListeningSocket) socket); // whoever removed it may not have seen these
            return;
        }
        object.call(OnConnect.class, Call.connected(socket));
    }

    /** What is told of any event of a socket. */
    record OfAny(HandlerObject<Call> object, Socket socket) implements Listener2<String, Payload> {
        @Override
        public void on(String event, Payload arguments) throws Exception {
            object.call(OnAny.class, Call.any(socket, event, arguments));
        }
    }

    @Override
    public void remove() {
        removed = true;
        entrance.removeConnectionListener(this);
        Listener<HandlerFailure> hook = errorHook;
        if (hook != null) {
            rules.takeErrorHook(hook);
        }
        audience.namespaces()
                .forEach(namespace -> namespace.sockets().forEach(socket -> takeOff((ListeningSocket) socket)));
    }

    private void takeOff(ListeningSocket socket) {
        socket.takeOff(object);
    }
}
