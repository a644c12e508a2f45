package io.jettio.client;

import io.jettio.protocol.TypeRef;
import io.jettio.protocol.handler.Arguments;
import io.jettio.protocol.handler.Emitter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What sends events and waits for their acks. Arguments are read before the method returns. While the socket is not
 * connected, events wait in a buffer and leave in their order once it is; what was written when a connection broke is
 * not sent again. Where too much waits already, {@code emit} throws a {@link BufferFullException} and nothing is sent.
 *
 * <p>An answer is asked for with {@code emitWithAck}, which returns a future, or {@code call}, which waits for it. Both
 * end with the answer, with an {@link AckTimeoutException} after {@link ManagerOptions#ackTimeout()} or what
 * {@link #timeout} says, with a {@link DisconnectedException} when the socket is disconnected after the event was sent,
 * or with a {@link BufferFullException}. Cancelling the future ends it too. An event that still waits when its time is
 * over is not sent.
 *
 * <p>Not for implementation by applications.
 */
public interface AckEmitter extends Emitter {
    /**
     * Sends an event that is to be answered.
     *
     * @param event the event's name
     * @param type the type of the answer's first argument; {@code Payload} stands for all arguments
     * @param arguments the arguments, null elements allowed
     * @param <T> the type of the answer
     * @return the answer, null where the peer answered with null or nothing
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if an argument cannot be mapped
     */
    <T extends @Nullable Object> CompletableFuture<T> emitAllWithAck(
            String event, Class<T> type, List<? extends @Nullable Object> arguments);

    /**
     * Sends an event that is to be answered with a generic type.
     *
     * @param event the event's name
     * @param type the type of the answer's first argument
     * @param arguments the arguments, null elements allowed
     * @param <T> the type of the answer
     * @return the answer, null where the peer answered with null or nothing
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if an argument cannot be mapped
     */
    <T extends @Nullable Object> CompletableFuture<T> emitAllWithAck(
            String event, TypeRef<T> type, List<? extends @Nullable Object> arguments);

    /**
     * Sends an event and waits for its answer; fine inside a listener.
     *
     * @param event the event's name
     * @param type the type of the answer's first argument; {@code Payload} stands for all arguments
     * @param arguments the arguments, null elements allowed
     * @param <T> the type of the answer
     * @return the answer, null where the peer answered with null or nothing
     * @throws AckTimeoutException if no answer came in time
     * @throws DisconnectedException if the socket was disconnected before the answer
     * @throws BufferFullException if too much waits already
     * @throws io.jettio.protocol.json.JsonException if an argument or the answer cannot be mapped
     * @throws SocketIoException if the thread was interrupted; it stays interrupted
     */
    <T extends @Nullable Object> T callAll(String event, Class<T> type, List<? extends @Nullable Object> arguments);

    /**
     * Sends an event and waits for its answer of generic type; fine inside a listener.
     *
     * @param event the event's name
     * @param type the type of the answer's first argument
     * @param arguments the arguments, null elements allowed
     * @param <T> the type of the answer
     * @return the answer, null where the peer answered with null or nothing
     * @throws AckTimeoutException if no answer came in time
     * @throws DisconnectedException if the socket was disconnected before the answer
     * @throws BufferFullException if too much waits already
     * @throws io.jettio.protocol.json.JsonException if an argument or the answer cannot be mapped
     * @throws SocketIoException if the thread was interrupted; it stays interrupted
     */
    <T extends @Nullable Object> T callAll(String event, TypeRef<T> type, List<? extends @Nullable Object> arguments);

    /**
     * {@return an emitter for the same socket whose answers must come within a time}
     *
     * @param timeout positive
     * @throws IllegalArgumentException if the time is not positive
     */
    AckEmitter timeout(Duration timeout);

    /**
     * Sends an event without an argument that is to be answered.
     *
     * @param event the event's name
     * @param type the type of the answer's first argument; {@code Payload} stands for all arguments
     * @param <T> the type of the answer
     * @return the answer, null where the peer answered with null or nothing
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if an argument cannot be mapped
     */
    default <T extends @Nullable Object> CompletableFuture<T> emitWithAck(String event, Class<T> type) {
        return emitAllWithAck(event, type, List.of());
    }

    /**
     * Sends an event with one argument that is to be answered.
     *
     * @param event the event's name
     * @param type the type of the answer's first argument; {@code Payload} stands for all arguments
     * @param argument the argument; an array or a list is one argument
     * @param <T> the type of the answer
     * @return the answer, null where the peer answered with null or nothing
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if an argument cannot be mapped
     */
    default <T extends @Nullable Object> CompletableFuture<T> emitWithAck(
            String event, Class<T> type, @Nullable Object argument) {
        return emitAllWithAck(event, type, Arguments.of(argument));
    }

    /**
     * Sends an event with two or more arguments that is to be answered.
     *
     * @param event the event's name
     * @param type the type of the answer's first argument; {@code Payload} stands for all arguments
     * @param first the first argument
     * @param second the second argument
     * @param more the others
     * @param <T> the type of the answer
     * @return the answer, null where the peer answered with null or nothing
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if an argument cannot be mapped
     */
    default <T extends @Nullable Object> CompletableFuture<T> emitWithAck(
            String event, Class<T> type, @Nullable Object first, @Nullable Object second, @Nullable Object... more) {
        return emitAllWithAck(event, type, Arguments.of(first, second, more));
    }

    /**
     * Sends an event without an argument that is to be answered.
     *
     * @param event the event's name
     * @param type the type of the answer's first argument; {@code Payload} stands for all arguments
     * @param <T> the type of the answer
     * @return the answer, null where the peer answered with null or nothing
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if an argument cannot be mapped
     */
    default <T extends @Nullable Object> CompletableFuture<T> emitWithAck(String event, TypeRef<T> type) {
        return emitAllWithAck(event, type, List.of());
    }

    /**
     * Sends an event with one argument that is to be answered.
     *
     * @param event the event's name
     * @param type the type of the answer's first argument; {@code Payload} stands for all arguments
     * @param argument the argument; an array or a list is one argument
     * @param <T> the type of the answer
     * @return the answer, null where the peer answered with null or nothing
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if an argument cannot be mapped
     */
    default <T extends @Nullable Object> CompletableFuture<T> emitWithAck(
            String event, TypeRef<T> type, @Nullable Object argument) {
        return emitAllWithAck(event, type, Arguments.of(argument));
    }

    /**
     * Sends an event with two or more arguments that is to be answered.
     *
     * @param event the event's name
     * @param type the type of the answer's first argument; {@code Payload} stands for all arguments
     * @param first the first argument
     * @param second the second argument
     * @param more the others
     * @param <T> the type of the answer
     * @return the answer, null where the peer answered with null or nothing
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if an argument cannot be mapped
     */
    default <T extends @Nullable Object> CompletableFuture<T> emitWithAck(
            String event, TypeRef<T> type, @Nullable Object first, @Nullable Object second, @Nullable Object... more) {
        return emitAllWithAck(event, type, Arguments.of(first, second, more));
    }

    /**
     * Sends an event without an argument and waits for its answer; fine inside a listener.
     *
     * @param event the event's name
     * @param type the type of the answer's first argument; {@code Payload} stands for all arguments
     * @param <T> the type of the answer
     * @return the answer, null where the peer answered with null or nothing
     * @throws AckTimeoutException if no answer came in time
     * @throws DisconnectedException if the socket was disconnected before the answer
     * @throws BufferFullException if too much waits already
     * @throws io.jettio.protocol.json.JsonException if an argument or the answer cannot be mapped
     * @throws SocketIoException if the thread was interrupted; it stays interrupted
     */
    default <T extends @Nullable Object> T call(String event, Class<T> type) {
        return callAll(event, type, List.of());
    }

    /**
     * Sends an event with one argument and waits for its answer; fine inside a listener.
     *
     * @param event the event's name
     * @param type the type of the answer's first argument; {@code Payload} stands for all arguments
     * @param argument the argument; an array or a list is one argument
     * @param <T> the type of the answer
     * @return the answer, null where the peer answered with null or nothing
     * @throws AckTimeoutException if no answer came in time
     * @throws DisconnectedException if the socket was disconnected before the answer
     * @throws BufferFullException if too much waits already
     * @throws io.jettio.protocol.json.JsonException if an argument or the answer cannot be mapped
     * @throws SocketIoException if the thread was interrupted; it stays interrupted
     */
    default <T extends @Nullable Object> T call(String event, Class<T> type, @Nullable Object argument) {
        return callAll(event, type, Arguments.of(argument));
    }

    /**
     * Sends an event with two or more arguments and waits for its answer; fine inside a listener.
     *
     * @param event the event's name
     * @param type the type of the answer's first argument; {@code Payload} stands for all arguments
     * @param first the first argument
     * @param second the second argument
     * @param more the others
     * @param <T> the type of the answer
     * @return the answer, null where the peer answered with null or nothing
     * @throws AckTimeoutException if no answer came in time
     * @throws DisconnectedException if the socket was disconnected before the answer
     * @throws BufferFullException if too much waits already
     * @throws io.jettio.protocol.json.JsonException if an argument or the answer cannot be mapped
     * @throws SocketIoException if the thread was interrupted; it stays interrupted
     */
    default <T extends @Nullable Object> T call(
            String event, Class<T> type, @Nullable Object first, @Nullable Object second, @Nullable Object... more) {
        return callAll(event, type, Arguments.of(first, second, more));
    }

    /**
     * Sends an event without an argument and waits for its answer; fine inside a listener.
     *
     * @param event the event's name
     * @param type the type of the answer's first argument; {@code Payload} stands for all arguments
     * @param <T> the type of the answer
     * @return the answer, null where the peer answered with null or nothing
     * @throws AckTimeoutException if no answer came in time
     * @throws DisconnectedException if the socket was disconnected before the answer
     * @throws BufferFullException if too much waits already
     * @throws io.jettio.protocol.json.JsonException if an argument or the answer cannot be mapped
     * @throws SocketIoException if the thread was interrupted; it stays interrupted
     */
    default <T extends @Nullable Object> T call(String event, TypeRef<T> type) {
        return callAll(event, type, List.of());
    }

    /**
     * Sends an event with one argument and waits for its answer; fine inside a listener.
     *
     * @param event the event's name
     * @param type the type of the answer's first argument; {@code Payload} stands for all arguments
     * @param argument the argument; an array or a list is one argument
     * @param <T> the type of the answer
     * @return the answer, null where the peer answered with null or nothing
     * @throws AckTimeoutException if no answer came in time
     * @throws DisconnectedException if the socket was disconnected before the answer
     * @throws BufferFullException if too much waits already
     * @throws io.jettio.protocol.json.JsonException if an argument or the answer cannot be mapped
     * @throws SocketIoException if the thread was interrupted; it stays interrupted
     */
    default <T extends @Nullable Object> T call(String event, TypeRef<T> type, @Nullable Object argument) {
        return callAll(event, type, Arguments.of(argument));
    }

    /**
     * Sends an event with two or more arguments and waits for its answer; fine inside a listener.
     *
     * @param event the event's name
     * @param type the type of the answer's first argument; {@code Payload} stands for all arguments
     * @param first the first argument
     * @param second the second argument
     * @param more the others
     * @param <T> the type of the answer
     * @return the answer, null where the peer answered with null or nothing
     * @throws AckTimeoutException if no answer came in time
     * @throws DisconnectedException if the socket was disconnected before the answer
     * @throws BufferFullException if too much waits already
     * @throws io.jettio.protocol.json.JsonException if an argument or the answer cannot be mapped
     * @throws SocketIoException if the thread was interrupted; it stays interrupted
     */
    default <T extends @Nullable Object> T call(
            String event, TypeRef<T> type, @Nullable Object first, @Nullable Object second, @Nullable Object... more) {
        return callAll(event, type, Arguments.of(first, second, more));
    }
}
