package io.jettio.server;

import io.jettio.protocol.handler.Listener;
import io.jettio.protocol.handler.ListenerRegistry;
import io.jettio.protocol.handler.Registration;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.data.SocketData;
import io.jettio.server.data.SocketSession;
import java.util.Collection;
import java.util.Set;

/**
 * One client in one namespace. Every method may be called from any thread, also after the socket was disconnected: then
 * what is emitted goes nowhere, and what waits for an ack fails at once.
 *
 * <p>Handlers of one socket are called in the order of the client's events, one at a time; the next event waits until
 * the handler returns. Not for implementation by applications.
 */
public interface Socket extends AckEmitter, ListenerRegistry {
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
     * {@return whether this socket took the place of one whose connection was lost} Then it has the id, the rooms and the
     * data of that one, and its client gets the events that it missed before any other. It stays as it is from before the
     * connection listeners are told. False unless the server has recovery options.
     */
    boolean recovered();

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
     * Joins rooms. What is emitted to them after this returns reaches the socket.
     *
     * @param rooms the rooms
     */
    void join(Collection<String> rooms);

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
     * {@return an operator for the sockets in a room, this one left out} The same as {@link #to(String)}.
     *
     * @param room the room, or a socket's id
     */
    default BroadcastOperator in(String room) {
        return to(room);
    }

    /**
     * {@return an operator for the sockets in any of several rooms, this one left out} The same as
     * {@link #to(Collection)}.
     *
     * @param rooms the rooms
     */
    default BroadcastOperator in(Collection<String> rooms) {
        return to(rooms);
    }

    /**
     * {@return an operator for all sockets of the namespace but this one and those in a room}
     *
     * @param room the room, or a socket's id
     */
    BroadcastOperator except(String room);

    /**
     * {@return an operator for all sockets of the namespace but this one and those in some rooms}
     *
     * @param rooms the rooms
     */
    BroadcastOperator except(Collection<String> rooms);

    /**
     * {@return an operator for all sockets of the namespace but this one}
     */
    BroadcastOperator broadcast();

    /**
     * {@return whether the queue of this client's connection is short} It is long while more than a quarter of what
     * {@code maxQueuedBytes} or {@code maxQueuedPackets} allow waits in it, and once the socket is disconnected. Who asks
     * and hears no is told by {@link #onWritable} when to go on.
     */
    boolean isWritable();

    /**
     * Sets what is told when everything that was queued for this client has gone out, after {@link #isWritable()} was
     * false or an event was dropped; on the socket's lane, like its events. Whoever produces faster than clients read
     * sends while {@code isWritable()}, and goes on here.
     *
     * @param listener takes this socket
     */
    void onWritable(Listener<Socket> listener);

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
}
