package io.jettio.server;

import io.jettio.protocol.handler.Emitter;
import io.jettio.protocol.handler.Listener;
import io.jettio.protocol.handler.ListenerRegistry;
import io.jettio.protocol.handler.Registration;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.data.SocketData;
import io.jettio.server.data.SocketSession;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One client in one namespace. Every method may be called from any thread, also after the socket was disconnected: then
 * what is emitted goes nowhere, and what waits for an ack fails at once.
 *
 * <p>Handlers of one socket are called in the order of the client's events, one at a time; the next event waits until
 * the handler returns. Not for implementation by applications.
 */
public interface Socket extends Emitter, ListenerRegistry {
    /**
     * {@return the public id of this socket, 20 random characters} It is a room of its own, too.
     */
    String id();

    /**
     * {@return the namespace}
     */
    Namespace namespace();

    /**
     * {@return what the client brought when it joined}
     */
    Handshake handshake();

    /**
     * {@return values that the application keeps with this socket}
     */
    SocketData data();

    /**
     * {@return the map that the application keeps with this socket, changed and saved as a whole}
     */
    SocketSession session();

    /**
     * {@return whether the socket is connected}
     */
    boolean connected();

    /**
     * {@return the name of the transport in use at this moment, {@code polling} or {@code websocket}}
     */
    String transport();

    /**
     * Joins rooms. What is emitted to them after this returns reaches the socket.
     *
     * @param rooms the rooms
     */
    void join(String... rooms);

    /**
     * Leaves a room; its own room, too, if the name is the id.
     *
     * @param room the room
     */
    void leave(String room);

    /**
     * {@return the rooms of this socket at this moment, its own among them; a copy} While the disconnect handlers run
     * they are still there.
     */
    Set<String> rooms();

    /**
     * {@return an operator for the sockets in a room, this one left out}
     *
     * @param room the room, or a socket's id
     */
    BroadcastOperator to(String room);

    /**
     * {@return an operator for the sockets in any of several rooms, this one left out}
     *
     * @param rooms the rooms
     */
    BroadcastOperator to(Collection<String> rooms);

    /**
     * {@return an operator for all sockets of the namespace but this one and those in a room}
     *
     * @param room the room, or a socket's id
     */
    BroadcastOperator except(String room);

    /**
     * {@return an operator for all sockets of the namespace but this one}
     */
    BroadcastOperator broadcast();

    /**
     * {@return this socket with another patience for acks}
     *
     * @param timeout how long to wait for each ack
     * @throws IllegalArgumentException if it is not positive, or longer than a day
     */
    AckEmitter timeout(Duration timeout);

    /**
     * Emits an event and asks for an ack, waiting as long as {@link SocketIoServerOptions#ackTimeout()} says.
     *
     * @param event the event's name
     * @param type what the ack's first argument is mapped to
     * @param arguments the arguments
     * @param <T> the type of the answer
     * @return completes with the answer (null where it has no argument), or exceptionally with {@link AckException}, or
     *     with {@link io.jettio.protocol.json.JsonException} where the answer does not fit the type; dependent stages
     *     run on threads that handlers cannot exhaust
     */
    <T> CompletableFuture<@Nullable T> emitWithAck(String event, Class<T> type, @Nullable Object... arguments);

    /**
     * Emits an event and waits for the ack. A handler may do this: acks are read while it waits.
     *
     * @param event the event's name
     * @param type what the ack's first argument is mapped to
     * @param arguments the arguments
     * @param <T> the type of the answer
     * @return the answer, or null where it has no argument
     * @throws AckException if none came in time, or the socket was disconnected before
     * @throws io.jettio.protocol.json.JsonException if the answer does not fit the type
     * @throws InterruptedException if the waiting thread is interrupted
     */
    <T> @Nullable T call(String event, Class<T> type, @Nullable Object... arguments) throws InterruptedException;

    /**
     * Adds what is told that the socket is going, before all that {@link #onDisconnect} added. The rooms are still there.
     * It is told at once where the socket is disconnected already.
     *
     * @param listener takes the reason
     */
    void onDisconnecting(Listener<DisconnectReason> listener);

    /**
     * Adds what is told when the socket was disconnected: the last thing on its lane, once. It is told at once where
     * the socket is disconnected already.
     *
     * @param listener takes the reason
     */
    void onDisconnect(Listener<DisconnectReason> listener);

    /**
     * Sets what is told when a handler of this socket throws, or an argument does not fit. Without it the hook of the
     * namespace is told, else that of the server, else the exception is logged. The socket lives on, and no ack is sent
     * unless an error mapper chose one.
     *
     * @param hook takes the failure
     */
    void onError(Listener<HandlerFailure> hook);

    /**
     * Adds an interceptor around the handlers of each of this socket's events, behind those of the server and the
     * namespace and those that were added before.
     *
     * @param interceptor lets each event through or refuses it
     * @return takes the interceptor off again
     */
    Registration use(EventInterceptor interceptor);

    /** Leaves the namespace; the connection and its other namespaces live on. */
    void disconnect();

    /**
     * Leaves all namespaces of the connection, as {@link #disconnect()} leaves one, and ends the connection after
     * sending what is queued.
     */
    void disconnectAll();

    /**
     * A failure of application code, as the error hook gets it.
     *
     * @param socket the socket
     * @param event the event's name, or {@code connection}, {@code disconnecting} or {@code disconnect}
     * @param arguments the event's arguments; none where it is no event of the client
     * @param ackDue whether the client still waits for an ack
     * @param cause what was thrown
     */
    record HandlerFailure(Socket socket, String event, Payload arguments, boolean ackDue, Throwable cause) {}

    /** A socket with a patience of its own for acks. Immutable. Not for implementation by applications. */
    interface AckEmitter {
        /**
         * Emits an event and asks for an ack.
         *
         * @param event the event's name
         * @param type what the ack's first argument is mapped to
         * @param arguments the arguments
         * @param <T> the type of the answer
         * @return as {@link Socket#emitWithAck}
         */
        <T> CompletableFuture<@Nullable T> emitWithAck(String event, Class<T> type, @Nullable Object... arguments);

        /**
         * Emits an event and waits for the ack.
         *
         * @param event the event's name
         * @param type what the ack's first argument is mapped to
         * @param arguments the arguments
         * @param <T> the type of the answer
         * @return as {@link Socket#call}
         * @throws AckException if none came in time, or the socket was disconnected before
         * @throws InterruptedException if the waiting thread is interrupted
         */
        <T> @Nullable T call(String event, Class<T> type, @Nullable Object... arguments) throws InterruptedException;
    }
}
