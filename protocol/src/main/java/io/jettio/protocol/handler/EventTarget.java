package io.jettio.protocol.handler;

import io.jettio.protocol.TypeRef;
import io.jettio.protocol.socketio.Payload;
import org.jspecify.annotations.Nullable;

/**
 * Something whose events can be handled: a socket. Listeners of one event are called in the order in which they were
 * added. Names tell the kinds apart: {@code on} listens, {@code onWithAck} also gets the means to acknowledge,
 * {@code answer} acknowledges with what it returns. Each {@code Class} has a {@link TypeRef} twin for generic types.
 *
 * <p>Every method may be called from any thread, at any time. Not for implementation by applications.
 */
public interface EventTarget {
    /**
     * Adds a handler in its raw form; all others end here.
     *
     * @param event the event's name
     * @param handler gets each event's arguments
     * @return takes the handler off again
     */
    Registration handle(String event, EventHandler handler);

    /**
     * Takes off every handler of an event.
     *
     * @param event the event's name
     */
    void off(String event);

    /**
     * Adds a listener that gets the arguments as they are.
     *
     * @param event the event's name
     * @param listener takes the arguments
     * @return takes the listener off again
     */
    default Registration on(String event, Listener<Payload> listener) {
        return handle(event, EventHandler.of(Payload.class, listener));
    }

    /**
     * Adds a listener that gets the arguments as they are, and the means to acknowledge.
     *
     * @param event the event's name
     * @param listener takes the arguments
     * @return takes the listener off again
     */
    default Registration onWithAck(String event, AckListener<Payload> listener) {
        return handle(event, EventHandler.withAck(Payload.class, listener));
    }

    /**
     * Answers an event from its arguments as they are.
     *
     * @param event the event's name
     * @param answer what it returns is the ack
     * @return takes the answer off again
     */
    default Registration answer(String event, Answer<Payload> answer) {
        return handle(event, EventHandler.answering(Payload.class, answer));
    }

    /**
     * Adds a listener that takes one argument.
     *
     * @param event the event's name
     * @param first the type of the first argument
     * @param listener takes the arguments
     * @param <A> the type of the first argument
     * @return takes it off again
     */
    default <A> Registration on(String event, Class<A> first, Listener<A> listener) {
        return handle(event, EventHandler.of(first, listener));
    }

    /**
     * Adds a listener that takes one argument, and the means to acknowledge.
     *
     * @param event the event's name
     * @param first the type of the first argument
     * @param listener takes the arguments and the ack
     * @param <A> the type of the first argument
     * @return takes it off again
     */
    default <A> Registration onWithAck(String event, Class<A> first, AckListener<A> listener) {
        return handle(event, EventHandler.withAck(first, listener));
    }

    /**
     * Answers an event with one argument.
     *
     * @param event the event's name
     * @param first the type of the first argument
     * @param answer what it returns is the ack
     * @param <A> the type of the first argument
     * @return takes it off again
     */
    default <A> Registration answer(String event, Class<A> first, Answer<A> answer) {
        return handle(event, EventHandler.answering(first, answer));
    }

    /**
     * Adds a listener that takes one argument.
     *
     * @param event the event's name
     * @param first the type of the first argument
     * @param listener takes the arguments
     * @param <A> the type of the first argument
     * @return takes it off again
     */
    default <A extends @Nullable Object> Registration on(String event, TypeRef<A> first, Listener<A> listener) {
        return handle(event, EventHandler.of(first.type(), listener));
    }

    /**
     * Adds a listener that takes one argument, and the means to acknowledge.
     *
     * @param event the event's name
     * @param first the type of the first argument
     * @param listener takes the arguments and the ack
     * @param <A> the type of the first argument
     * @return takes it off again
     */
    default <A extends @Nullable Object> Registration onWithAck(
            String event, TypeRef<A> first, AckListener<A> listener) {
        return handle(event, EventHandler.withAck(first.type(), listener));
    }

    /**
     * Answers an event with one argument.
     *
     * @param event the event's name
     * @param first the type of the first argument
     * @param answer what it returns is the ack
     * @param <A> the type of the first argument
     * @return takes it off again
     */
    default <A extends @Nullable Object> Registration answer(String event, TypeRef<A> first, Answer<A> answer) {
        return handle(event, EventHandler.answering(first.type(), answer));
    }

    /**
     * Adds a listener that takes two arguments.
     *
     * @param event the event's name
     * @param first the type of the first argument
     * @param second the type of the second argument
     * @param listener takes the arguments
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @return takes it off again
     */
    default <A, B> Registration on(String event, Class<A> first, Class<B> second, Listener2<A, B> listener) {
        return handle(event, EventHandler.of(first, second, listener));
    }

    /**
     * Adds a listener that takes two arguments, and the means to acknowledge.
     *
     * @param event the event's name
     * @param first the type of the first argument
     * @param second the type of the second argument
     * @param listener takes the arguments and the ack
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @return takes it off again
     */
    default <A, B> Registration onWithAck(String event, Class<A> first, Class<B> second, AckListener2<A, B> listener) {
        return handle(event, EventHandler.withAck(first, second, listener));
    }

    /**
     * Answers an event with two arguments.
     *
     * @param event the event's name
     * @param first the type of the first argument
     * @param second the type of the second argument
     * @param answer what it returns is the ack
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @return takes it off again
     */
    default <A, B> Registration answer(String event, Class<A> first, Class<B> second, Answer2<A, B> answer) {
        return handle(event, EventHandler.answering(first, second, answer));
    }

    /**
     * Adds a listener that takes two arguments.
     *
     * @param event the event's name
     * @param first the type of the first argument
     * @param second the type of the second argument
     * @param listener takes the arguments
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @return takes it off again
     */
    default <A extends @Nullable Object, B extends @Nullable Object> Registration on(
            String event, TypeRef<A> first, TypeRef<B> second, Listener2<A, B> listener) {
        return handle(event, EventHandler.of(first.type(), second.type(), listener));
    }

    /**
     * Adds a listener that takes two arguments, and the means to acknowledge.
     *
     * @param event the event's name
     * @param first the type of the first argument
     * @param second the type of the second argument
     * @param listener takes the arguments and the ack
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @return takes it off again
     */
    default <A extends @Nullable Object, B extends @Nullable Object> Registration onWithAck(
            String event, TypeRef<A> first, TypeRef<B> second, AckListener2<A, B> listener) {
        return handle(event, EventHandler.withAck(first.type(), second.type(), listener));
    }

    /**
     * Answers an event with two arguments.
     *
     * @param event the event's name
     * @param first the type of the first argument
     * @param second the type of the second argument
     * @param answer what it returns is the ack
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @return takes it off again
     */
    default <A extends @Nullable Object, B extends @Nullable Object> Registration answer(
            String event, TypeRef<A> first, TypeRef<B> second, Answer2<A, B> answer) {
        return handle(event, EventHandler.answering(first.type(), second.type(), answer));
    }

    /**
     * Adds a listener that takes three arguments.
     *
     * @param event the event's name
     * @param first the type of the first argument
     * @param second the type of the second argument
     * @param third the type of the third argument
     * @param listener takes the arguments
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <C> the type of the third argument
     * @return takes it off again
     */
    default <A, B, C> Registration on(
            String event, Class<A> first, Class<B> second, Class<C> third, Listener3<A, B, C> listener) {
        return handle(event, EventHandler.of(first, second, third, listener));
    }

    /**
     * Adds a listener that takes three arguments, and the means to acknowledge.
     *
     * @param event the event's name
     * @param first the type of the first argument
     * @param second the type of the second argument
     * @param third the type of the third argument
     * @param listener takes the arguments and the ack
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <C> the type of the third argument
     * @return takes it off again
     */
    default <A, B, C> Registration onWithAck(
            String event, Class<A> first, Class<B> second, Class<C> third, AckListener3<A, B, C> listener) {
        return handle(event, EventHandler.withAck(first, second, third, listener));
    }

    /**
     * Answers an event with three arguments.
     *
     * @param event the event's name
     * @param first the type of the first argument
     * @param second the type of the second argument
     * @param third the type of the third argument
     * @param answer what it returns is the ack
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <C> the type of the third argument
     * @return takes it off again
     */
    default <A, B, C> Registration answer(
            String event, Class<A> first, Class<B> second, Class<C> third, Answer3<A, B, C> answer) {
        return handle(event, EventHandler.answering(first, second, third, answer));
    }

    /**
     * Adds a listener that takes three arguments.
     *
     * @param event the event's name
     * @param first the type of the first argument
     * @param second the type of the second argument
     * @param third the type of the third argument
     * @param listener takes the arguments
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <C> the type of the third argument
     * @return takes it off again
     */
    default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> Registration on(
            String event, TypeRef<A> first, TypeRef<B> second, TypeRef<C> third, Listener3<A, B, C> listener) {
        return handle(event, EventHandler.of(first.type(), second.type(), third.type(), listener));
    }

    /**
     * Adds a listener that takes three arguments, and the means to acknowledge.
     *
     * @param event the event's name
     * @param first the type of the first argument
     * @param second the type of the second argument
     * @param third the type of the third argument
     * @param listener takes the arguments and the ack
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <C> the type of the third argument
     * @return takes it off again
     */
    default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> Registration onWithAck(
            String event, TypeRef<A> first, TypeRef<B> second, TypeRef<C> third, AckListener3<A, B, C> listener) {
        return handle(event, EventHandler.withAck(first.type(), second.type(), third.type(), listener));
    }

    /**
     * Answers an event with three arguments.
     *
     * @param event the event's name
     * @param first the type of the first argument
     * @param second the type of the second argument
     * @param third the type of the third argument
     * @param answer what it returns is the ack
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <C> the type of the third argument
     * @return takes it off again
     */
    default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> Registration answer(
            String event, TypeRef<A> first, TypeRef<B> second, TypeRef<C> third, Answer3<A, B, C> answer) {
        return handle(event, EventHandler.answering(first.type(), second.type(), third.type(), answer));
    }
}
