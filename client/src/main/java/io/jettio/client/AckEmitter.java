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
 * end with the answer or with an {@link AckException}: after {@link ManagerOptions#ackTimeout()} or what
 * {@link #timeout} says, when the socket is disconnected after the event was sent, or at once when too much waits
 * already. Cancelling the future ends it too. An event that still waits when its time is over is not sent. Stages that
 * depend on the future run on threads that listeners cannot exhaust.
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
    <T> CompletableFuture<@Nullable T> emitAllWithAck(
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
    <T> CompletableFuture<@Nullable T> emitAllWithAck(
            String event, TypeRef<T> type, List<? extends @Nullable Object> arguments);

    /**
     * Sends an event and waits for its answer; fine inside a listener.
     *
     * @param event the event's name
     * @param type the type of the answer's first argument; {@code Payload} stands for all arguments
     * @param arguments the arguments, null elements allowed
     * @param <T> the type of the answer
     * @return the answer, null where the peer answered with null or nothing
     * @throws AckException if no answer came in time, the socket was disconnected before, or too much waits already
     * @throws io.jettio.protocol.json.JsonException if an argument or the answer cannot be mapped
     * @throws InterruptedException if the waiting thread is interrupted
     */
    <T> @Nullable T callAll(String event, Class<T> type, List<? extends @Nullable Object> arguments)
            throws InterruptedException;

    /**
     * Sends an event and waits for its answer of generic type; fine inside a listener.
     *
     * @param event the event's name
     * @param type the type of the answer's first argument
     * @param arguments the arguments, null elements allowed
     * @param <T> the type of the answer
     * @return the answer, null where the peer answered with null or nothing
     * @throws AckException if no answer came in time, the socket was disconnected before, or too much waits already
     * @throws io.jettio.protocol.json.JsonException if an argument or the answer cannot be mapped
     * @throws InterruptedException if the waiting thread is interrupted
     */
    <T> @Nullable T callAll(String event, TypeRef<T> type, List<? extends @Nullable Object> arguments)
            throws InterruptedException;

    /**
     * {@return an emitter for the same socket whose answers must come within a time}
     *
     * @param timeout positive
     * @throws IllegalArgumentException if the time is not positive
     */
    AckEmitter timeout(Duration timeout);

    /**
     * {@return an emitter for the same socket whose events are dropped where the transport cannot take them at once: it is
     * not there, or still writes what came before} A dropped one is told by the result of {@code emit} or by an
     * {@link AckException} of the reason {@link AckException.Reason#DROPPED} as far as it is known at once. Volatile
     * events are never sent again by {@link ManagerOptions#retries()}.
     */
    AckEmitter asVolatile();

    /**
     * {@return an emitter for the same socket whose events wait for a connection no longer than a time} What is still in
     * the buffer then is taken out, and its ack fails with {@link AckException.Reason#EXPIRED}.
     *
     * @param time positive, from the emit on
     * @throws IllegalArgumentException if the time is not positive
     */
    AckEmitter timeToLive(Duration time);

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
    default <T> CompletableFuture<@Nullable T> emitWithAck(String event, Class<T> type) {
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
    default <T> CompletableFuture<@Nullable T> emitWithAck(String event, Class<T> type, @Nullable Object argument) {
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
    default <T> CompletableFuture<@Nullable T> emitWithAck(
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
    default <T> CompletableFuture<@Nullable T> emitWithAck(String event, TypeRef<T> type) {
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
    default <T> CompletableFuture<@Nullable T> emitWithAck(String event, TypeRef<T> type, @Nullable Object argument) {
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
    default <T> CompletableFuture<@Nullable T> emitWithAck(
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
     * @throws AckException if no answer came in time, the socket was disconnected before, or too much waits already
     * @throws io.jettio.protocol.json.JsonException if an argument or the answer cannot be mapped
     * @throws InterruptedException if the waiting thread is interrupted
     */
    default <T> @Nullable T call(String event, Class<T> type) throws InterruptedException {
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
     * @throws AckException if no answer came in time, the socket was disconnected before, or too much waits already
     * @throws io.jettio.protocol.json.JsonException if an argument or the answer cannot be mapped
     * @throws InterruptedException if the waiting thread is interrupted
     */
    default <T> @Nullable T call(String event, Class<T> type, @Nullable Object argument) throws InterruptedException {
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
     * @throws AckException if no answer came in time, the socket was disconnected before, or too much waits already
     * @throws io.jettio.protocol.json.JsonException if an argument or the answer cannot be mapped
     * @throws InterruptedException if the waiting thread is interrupted
     */
    default <T> @Nullable T call(
            String event, Class<T> type, @Nullable Object first, @Nullable Object second, @Nullable Object... more)
            throws InterruptedException {
        return callAll(event, type, Arguments.of(first, second, more));
    }

    /**
     * Sends an event without an argument and waits for its answer; fine inside a listener.
     *
     * @param event the event's name
     * @param type the type of the answer's first argument; {@code Payload} stands for all arguments
     * @param <T> the type of the answer
     * @return the answer, null where the peer answered with null or nothing
     * @throws AckException if no answer came in time, the socket was disconnected before, or too much waits already
     * @throws io.jettio.protocol.json.JsonException if an argument or the answer cannot be mapped
     * @throws InterruptedException if the waiting thread is interrupted
     */
    default <T> @Nullable T call(String event, TypeRef<T> type) throws InterruptedException {
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
     * @throws AckException if no answer came in time, the socket was disconnected before, or too much waits already
     * @throws io.jettio.protocol.json.JsonException if an argument or the answer cannot be mapped
     * @throws InterruptedException if the waiting thread is interrupted
     */
    default <T> @Nullable T call(String event, TypeRef<T> type, @Nullable Object argument) throws InterruptedException {
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
     * @throws AckException if no answer came in time, the socket was disconnected before, or too much waits already
     * @throws io.jettio.protocol.json.JsonException if an argument or the answer cannot be mapped
     * @throws InterruptedException if the waiting thread is interrupted
     */
    default <T> @Nullable T call(
            String event, TypeRef<T> type, @Nullable Object first, @Nullable Object second, @Nullable Object... more)
            throws InterruptedException {
        return callAll(event, type, Arguments.of(first, second, more));
    }
}
