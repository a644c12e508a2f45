package io.jettio.client;

import io.jettio.protocol.TypeRef;
import io.jettio.protocol.handler.ErrorMapper;
import io.jettio.protocol.handler.EventHandler;
import io.jettio.protocol.handler.EventTarget;
import io.jettio.protocol.handler.Listener;
import io.jettio.protocol.handler.Listener2;
import io.jettio.protocol.handler.Registration;
import io.jettio.protocol.socketio.Payload;
import org.jspecify.annotations.Nullable;

/**
 * One namespace on the connection of a {@link Manager}. A socket survives its connections: after a loss the manager
 * reconnects and the socket joins its namespace again, with a new {@link #id()} and all its listeners.
 *
 * <p>Not for implementation by applications.
 */
public interface Socket extends AckEmitter, EventTarget, AutoCloseable {
    /**
     * {@return the namespace, beginning with a slash}
     */
    String namespace();

    /**
     * {@return the manager whose connection this socket uses}
     */
    Manager manager();

    /**
     * {@return the id that the server gave this socket, new with each connection; null while not connected}
     */
    @Nullable
    String id();

    /**
     * {@return whether the server has accepted this socket and nothing has ended that}
     */
    boolean connected();

    /**
     * {@return whether this socket is connected or is to be: true from {@link #connect()} until either side disconnects
     *     it or the server refuses it}
     */
    boolean active();

    /**
     * Joins the namespace, opening the manager's connection if need be; nothing happens if this socket is
     * {@link #active()}. Returns at once.
     *
     * @return this
     * @throws IllegalStateException if the manager is closed
     */
    Socket connect();

    /**
     * Leaves the namespace, behind everything emitted before; the connection goes with its last active socket. Nothing
     * is reconnected until {@link #connect()}. Returns at once.
     *
     * @return this
     */
    Socket disconnect();

    /**
     * Disconnects, and drops what waits to be sent. Where this socket came from {@link SocketIo}, it also closes the
     * manager, which waits; see {@link Manager#close()}.
     */
    @Override
    void close();

    /**
     * Handles the next event of a name, and no further one.
     *
     * @param event the event's name
     * @param handler the application's code in the form in which it is kept
     * @return takes the handler away again
     * @throws IllegalArgumentException if the name is reserved
     */
    Registration handleOnce(String event, EventHandler handler);

    /**
     * Listens to the next event of a name with all its arguments.
     *
     * @param event the event's name
     * @param listener the application's code
     * @return takes the listener away again
     * @throws IllegalArgumentException if the name is reserved
     */
    default Registration once(String event, Listener<Payload> listener) {
        return handleOnce(event, EventHandler.of(Payload.class, listener));
    }

    /**
     * Listens to the next event of a name.
     *
     * @param event the event's name
     * @param first the type of the first argument
     * @param listener the application's code
     * @param <A> the type of the first argument
     * @return takes the listener away again
     * @throws IllegalArgumentException if the name is reserved
     */
    default <A> Registration once(String event, Class<A> first, Listener<A> listener) {
        return handleOnce(event, EventHandler.of(first, listener));
    }

    /**
     * Listens to the next event of a name.
     *
     * @param event the event's name
     * @param first the type of the first argument
     * @param listener the application's code
     * @param <A> the type of the first argument
     * @return takes the listener away again
     * @throws IllegalArgumentException if the name is reserved
     */
    default <A extends @Nullable Object> Registration once(String event, TypeRef<A> first, Listener<A> listener) {
        return handleOnce(event, EventHandler.of(first.type(), listener));
    }

    /** Takes away what has been registered for any event, that of {@link #onAny} included. */
    void off();

    /**
     * Listens to every event, before the event's own handlers.
     *
     * @param listener gets the name and the arguments
     * @return takes the listener away again
     */
    Registration onAny(Listener2<String, Payload> listener);

    /**
     * Is told each time the server has accepted this socket, and at once (on the socket's own thread) if it is
     * connected already.
     *
     * @param listener the application's code
     * @return takes the listener away again
     */
    Registration onConnect(Action listener);

    /**
     * Is told each time a connected socket ends, behind all events that arrived before.
     *
     * @param listener gets the reason
     * @return takes the listener away again
     */
    Registration onDisconnect(Listener<DisconnectReason> listener);

    /**
     * Is told each time an attempt to connect fails.
     *
     * @param listener gets the error
     * @return takes the listener away again
     */
    Registration onConnectError(Listener<ConnectError> listener);

    /**
     * Is told what listeners of this socket throw, arguments that do not fit included. Where nobody listens, it is
     * logged. The socket lives on, and no ack is sent unless an error mapper chose one.
     *
     * @param listener gets the failure
     * @return takes the listener away again
     */
    Registration onError(Listener<HandlerFailure> listener);

    /**
     * Sets what turns failures of this socket's handlers into acks, where the server still waits for one and the handler's
     * own mapper has not answered.
     *
     * @param mapper chooses the answer, on the socket's lane
     */
    void mapErrors(ErrorMapper mapper);

    /**
     * Adds the methods of an object that are marked with {@link io.jettio.protocol.annotation.OnEvent},
     * {@link io.jettio.protocol.annotation.OnAny}, {@link io.jettio.protocol.annotation.OnConnect},
     * {@link io.jettio.protocol.annotation.OnConnectError}, {@link io.jettio.protocol.annotation.OnDisconnect} and
     * {@link io.jettio.protocol.annotation.OnError}, each as the call of that name would. Beside what the annotations
     * name, each may take the socket; there is no {@link io.jettio.protocol.annotation.Auth} on a client.
     *
     * @param handlers the object
     * @return takes all of them away again
     * @throws IllegalArgumentException if the object has no such method, or something about one is wrong, or its class
     *     names another namespace; nothing is added then
     */
    Registration register(Object handlers);

    /**
     * A failure of application code.
     *
     * @param socket the socket
     * @param event the event's name, or {@code connect}, {@code disconnect} or {@code connect_error}
     * @param arguments the event's arguments; none where it is no event of the server
     * @param ackDue whether the server still waits for an ack
     * @param cause what was thrown
     */
    record HandlerFailure(Socket socket, String event, Payload arguments, boolean ackDue, Throwable cause) {}

    /** Something to do that may fail. */
    @FunctionalInterface
    interface Action {
        /**
         * Does it.
         *
         * @throws Exception whatever goes wrong; the error listeners get it
         */
        void run() throws Exception;
    }
}
