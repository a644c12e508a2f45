package io.jettio.protocol.handler;

import io.jettio.protocol.TypeRef;
import io.jettio.protocol.socketio.Payload;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a socket knows about its handlers beyond {@link EventTarget}: listeners for one event only, listeners that go
 * before others, and listeners for events of any name, coming and going.
 *
 * <p>Every method may be called from any thread, at any time. Not for implementation by applications.
 */
public interface ListenerRegistry extends EventTarget {
    /**
     * Adds a handler that is taken off when its first event comes; that event is the only one that it gets, also where
     * several wait. Everything that has no {@code once} of its own can be had by this, such as
     * {@code handleOnce("sum", EventHandler.answering(int.class, int.class, Integer::sum))}.
     *
     * @param event the event's name
     * @param handler gets the event's arguments
     * @return takes the handler off before
     */
    Registration handleOnce(String event, EventHandler handler);

    /**
     * Adds a handler before all others of its event.
     *
     * @param event the event's name
     * @param handler gets each event's arguments
     * @return takes the handler off again
     */
    Registration handleFirst(String event, EventHandler handler);

    /** Takes off every handler of every event, and the listeners to any event. Hooks and interceptors stay. */
    void off();

    /**
     * {@return the names of the events that have handlers, at this moment; a copy}
     */
    Set<String> eventNames();

    /**
     * Adds a listener that is told of every event, whether handled or not, before the event's own handlers and before
     * interceptors judge it.
     *
     * @param listener takes the event's name and its arguments
     * @return takes the listener off again
     */
    Registration onAny(Listener2<String, Payload> listener);

    /**
     * Adds a listener like {@link #onAny} before all others of that kind.
     *
     * @param listener takes the event's name and its arguments
     * @return takes the listener off again
     */
    Registration prependAny(Listener2<String, Payload> listener);

    /** Takes off all listeners that {@link #onAny} and {@link #prependAny} added. */
    void offAny();

    /**
     * Adds a listener that is told of every event that is emitted to the peer, broadcasts that reach it included. It is
     * told as one of the handlers, by their thread and in their turn, thus a moment after the emit.
     *
     * @param listener takes the event's name and its arguments
     * @return takes the listener off again
     */
    Registration onAnyOutgoing(Listener2<String, Payload> listener);

    /**
     * Adds a listener like {@link #onAnyOutgoing} before all others of that kind.
     *
     * @param listener takes the event's name and its arguments
     * @return takes the listener off again
     */
    Registration prependAnyOutgoing(Listener2<String, Payload> listener);

    /** Takes off all listeners that {@link #onAnyOutgoing} and {@link #prependAnyOutgoing} added. */
    void offAnyOutgoing();

    /**
     * Listens to the next event of a name, with the arguments as they are.
     *
     * @param event the event's name
     * @param listener takes the arguments
     * @return takes the listener off before
     */
    default Registration once(String event, Listener<Payload> listener) {
        return handleOnce(event, EventHandler.of(Payload.class, listener));
    }

    /**
     * Listens to the next event of a name, with one argument.
     *
     * @param event the event's name
     * @param first the type of the first argument
     * @param listener takes the argument
     * @param <A> the type of the first argument
     * @return takes the listener off before
     */
    default <A> Registration once(String event, Class<A> first, Listener<A> listener) {
        return handleOnce(event, EventHandler.of(first, listener));
    }

    /**
     * Listens to the next event of a name, with one argument of a generic type.
     *
     * @param event the event's name
     * @param first the type of the first argument
     * @param listener takes the argument
     * @param <A> the type of the first argument
     * @return takes the listener off before
     */
    default <A extends @Nullable Object> Registration once(String event, TypeRef<A> first, Listener<A> listener) {
        return handleOnce(event, EventHandler.of(first.type(), listener));
    }

    /**
     * Listens to the next event of a name, with two arguments.
     *
     * @param event the event's name
     * @param first the type of the first argument
     * @param second the type of the second argument
     * @param listener takes the arguments
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @return takes the listener off before
     */
    default <A, B> Registration once(String event, Class<A> first, Class<B> second, Listener2<A, B> listener) {
        return handleOnce(event, EventHandler.of(first, second, listener));
    }

    /**
     * Adds a listener before the other handlers of its event, with the arguments as they are.
     *
     * @param event the event's name
     * @param listener takes the arguments
     * @return takes the listener off again
     */
    default Registration prepend(String event, Listener<Payload> listener) {
        return handleFirst(event, EventHandler.of(Payload.class, listener));
    }

    /**
     * Adds a listener before the other handlers of its event, with one argument.
     *
     * @param event the event's name
     * @param first the type of the first argument
     * @param listener takes the argument
     * @param <A> the type of the first argument
     * @return takes the listener off again
     */
    default <A> Registration prepend(String event, Class<A> first, Listener<A> listener) {
        return handleFirst(event, EventHandler.of(first, listener));
    }

    /**
     * Adds a listener before the other handlers of its event, with one argument of a generic type.
     *
     * @param event the event's name
     * @param first the type of the first argument
     * @param listener takes the argument
     * @param <A> the type of the first argument
     * @return takes the listener off again
     */
    default <A extends @Nullable Object> Registration prepend(String event, TypeRef<A> first, Listener<A> listener) {
        return handleFirst(event, EventHandler.of(first.type(), listener));
    }
}
