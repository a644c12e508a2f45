package io.jettio.server;

import io.jettio.protocol.TypeRef;
import io.jettio.protocol.handler.Arguments;
import io.jettio.protocol.handler.Emitter;
import io.jettio.server.engine.OutboundPolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What sends events to one socket, and waits for its acks. Immutable but for what it sends to: {@link #timeout},
 * {@link #asVolatile}, {@link #compress} and {@link #policy} give another emitter for the same socket.
 *
 * <p>An ack is asked for with {@code emitWithAck}, which gives a future, or {@code call}, which waits; a handler may do
 * both. The wait ends with the answer, or with an {@link AckException}: when its time is over, at once when the socket is
 * disconnected, and at once without anything sent where the socket owes
 * {@link SocketIoServerOptions#maxPendingAcks()} already. Cancelling the future ends it too. Stages that depend on the
 * future run on threads that handlers cannot exhaust.
 *
 * <p>Not for implementation by applications.
 */
public interface AckEmitter extends Emitter {
    /**
     * {@return an emitter with another patience for acks} Without it an ack is awaited as long as
     * {@link SocketIoServerOptions#ackTimeout()} says.
     *
     * @param timeout how long to wait for each ack
     * @throws IllegalArgumentException if it is not positive, or longer than a day
     */
    AckEmitter timeout(Duration timeout);

    /**
     * {@return an emitter whose events are dropped where they cannot go out at once} That is while an earlier write is
     * under way, and over long-polling while the client does not poll. What is dropped does not wait, and is not sent
     * later.
     */
    AckEmitter asVolatile();

    /**
     * {@return an emitter that says whether its events may be compressed} They may by default, where the transport
     * compresses at all.
     *
     * @param compress whether they may
     */
    AckEmitter compress(boolean compress);

    /**
     * {@return an emitter with another policy for a full queue} Without it
     * {@link io.jettio.server.engine.EngineServerOptions#outboundPolicy()} holds. An event that awaits an ack is dropped
     * only where the emitter has a policy of its own or is volatile; its wait ends then.
     *
     * @param policy what happens to events that do not go out fast enough
     */
    AckEmitter policy(OutboundPolicy policy);

    /**
     * Emits an event and asks for an ack.
     *
     * @param event the event's name
     * @param type what the first argument of an ack is mapped to; {@code Payload} stands for all of them
     * @param arguments the arguments, null elements allowed
     * @param <T> the type of an answer
     * @return the answer, null where the ack has no argument; or fails with {@link AckException}, or with
     *     {@link io.jettio.protocol.json.JsonException} where the answer does not fit the type
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if an argument cannot be mapped
     */
    <T> CompletableFuture<@Nullable T> emitAllWithAck(
            String event, Class<T> type, List<? extends @Nullable Object> arguments);

    /**
     * Emits an event and asks for an ack of generic type.
     *
     * @param event the event's name
     * @param type what the first argument of an ack is mapped to; {@code Payload} stands for all of them
     * @param arguments the arguments, null elements allowed
     * @param <T> the type of an answer
     * @return as with a class
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if an argument cannot be mapped
     */
    <T> CompletableFuture<@Nullable T> emitAllWithAck(
            String event, TypeRef<T> type, List<? extends @Nullable Object> arguments);

    /**
     * Emits an event and waits for the ack. What the calling handler has sent before goes out first.
     *
     * @param event the event's name
     * @param type what the first argument of an ack is mapped to; {@code Payload} stands for all of them
     * @param arguments the arguments, null elements allowed
     * @param <T> the type of an answer
     * @return the answer, or null where the ack has no argument
     * @throws AckException if no ack came
     * @throws io.jettio.protocol.json.JsonException if an argument or the answer cannot be mapped
     * @throws InterruptedException if the waiting thread is interrupted; the ack is not awaited any more
     */
    <T> @Nullable T callAll(String event, Class<T> type, List<? extends @Nullable Object> arguments)
            throws InterruptedException;

    /**
     * Emits an event and waits for the ack of generic type.
     *
     * @param event the event's name
     * @param type what the first argument of an ack is mapped to; {@code Payload} stands for all of them
     * @param arguments the arguments, null elements allowed
     * @param <T> the type of an answer
     * @return the answer, or null where the ack has no argument
     * @throws AckException if no ack came
     * @throws io.jettio.protocol.json.JsonException if an argument or the answer cannot be mapped
     * @throws InterruptedException if the waiting thread is interrupted; the ack is not awaited any more
     */
    <T> @Nullable T callAll(String event, TypeRef<T> type, List<? extends @Nullable Object> arguments)
            throws InterruptedException;

    /**
     * Emits an event without arguments and asks for an ack.
     *
     * @param event the event's name
     * @param type what the first argument of an ack is mapped to
     * @param <T> the type of an answer
     * @return as {@link #emitAllWithAck}
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if an argument cannot be mapped
     */
    default <T> CompletableFuture<@Nullable T> emitWithAck(String event, Class<T> type) {
        return emitAllWithAck(event, type, List.of());
    }

    /**
     * Emits an event with one argument and asks for an ack.
     *
     * @param event the event's name
     * @param type what the first argument of an ack is mapped to
     * @param argument the argument; an array or a list is one argument
     * @param <T> the type of an answer
     * @return as {@link #emitAllWithAck}
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if an argument cannot be mapped
     */
    default <T> CompletableFuture<@Nullable T> emitWithAck(String event, Class<T> type, @Nullable Object argument) {
        return emitAllWithAck(event, type, Arguments.of(argument));
    }

    /**
     * Emits an event with two or more arguments and asks for an ack.
     *
     * @param event the event's name
     * @param type what the first argument of an ack is mapped to
     * @param first the first argument
     * @param second the second argument
     * @param more the others
     * @param <T> the type of an answer
     * @return as {@link #emitAllWithAck}
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if an argument cannot be mapped
     */
    default <T> CompletableFuture<@Nullable T> emitWithAck(
            String event, Class<T> type, @Nullable Object first, @Nullable Object second, @Nullable Object... more) {
        return emitAllWithAck(event, type, Arguments.of(first, second, more));
    }

    /**
     * Emits an event without arguments and asks for an ack.
     *
     * @param event the event's name
     * @param type what the first argument of an ack is mapped to
     * @param <T> the type of an answer
     * @return as {@link #emitAllWithAck}
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if an argument cannot be mapped
     */
    default <T> CompletableFuture<@Nullable T> emitWithAck(String event, TypeRef<T> type) {
        return emitAllWithAck(event, type, List.of());
    }

    /**
     * Emits an event with one argument and asks for an ack.
     *
     * @param event the event's name
     * @param type what the first argument of an ack is mapped to
     * @param argument the argument; an array or a list is one argument
     * @param <T> the type of an answer
     * @return as {@link #emitAllWithAck}
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if an argument cannot be mapped
     */
    default <T> CompletableFuture<@Nullable T> emitWithAck(String event, TypeRef<T> type, @Nullable Object argument) {
        return emitAllWithAck(event, type, Arguments.of(argument));
    }

    /**
     * Emits an event with two or more arguments and asks for an ack.
     *
     * @param event the event's name
     * @param type what the first argument of an ack is mapped to
     * @param first the first argument
     * @param second the second argument
     * @param more the others
     * @param <T> the type of an answer
     * @return as {@link #emitAllWithAck}
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if an argument cannot be mapped
     */
    default <T> CompletableFuture<@Nullable T> emitWithAck(
            String event, TypeRef<T> type, @Nullable Object first, @Nullable Object second, @Nullable Object... more) {
        return emitAllWithAck(event, type, Arguments.of(first, second, more));
    }

    /**
     * Emits an event without arguments and waits for the ack.
     *
     * @param event the event's name
     * @param type what the first argument of an ack is mapped to
     * @param <T> the type of an answer
     * @return as {@link #callAll}
     * @throws AckException if no ack came
     * @throws io.jettio.protocol.json.JsonException if an argument or the answer cannot be mapped
     * @throws InterruptedException if the waiting thread is interrupted; the ack is not awaited any more
     */
    default <T> @Nullable T call(String event, Class<T> type) throws InterruptedException {
        return callAll(event, type, List.of());
    }

    /**
     * Emits an event with one argument and waits for the ack.
     *
     * @param event the event's name
     * @param type what the first argument of an ack is mapped to
     * @param argument the argument; an array or a list is one argument
     * @param <T> the type of an answer
     * @return as {@link #callAll}
     * @throws AckException if no ack came
     * @throws io.jettio.protocol.json.JsonException if an argument or the answer cannot be mapped
     * @throws InterruptedException if the waiting thread is interrupted; the ack is not awaited any more
     */
    default <T> @Nullable T call(String event, Class<T> type, @Nullable Object argument) throws InterruptedException {
        return callAll(event, type, Arguments.of(argument));
    }

    /**
     * Emits an event with two or more arguments and waits for the ack.
     *
     * @param event the event's name
     * @param type what the first argument of an ack is mapped to
     * @param first the first argument
     * @param second the second argument
     * @param more the others
     * @param <T> the type of an answer
     * @return as {@link #callAll}
     * @throws AckException if no ack came
     * @throws io.jettio.protocol.json.JsonException if an argument or the answer cannot be mapped
     * @throws InterruptedException if the waiting thread is interrupted; the ack is not awaited any more
     */
    default <T> @Nullable T call(
            String event, Class<T> type, @Nullable Object first, @Nullable Object second, @Nullable Object... more)
            throws InterruptedException {
        return callAll(event, type, Arguments.of(first, second, more));
    }

    /**
     * Emits an event without arguments and waits for the ack.
     *
     * @param event the event's name
     * @param type what the first argument of an ack is mapped to
     * @param <T> the type of an answer
     * @return as {@link #callAll}
     * @throws AckException if no ack came
     * @throws io.jettio.protocol.json.JsonException if an argument or the answer cannot be mapped
     * @throws InterruptedException if the waiting thread is interrupted; the ack is not awaited any more
     */
    default <T> @Nullable T call(String event, TypeRef<T> type) throws InterruptedException {
        return callAll(event, type, List.of());
    }

    /**
     * Emits an event with one argument and waits for the ack.
     *
     * @param event the event's name
     * @param type what the first argument of an ack is mapped to
     * @param argument the argument; an array or a list is one argument
     * @param <T> the type of an answer
     * @return as {@link #callAll}
     * @throws AckException if no ack came
     * @throws io.jettio.protocol.json.JsonException if an argument or the answer cannot be mapped
     * @throws InterruptedException if the waiting thread is interrupted; the ack is not awaited any more
     */
    default <T> @Nullable T call(String event, TypeRef<T> type, @Nullable Object argument) throws InterruptedException {
        return callAll(event, type, Arguments.of(argument));
    }

    /**
     * Emits an event with two or more arguments and waits for the ack.
     *
     * @param event the event's name
     * @param type what the first argument of an ack is mapped to
     * @param first the first argument
     * @param second the second argument
     * @param more the others
     * @param <T> the type of an answer
     * @return as {@link #callAll}
     * @throws AckException if no ack came
     * @throws io.jettio.protocol.json.JsonException if an argument or the answer cannot be mapped
     * @throws InterruptedException if the waiting thread is interrupted; the ack is not awaited any more
     */
    default <T> @Nullable T call(
            String event, TypeRef<T> type, @Nullable Object first, @Nullable Object second, @Nullable Object... more)
            throws InterruptedException {
        return callAll(event, type, Arguments.of(first, second, more));
    }
}
