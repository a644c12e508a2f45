package io.jettio.protocol.handler;

import io.jettio.protocol.json.JsonException;
import io.jettio.protocol.socketio.Payload;
import java.lang.reflect.Type;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * An event handler in the form in which a socket keeps it: it gets the raw arguments and the ack, and maps them for the
 * user's listener. When arguments do not fit: one that the sender left out is null, or a {@link JsonException} where
 * the type is primitive; more than the listener takes are ignored; one that does not convert is a
 * {@link JsonException}, and the listener is not called.
 */
@FunctionalInterface
public interface EventHandler {
    /**
     * Called once for each event, by the thread that runs the socket's handlers.
     *
     * @param arguments the event's arguments, without its name
     * @param ack answers the event
     * @return the stage of an answer that is still to come, so that the caller can report it when it fails; null where
     *     everything is done
     * @throws Exception whatever the listener throws
     */
    @Nullable
    CompletionStage<?> handle(Payload arguments, Ack ack) throws Exception;

    /**
     * {@return what turns a failure of this handler into an ack, or null} The caller asks it first, before mappers of a
     * wider scope.
     */
    default @Nullable ErrorMapper errorMapper() {
        return null;
    }

    /**
     * {@return this handler with an error mapper of its own, in place of another}
     *
     * @param mapper turns what the handler throws, and what its stage fails with, into the ack
     */
    default EventHandler mapErrors(ErrorMapper mapper) {
        return new MappingHandler(this instanceof MappingHandler mapping ? mapping.handler() : this, mapper);
    }

    /**
     * {@return this handler, behind which an ack without arguments goes out by itself where the sender waits for one and
     * the handler has sent none} With {@link AckMode#ALWAYS} a failure is acknowledged like a success, before error mappers
     * are asked; with {@link AckMode#ON_SUCCESS} they may answer it.
     *
     * @param mode when it goes out
     */
    default EventHandler acknowledging(AckMode mode) {
        return new AcknowledgingHandler(this, mode);
    }

    /**
     * {@return an argument mapped to a type}
     *
     * @param arguments the event's arguments
     * @param index which one, from 0
     * @param type the wanted type; {@code Payload.class} gives all arguments
     * @throws JsonException if the argument does not convert, or is absent or null where the type is primitive
     */
    static @Nullable Object argument(Payload arguments, int index, Type type) {
        if (type == Payload.class) {
            return arguments;
        }
        Object value = arguments.get(index < arguments.typedSize() ? index : Integer.MAX_VALUE, type);
        if (value == null && type instanceof Class<?> raw && raw.isPrimitive()) {
            throw new JsonException("argument " + index + ": expected " + raw + " but there is none", null);
        }
        return value;
    }

    /**
     * {@return a handler that maps one argument for a listener}
     *
     * @param first the type of the first argument
     * @param listener the user's code
     * @param <A> the type of the first argument
     */
    static <A extends @Nullable Object> EventHandler of(Type first, Listener<A> listener) {
        return (arguments, ack) -> {
            listener.on(typed(arguments, 0, first));
            return null;
        };
    }

    /**
     * {@return a handler that maps one argument for a listener with ack}
     *
     * @param first the type of the first argument
     * @param listener the user's code
     * @param <A> the type of the first argument
     */
    static <A extends @Nullable Object> EventHandler withAck(Type first, AckListener<A> listener) {
        return (arguments, ack) -> {
            listener.on(typed(arguments, 0, first), ack);
            return null;
        };
    }

    /**
     * {@return a handler that maps one argument for an answer}
     *
     * @param first the type of the first argument
     * @param listener the user's code
     * @param <A> the type of the first argument
     */
    static <A extends @Nullable Object> EventHandler answering(Type first, Answer<A> listener) {
        return (arguments, ack) -> {
            return acknowledge(listener.answer(typed(arguments, 0, first)), ack);
        };
    }

    /**
     * {@return a handler that maps two arguments for a listener}
     *
     * @param first the type of the first argument
     * @param second the type of the second argument
     * @param listener the user's code
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     */
    static <A extends @Nullable Object, B extends @Nullable Object> EventHandler of(
            Type first, Type second, Listener2<A, B> listener) {
        return (arguments, ack) -> {
            listener.on(typed(arguments, 0, first), typed(arguments, 1, second));
            return null;
        };
    }

    /**
     * {@return a handler that maps two arguments for a listener with ack}
     *
     * @param first the type of the first argument
     * @param second the type of the second argument
     * @param listener the user's code
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     */
    static <A extends @Nullable Object, B extends @Nullable Object> EventHandler withAck(
            Type first, Type second, AckListener2<A, B> listener) {
        return (arguments, ack) -> {
            listener.on(typed(arguments, 0, first), typed(arguments, 1, second), ack);
            return null;
        };
    }

    /**
     * {@return a handler that maps two arguments for an answer}
     *
     * @param first the type of the first argument
     * @param second the type of the second argument
     * @param listener the user's code
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     */
    static <A extends @Nullable Object, B extends @Nullable Object> EventHandler answering(
            Type first, Type second, Answer2<A, B> listener) {
        return (arguments, ack) -> {
            return acknowledge(listener.answer(typed(arguments, 0, first), typed(arguments, 1, second)), ack);
        };
    }

    /**
     * {@return a handler that maps three arguments for a listener}
     *
     * @param first the type of the first argument
     * @param second the type of the second argument
     * @param third the type of the third argument
     * @param listener the user's code
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <C> the type of the third argument
     */
    static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> EventHandler of(
            Type first, Type second, Type third, Listener3<A, B, C> listener) {
        return (arguments, ack) -> {
            listener.on(typed(arguments, 0, first), typed(arguments, 1, second), typed(arguments, 2, third));
            return null;
        };
    }

    /**
     * {@return a handler that maps three arguments for a listener with ack}
     *
     * @param first the type of the first argument
     * @param second the type of the second argument
     * @param third the type of the third argument
     * @param listener the user's code
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <C> the type of the third argument
     */
    static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> EventHandler withAck(
            Type first, Type second, Type third, AckListener3<A, B, C> listener) {
        return (arguments, ack) -> {
            listener.on(typed(arguments, 0, first), typed(arguments, 1, second), typed(arguments, 2, third), ack);
            return null;
        };
    }

    /**
     * {@return a handler that maps three arguments for an answer}
     *
     * @param first the type of the first argument
     * @param second the type of the second argument
     * @param third the type of the third argument
     * @param listener the user's code
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <C> the type of the third argument
     */
    static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> EventHandler answering(
            Type first, Type second, Type third, Answer3<A, B, C> listener) {
        return (arguments, ack) -> {
            return acknowledge(
                    listener.answer(
                            typed(arguments, 0, first), typed(arguments, 1, second), typed(arguments, 2, third)),
                    ack);
        };
    }

    // Null is an answer here where the listener's type allows it, which no checker can see through the erased type.
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
    private static <T extends @Nullable Object> T typed(Payload arguments, int index, Type type) {
        return (T) argument(arguments, index, type);
    }

    /**
     * Acknowledges an event with what a listener returned: one argument, or what a stage completes with.
     *
     * @param result the argument, null included, or a {@link CompletionStage} of it
     * @param ack answers the event
     * @return what {@link #handle} is to return: the stage of an answer that is still to come, or null
     * @throws JsonException if the argument cannot be mapped
     */
    static @Nullable CompletionStage<?> acknowledge(@Nullable Object result, Ack ack) {
        if (result instanceof CompletionStage<?> stage) {
            return stage.thenAccept(ack::send);
        }
        ack.send(result);
        return null;
    }
}
