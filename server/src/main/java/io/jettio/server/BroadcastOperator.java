package io.jettio.server;

import io.jettio.protocol.TypeRef;
import io.jettio.protocol.handler.Arguments;
import io.jettio.protocol.handler.Emitter;
import io.jettio.server.adapter.ClusterResult;
import io.jettio.server.engine.OutboundPolicy;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Chooses sockets of a namespace, and does something with them: emits, with acks if need be, looks them up, has them join
 * and leave rooms, disconnects them. Immutable: each method that chooses returns a new operator, so that one may be kept
 * and used again, by any thread. Each chosen socket gets an event once, however many of the rooms it is in.
 *
 * <p>Where an adapter joins several server nodes, all of it concerns the sockets of all nodes, unless {@link #local()}.
 *
 * <p>Not for implementation by applications.
 */
public interface BroadcastOperator extends Emitter {
    /**
     * {@return an operator that also chooses the sockets in a room}
     *
     * @param room the room, or a socket's id
     */
    default BroadcastOperator to(String room) {
        return to(Set.of(room));
    }

    /**
     * {@return an operator that also chooses the sockets in some rooms}
     *
     * @param rooms the rooms
     */
    BroadcastOperator to(Collection<String> rooms);

    /**
     * {@return an operator that also chooses the sockets in a room} The same as {@link #to(String)}, and reads better
     * where nothing is emitted.
     *
     * @param room the room, or a socket's id
     */
    default BroadcastOperator in(String room) {
        return to(room);
    }

    /**
     * {@return an operator that also chooses the sockets in some rooms} The same as {@link #to(Collection)}.
     *
     * @param rooms the rooms
     */
    default BroadcastOperator in(Collection<String> rooms) {
        return to(rooms);
    }

    /**
     * {@return an operator that leaves out the sockets in a room}
     *
     * @param room the room, or a socket's id
     */
    default BroadcastOperator except(String room) {
        return except(Set.of(room));
    }

    /**
     * {@return an operator that leaves out the sockets in some rooms}
     *
     * @param rooms the rooms
     */
    BroadcastOperator except(Collection<String> rooms);

    /**
     * {@return an operator for the sockets of this server node only}
     */
    BroadcastOperator local();

    /**
     * {@return an operator whose events are dropped for each socket to which they cannot go out at once} See
     * {@link AckEmitter#asVolatile()}.
     */
    BroadcastOperator asVolatile();

    /**
     * {@return an operator that says whether its events may be compressed} They may by default.
     *
     * @param compress whether they may
     */
    BroadcastOperator compress(boolean compress);

    /**
     * {@return an operator with another policy for sockets whose queue is full} See {@link AckEmitter#policy}.
     *
     * @param policy what happens to events that do not go out fast enough
     */
    BroadcastOperator policy(OutboundPolicy policy);

    /**
     * {@return an operator with another patience} Without it acks are awaited as long as
     * {@link SocketIoServerOptions#ackTimeout()} says, and other server nodes for five seconds.
     *
     * @param timeout how long to wait
     * @throws IllegalArgumentException if it is not positive, or longer than a day
     */
    BroadcastOperator timeout(Duration timeout);

    /**
     * {@return an emitter for the one socket that is chosen, whichever server node it is on} What is emitted goes to all
     * that are chosen; the first ack is the answer. Where nobody is chosen, an ack fails at once as
     * {@link AckException.Reason#DISCONNECTED}.
     */
    AckEmitter single();

    /**
     * {@return the chosen sockets as they are at this moment, without the server nodes that did not answer in time}
     */
    CompletableFuture<ClusterResult<RemoteSocket>> fetchSockets();

    /**
     * Has the chosen sockets join rooms. On this node they have when the call returns.
     *
     * @param rooms the rooms
     */
    void socketsJoin(String... rooms);

    /**
     * Has the chosen sockets leave rooms. On this node they have when the call returns.
     *
     * @param rooms the rooms
     */
    void socketsLeave(String... rooms);

    /**
     * Disconnects the chosen sockets.
     *
     * @param close whether the connections below end, too, with all their namespaces
     */
    void disconnectSockets(boolean close);

    /**
     * Emits an event and asks each chosen socket for an ack.
     *
     * @param event the event's name
     * @param type what the first argument of an ack is mapped to; {@code Payload} stands for all of them
     * @param arguments the arguments, null elements allowed
     * @param <T> the type of an answer
     * @return completes when all have answered, or else when the time is over, with what there is by then; a socket that
     *     is disconnected is not waited for. Cancelling it ends the wait. Stages that depend on it run on threads that
     *     handlers cannot exhaust
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if an argument cannot be mapped
     */
    <T> CompletableFuture<BroadcastAcks<T>> emitAllWithAck(
            String event, Class<T> type, List<? extends @Nullable Object> arguments);

    /**
     * Emits an event and asks each chosen socket for an ack of generic type.
     *
     * @param event the event's name
     * @param type what the first argument of an ack is mapped to; {@code Payload} stands for all of them
     * @param arguments the arguments, null elements allowed
     * @param <T> the type of an answer
     * @return as with a class
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if an argument cannot be mapped
     */
    <T> CompletableFuture<BroadcastAcks<T>> emitAllWithAck(
            String event, TypeRef<T> type, List<? extends @Nullable Object> arguments);

    /**
     * Emits an event without arguments and asks each chosen socket for an ack.
     *
     * @param event the event's name
     * @param type what the first argument of an ack is mapped to
     * @param <T> the type of an answer
     * @return as {@link #emitAllWithAck}
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if an argument cannot be mapped
     */
    default <T> CompletableFuture<BroadcastAcks<T>> emitWithAck(String event, Class<T> type) {
        return emitAllWithAck(event, type, List.of());
    }

    /**
     * Emits an event with one argument and asks each chosen socket for an ack.
     *
     * @param event the event's name
     * @param type what the first argument of an ack is mapped to
     * @param argument the argument; an array or a list is one argument
     * @param <T> the type of an answer
     * @return as {@link #emitAllWithAck}
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if an argument cannot be mapped
     */
    default <T> CompletableFuture<BroadcastAcks<T>> emitWithAck(
            String event, Class<T> type, @Nullable Object argument) {
        return emitAllWithAck(event, type, Arguments.of(argument));
    }

    /**
     * Emits an event with two or more arguments and asks each chosen socket for an ack.
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
    default <T> CompletableFuture<BroadcastAcks<T>> emitWithAck(
            String event, Class<T> type, @Nullable Object first, @Nullable Object second, @Nullable Object... more) {
        return emitAllWithAck(event, type, Arguments.of(first, second, more));
    }

    /**
     * Emits an event without arguments and asks each chosen socket for an ack.
     *
     * @param event the event's name
     * @param type what the first argument of an ack is mapped to
     * @param <T> the type of an answer
     * @return as {@link #emitAllWithAck}
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if an argument cannot be mapped
     */
    default <T> CompletableFuture<BroadcastAcks<T>> emitWithAck(String event, TypeRef<T> type) {
        return emitAllWithAck(event, type, List.of());
    }

    /**
     * Emits an event with one argument and asks each chosen socket for an ack.
     *
     * @param event the event's name
     * @param type what the first argument of an ack is mapped to
     * @param argument the argument; an array or a list is one argument
     * @param <T> the type of an answer
     * @return as {@link #emitAllWithAck}
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if an argument cannot be mapped
     */
    default <T> CompletableFuture<BroadcastAcks<T>> emitWithAck(
            String event, TypeRef<T> type, @Nullable Object argument) {
        return emitAllWithAck(event, type, Arguments.of(argument));
    }

    /**
     * Emits an event with two or more arguments and asks each chosen socket for an ack.
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
    default <T> CompletableFuture<BroadcastAcks<T>> emitWithAck(
            String event, TypeRef<T> type, @Nullable Object first, @Nullable Object second, @Nullable Object... more) {
        return emitAllWithAck(event, type, Arguments.of(first, second, more));
    }
}
