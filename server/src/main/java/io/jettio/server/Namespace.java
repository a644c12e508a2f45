package io.jettio.server;

import io.jettio.protocol.TypeRef;
import io.jettio.protocol.handler.Arguments;
import io.jettio.protocol.handler.EventTarget;
import io.jettio.protocol.handler.Listener;
import io.jettio.protocol.handler.Registration;
import io.jettio.server.adapter.ClusterResult;
import io.jettio.server.adapter.RoomChange;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A namespace: its sockets, middlewares and rooms. As an operator it chooses all of its sockets: what is emitted here goes
 * to each of them. Every method may be called from any thread. Not for implementation by applications.
 */
public interface Namespace extends BroadcastOperator, EventScope {
    /**
     * {@return the name, beginning with a slash}
     */
    String name();

    /**
     * Adds what is told of each socket that joins.
     *
     * @param listener takes the socket, on the socket's own lane, after the client was answered and before its events
     */
    void onConnection(Listener<Socket> listener);

    /**
     * Registers an object whose methods are handlers, as annotations of {@link io.jettio.protocol.annotation} say. Its
     * methods are called on the same threads and in the same turns as handlers that are added one by one. Each socket
     * gets them when it joins; what is connected already is not handled.
     *
     * @param handlers the object
     * @return takes it off again, also from the sockets that are connected
     * @throws IllegalArgumentException if something is wrong about the object's class: it has no such method, or two for
     *     one event, or one that is private, static or in a package that its module does not open to
     *     {@code io.jettio.protocol}, or one whose parameters or return type do not fit its annotation; or the class
     *     names another namespace
     * @throws IllegalStateException if it has a method with {@link io.jettio.protocol.annotation.OnError}, and the
     *     namespace has an error hook
     */
    default Registration register(Object handlers) {
        return register(handlers, handlers.getClass());
    }

    /**
     * Registers an object that stands before another one, as a proxy of a framework does that shows interfaces
     * only. It does what {@link #register(Object)} does, but annotations are looked for in the class behind it, too, whose
     * methods are called by those of the interfaces.
     *
     * @param handlers the object, on which the methods are called
     * @param annotated the class of the object behind it; with Spring, what {@code AopUtils.getTargetClass} finds
     * @return takes it off again, also from the sockets that are connected
     * @throws IllegalArgumentException as {@link #register(Object)} does, or if a method with an annotation is in no
     *     interface of the object, which is not of that class
     * @throws IllegalStateException as {@link #register(Object)} does
     */
    Registration register(Object handlers, Class<?> annotated);

    /**
     * Adds a middleware. Those that were added before judge first.
     *
     * @param middleware lets each connection in, or throws to refuse it
     */
    void use(Middleware middleware);

    /**
     * Adds a middleware that judges without holding a thread. It takes its turn among those of {@link #use}.
     *
     * @param middleware lets each connection in, or refuses it, later
     */
    void useAsync(AsyncMiddleware middleware);

    /**
     * Has events that clients send again handled once: what comes with a key that is known is answered like the first with
     * that key. Another deduplication takes the place of this one, and begins without keys. Without one, which is the
     * default, every event is handled. What exceeds a rate limit is not looked at here.
     *
     * @param deduplication finds the key of an event, and says how much is kept
     */
    void deduplicate(Deduplication deduplication);

    /**
     * {@return the connected sockets of this server at this moment; a copy}
     */
    Collection<Socket> sockets();

    /**
     * {@return the socket with an id, from when it was let in until its disconnect handlers have returned}
     *
     * @param id the socket's id
     */
    Optional<Socket> socket(String id);

    /**
     * {@return the number of connected sockets of this server at this moment}
     */
    int size();

    /**
     * {@return the ids of this server's sockets in a room at this moment; a copy}
     *
     * @param room the room
     */
    Collection<String> socketsIn(String room);

    /**
     * {@return the rooms that have sockets on this server at this moment, the sockets' own among them; a copy}
     */
    Set<String> rooms();

    /**
     * {@return the rooms that have sockets on any server node, each once, without the nodes that did not answer in five
     * seconds}
     */
    CompletableFuture<ClusterResult<String>> allRooms();

    /**
     * Has all sockets leave a room, on all server nodes.
     *
     * @param room the room
     */
    void closeRoom(String room);

    /**
     * Adds what is told when rooms are created and deleted, joined and left, on this server.
     *
     * @param listener takes each change, in order and one at a time, on a handler thread
     * @return takes the listener off again
     */
    Registration onRoomChange(Listener<RoomChange> listener);

    /**
     * Takes the namespace off this server: its sockets are disconnected, clients that are being let in are refused with
     * {@code Invalid namespace}, and so are all that ask from then on. What is emitted here reaches nobody any more. The
     * same name asked of {@link SocketIoServer#of(String)}, or by a client of a {@link DynamicNamespace}, makes another
     * namespace. Other server nodes keep theirs. Idempotent.
     *
     * @throws IllegalStateException if this is the main namespace, which ends with its server
     */
    void close();

    // ---------------------------------------------------------------- other server nodes

    /**
     * {@return what other server nodes of this namespace emit to their peers, to be listened to} Its handlers are called
     * in order and one at a time, on a handler thread. What they answer is the ack of {@link #serverSideEmitAllWithAck}.
     */
    EventTarget serverSide();

    /**
     * Emits an event to the other server nodes; their {@link #serverSide()} handlers get it, no client does.
     *
     * @param event the event's name
     * @param arguments the arguments, null elements allowed
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if an argument cannot be mapped
     */
    void serverSideEmitAll(String event, List<? extends @Nullable Object> arguments);

    /**
     * Emits an event without arguments to the other server nodes.
     *
     * @param event the event's name
     * @throws IllegalArgumentException if the name is reserved
     */
    default void serverSideEmit(String event) {
        serverSideEmitAll(event, List.of());
    }

    /**
     * Emits an event with one argument to the other server nodes.
     *
     * @param event the event's name
     * @param argument the argument; an array or a list is one argument
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if the argument cannot be mapped
     */
    default void serverSideEmit(String event, @Nullable Object argument) {
        serverSideEmitAll(event, Arguments.of(argument));
    }

    /**
     * Emits an event with two or more arguments to the other server nodes.
     *
     * @param event the event's name
     * @param first the first argument
     * @param second the second argument
     * @param more the others
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if an argument cannot be mapped
     */
    default void serverSideEmit(
            String event, @Nullable Object first, @Nullable Object second, @Nullable Object... more) {
        serverSideEmitAll(event, Arguments.of(first, second, more));
    }

    /**
     * Emits an event to the other server nodes and asks each for an ack.
     *
     * @param event the event's name
     * @param type what the first argument of each ack is mapped to
     * @param arguments the arguments, null elements allowed
     * @param <T> the type of an answer
     * @return completes with the answers, and with the nodes that did not answer in five seconds; or fails with
     *     {@link io.jettio.protocol.json.JsonException} where an answer does not fit the type
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if an argument cannot be mapped
     */
    <T> CompletableFuture<ClusterResult<@Nullable T>> serverSideEmitAllWithAck(
            String event, Class<T> type, List<? extends @Nullable Object> arguments);

    /**
     * Emits an event to the other server nodes and asks each for an ack of generic type.
     *
     * @param event the event's name
     * @param type what the first argument of each ack is mapped to
     * @param arguments the arguments, null elements allowed
     * @param <T> the type of an answer
     * @return as with a class
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if an argument cannot be mapped
     */
    <T> CompletableFuture<ClusterResult<@Nullable T>> serverSideEmitAllWithAck(
            String event, TypeRef<T> type, List<? extends @Nullable Object> arguments);

    /**
     * Emits an event without arguments to the other server nodes and asks each for an ack.
     *
     * @param event the event's name
     * @param type what the first argument of each ack is mapped to
     * @param <T> the type of an answer
     * @return as {@link #serverSideEmitAllWithAck}
     * @throws IllegalArgumentException if the name is reserved
     */
    default <T> CompletableFuture<ClusterResult<@Nullable T>> serverSideEmitWithAck(String event, Class<T> type) {
        return serverSideEmitAllWithAck(event, type, List.of());
    }

    /**
     * Emits an event with one argument to the other server nodes and asks each for an ack.
     *
     * @param event the event's name
     * @param type what the first argument of each ack is mapped to
     * @param argument the argument; an array or a list is one argument
     * @param <T> the type of an answer
     * @return as {@link #serverSideEmitAllWithAck}
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if the argument cannot be mapped
     */
    default <T> CompletableFuture<ClusterResult<@Nullable T>> serverSideEmitWithAck(
            String event, Class<T> type, @Nullable Object argument) {
        return serverSideEmitAllWithAck(event, type, Arguments.of(argument));
    }
}
