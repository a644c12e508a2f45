package io.jettio.protocol.handler;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that events can be emitted to: a socket, a namespace, a room. Every method may be called from any thread,
 * never blocks on the network, and keeps the order of each calling thread. Arguments are mapped before the method
 * returns: what the caller changes afterwards is not sent.
 *
 * <p>Not for implementation by applications.
 */
public interface Emitter {
    /**
     * Emits an event with any number of arguments.
     *
     * @param event the event's name; the reserved names ({@code connect}, {@code connect_error}, {@code disconnect},
     *     {@code disconnecting}, {@code newListener}, {@code removeListener}) are refused
     * @param arguments the arguments, null elements allowed
     * @return what became of it
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if an argument cannot be mapped, with the path to what did not fit
     */
    EmitResult emitAll(String event, List<? extends @Nullable Object> arguments);

    /**
     * Emits an event without arguments.
     *
     * @param event the event's name
     * @return what became of it
     * @throws IllegalArgumentException if the name is reserved
     */
    default EmitResult emit(String event) {
        return emitAll(event, List.of());
    }

    /**
     * Emits an event with one argument.
     *
     * @param event the event's name
     * @param argument the argument; an array or a list is one argument
     * @return what became of it
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if the argument cannot be mapped
     */
    default EmitResult emit(String event, @Nullable Object argument) {
        return emitAll(event, Arguments.of(argument));
    }

    /**
     * Emits an event with two or more arguments.
     *
     * @param event the event's name
     * @param first the first argument
     * @param second the second argument
     * @param more the others
     * @return what became of it
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if an argument cannot be mapped
     */
    default EmitResult emit(String event, @Nullable Object first, @Nullable Object second, @Nullable Object... more) {
        return emitAll(event, Arguments.of(first, second, more));
    }

    /**
     * Emits the event {@code message}, as {@code send} of the other Socket.IO libraries does.
     *
     * @param argument the argument
     * @return what became of it
     * @throws io.jettio.protocol.json.JsonException if the argument cannot be mapped
     */
    default EmitResult send(@Nullable Object argument) {
        return emit("message", argument);
    }
}
