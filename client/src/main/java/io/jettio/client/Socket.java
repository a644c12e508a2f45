package io.jettio.client;

import io.jettio.protocol.handler.Listener;
import io.jettio.protocol.handler.ListenerRegistry;
import io.jettio.protocol.handler.Registration;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One namespace on the connection of a {@link Manager}. A socket survives its connections: after a loss the manager
 * reconnects and the socket joins its namespace again, with a new {@link #id()} and all its listeners.
 *
 * <p>Not for implementation by applications.
 */
public interface Socket extends AckEmitter, ListenerRegistry, AutoCloseable {
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
     * {@return whether the server has recovered this socket at its last connection: it has its id, rooms and data of
     * before, and what it missed is delivered}
     */
    boolean recovered();

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
     * Joins the namespace as {@link #connect()} does and tells when that is done. It fails with a
     * {@link ConnectFailedException} when this socket gives up, or when the time is over; what goes on by itself, goes
     * on nevertheless.
     *
     * @param timeout how long to wait at the most, positive
     * @return completes on a thread where stages may block; to cancel it changes nothing else
     * @throws IllegalStateException if the manager is closed
     */
    default CompletableFuture<Void> connectAsync(Duration timeout) {
        return manager().connectAsync(timeout, namespace());
    }

    /**
     * Joins the namespace as {@link #connect()} does and waits until that is done.
     *
     * @param timeout how long to wait at the most, positive
     * @return this
     * @throws ConnectFailedException if this socket is not connected in the end
     * @throws IllegalStateException if the manager is closed
     * @throws InterruptedException if the waiting thread is interrupted
     */
    default Socket connect(Duration timeout) throws InterruptedException {
        manager().connect(timeout, namespace());
        return this;
    }

    /**
     * Sets where the credentials of this socket come from, in place of those of the manager, from its next join on;
     * otherwise as {@link ConnectOptionsBuilder#auth(Supplier)}.
     *
     * @param value gives an object, or null for none
     * @return this
     */
    Socket auth(Supplier<? extends @Nullable Object> value);

    /**
     * Sets where the credentials of this socket come from when they take a while; otherwise as {@link #auth}.
     *
     * @param value gives a stage of an object, or of null for none
     * @return this
     */
    Socket authAsync(Supplier<? extends CompletionStage<? extends @Nullable Object>> value);

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
     * Is told each time an attempt to connect fails, also where the connection was lost before the server accepted this
     * socket.
     *
     * @param listener gets the error
     * @return takes the listener away again
     */
    Registration onConnectError(Listener<ConnectError> listener);

    /**
     * Decides what follows when the server has refused the namespace; without this, nothing does. It is asked behind the
     * listeners of {@link #onConnectError}; of several, the first counts that does not give up. Until then the socket is
     * {@link #active()}. What it throws is told to the error listeners and counts as giving up.
     *
     * @param decision gets the error with the server's message and data
     * @return takes it away again
     */
    Registration onRefusal(Function<? super ConnectError, Retry> decision);

    /**
     * Is told what listeners of this socket throw, arguments that do not fit included. Where nobody listens, it is
     * logged. The socket lives on, and no ack is sent.
     *
     * @param listener gets the failure
     * @return takes the listener away again
     */
    Registration onError(Listener<HandlerFailure> listener);

    /**
     * A failure of application code.
     *
     * @param socket the socket
     * @param event the event's name, or {@code connect}, {@code disconnect} or {@code connect_error}
     * @param ackDue whether the server waits for an ack that this listener did not send
     * @param cause what was thrown
     */
    record HandlerFailure(Socket socket, String event, boolean ackDue, Throwable cause) {}

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
