package io.jettio.common.handlers;

import io.jettio.protocol.annotation.HandlerMethod;
import io.jettio.protocol.annotation.HandlerMethods;
import io.jettio.protocol.annotation.OnEvent;
import io.jettio.protocol.handler.Ack;
import io.jettio.protocol.handler.EventHandler;
import io.jettio.protocol.socketio.Payload;
import java.lang.annotation.Annotation;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * An object whose methods are handlers. Everything that may be wrong about it was found when it was made.
 *
 * @param <C> what there is to fill its methods' parameters with
 */
public final class HandlerObject<C> {
    private final Class<?> annotated;
    private final @Nullable String namespace;
    private final Map<String, BoundMethod<C>> byEvent = new LinkedHashMap<>();
    private final Map<Class<? extends Annotation>, BoundMethod<C>> byKind = new HashMap<>();

    private HandlerObject(Object handler, Class<?> annotated, Parameters<C> known) {
        this.annotated = annotated;
        for (HandlerMethod method : HandlerMethods.of(handler, annotated)) {
            BoundMethod<C> bound = BoundMethod.of(method, known);
            method.events().forEach(event -> byEvent.put(event, bound));
            if (method.kind() != OnEvent.class) {
                byKind.put(method.kind(), bound);
            }
        }
        this.namespace = HandlerMethods.namespaceOf(handler, annotated);
    }

    /** Looks at an object. */
    public static <C> HandlerObject<C> of(Object handler, Parameters<C> known) {
        return of(handler, handler.getClass(), known);
    }

    /** Looks at an object whose handlers are also those of the class of another object, before which it stands. */
    public static <C> HandlerObject<C> of(Object handler, Class<?> annotated, Parameters<C> known) {
        return new HandlerObject<>(handler, annotated, known);
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

    /** Whether it has a method of a kind. */
    public boolean has(Class<? extends Annotation> kind) {
        return byKind.containsKey(kind);
    }

    /** Calls its method of a kind, if it has one. */
    public void call(Class<? extends Annotation> kind, C call) throws Exception {
        BoundMethod<C> method = byKind.get(kind);
        if (method != null) {
            method.call(call);
        }
    }

    /** What there is to fill a method's parameters with when an event comes. */
    @FunctionalInterface
    public interface EventCall<C> {
        /** Gathers it. */
        C of(Payload arguments, Ack ack);
    }

    /** Its handler of one of its events. */
    public EventHandler handlerOf(String event, EventCall<C> calls) {
        return new OfEvent<>(this, Objects.requireNonNull(byEvent.get(event)), calls);
    }

    /** Whether a handler is of this object. */
    public boolean made(EventHandler candidate) {
        return candidate instanceof OfEvent<?> ours && ours.owner == this;
    }

    /** A method as one socket's handler of an event. */
    private static final class OfEvent<C> implements EventHandler {
        private final HandlerObject<C> owner;
        private final BoundMethod<C> bound;
        private final EventCall<C> calls;

        OfEvent(HandlerObject<C> owner, BoundMethod<C> bound, EventCall<C> calls) {
            this.owner = owner;
            this.bound = bound;
            this.calls = calls;
        }

        @Override
        public @Nullable CompletionStage<?> handle(Payload arguments, Ack ack) throws Exception {
            Object result = bound.call(calls.of(arguments, ack));
            return bound.method().returnsNothing() ? null : EventHandler.acknowledge(result, ack);
        }
    }
}
