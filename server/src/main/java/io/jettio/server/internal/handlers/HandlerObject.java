package io.jettio.server.internal.handlers;

import io.jettio.protocol.annotation.HandlerMethod;
import io.jettio.protocol.annotation.HandlerMethods;
import io.jettio.protocol.annotation.OnAny;
import io.jettio.protocol.annotation.OnConnect;
import io.jettio.protocol.annotation.OnDisconnect;
import io.jettio.protocol.annotation.OnError;
import io.jettio.protocol.annotation.OnEvent;
import io.jettio.protocol.handler.Ack;
import io.jettio.protocol.handler.EventHandler;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.DisconnectReason;
import io.jettio.server.Socket;
import io.jettio.server.Socket.HandlerFailure;
import java.lang.annotation.Annotation;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An object whose methods are handlers. Everything that may be wrong about it was found when it was made. */
public final class HandlerObject {
    private final Class<?> annotated;
    private final @Nullable String namespace;
    private final Map<String, BoundMethod> byEvent = new LinkedHashMap<>();
    private final Map<Class<? extends Annotation>, BoundMethod> byKind = new HashMap<>();

    private HandlerObject(Object handler, Class<?> annotated) {
        this.annotated = annotated;
        for (HandlerMethod method : HandlerMethods.of(handler, annotated)) {
            BoundMethod bound = BoundMethod.of(method);
            method.events().forEach(event -> byEvent.put(event, bound));
            if (method.kind() != OnEvent.class) {
                byKind.put(method.kind(), bound);
            }
        }
        this.namespace = HandlerMethods.namespaceOf(handler, annotated);
    }

    /** Looks at an object, whose handlers are those of its class, or of the class of the object behind it. */
    public static HandlerObject of(Object handler, Class<?> annotated) {
        return new HandlerObject(handler, annotated);
    }

    /** The namespace that its class names, or null. */
    public @Nullable String namespace() {
        return namespace;
    }

    /** The class, for messages. */
    public String name() {
        return annotated.getName();
    }

    /** The events that it handles. */
    public Set<String> events() {
        return byEvent.keySet();
    }

    /** Its handler of one of its events, for one socket. */
    public EventHandler handlerOf(String event, Socket socket) {
        return new OfEvent(this, byEvent.get(event), socket);
    }

    /** Whether a handler is of this object. */
    public boolean made(EventHandler candidate) {
        return candidate instanceof OfEvent ours && ours.owner == this;
    }

    /** Whether it is told of any event. */
    public boolean listensToAny() {
        return byKind.containsKey(OnAny.class);
    }

    /** Whether it is told of the end of sockets. */
    public boolean listensToDisconnect() {
        return byKind.containsKey(OnDisconnect.class);
    }

    /** Whether it is an error hook. */
    public boolean isErrorHook() {
        return byKind.containsKey(OnError.class);
    }

    /** Tells it of a socket. */
    public void connected(Socket socket) throws Exception {
        call(OnConnect.class, Call.connected(socket));
    }

    /** Tells it of any event. */
    public void any(Socket socket, String event, Payload arguments) throws Exception {
        call(OnAny.class, Call.any(socket, event, arguments));
    }

    /** Tells it of the end of a socket. */
    public void disconnected(Socket socket, DisconnectReason reason) throws Exception {
        call(OnDisconnect.class, Call.disconnected(socket, reason));
    }

    /** Tells it of a failure. */
    public void failed(HandlerFailure failure) throws Exception {
        call(OnError.class, Call.failed(failure));
    }

    private void call(Class<? extends Annotation> kind, Call call) throws Exception {
        BoundMethod method = byKind.get(kind);
        if (method != null) {
            method.call(call);
        }
    }

    /** A method as one socket's handler of an event. */
    private static final class OfEvent implements EventHandler {
        private final HandlerObject owner;
        private final BoundMethod bound;
        private final Socket socket;

        OfEvent(HandlerObject owner, @Nullable BoundMethod bound, Socket socket) {
            this.owner = owner;
            this.bound = Objects.requireNonNull(bound);
            this.socket = socket;
        }

        @Override
        public @Nullable CompletionStage<?> handle(Payload arguments, Ack ack) throws Exception {
            Object result = bound.call(Call.event(socket, arguments, ack));
            return bound.method().returnsNothing() ? null : EventHandler.acknowledge(result, ack);
        }
    }
}
