package io.jettio.client;

import io.jettio.client.internal.ManagerImpl;
import io.jettio.client.internal.NetworkResources;
import io.jettio.client.internal.jetty.JettyCarriers;
import io.jettio.protocol.handler.Listener;
import io.jettio.protocol.handler.Registration;
import io.jettio.protocol.socketio.Packet;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One connection to a server, shared by the sockets of any number of namespaces: opened with the first that connects,
 * reconnected after a loss, closed with the last that disconnects. The delay before attempt <i>n</i> is the
 * reconnection delay doubled <i>n</i> times, bent at random, at most the maximum.
 *
 * <p>Every method may be called from any thread. Listeners run one at a time on a thread of the manager's own, in the
 * order in which things happened; sockets have lanes of their own, so that the order between a manager's listener and a
 * socket's is not defined.
 *
 * <p>Not for implementation by applications.
 */
public interface Manager extends AutoCloseable {
    /**
     * {@return a manager that is not connected yet, with threads of its own}
     *
     * @param uri scheme ({@code http}, {@code https}, {@code ws} or {@code wss}), host and port of the server, and a
     *     query to be added to every request; its path is not used
     * @param options how it behaves
     * @throws IllegalArgumentException if the URI has no host or another scheme
     */
    static Manager create(URI uri, ManagerOptions options) {
        Objects.requireNonNull(uri, "uri");
        return new ManagerImpl(uri, options, NetworkResources.of(options, JettyCarriers::new), false);
    }

    /**
     * {@return a manager that is not connected yet, with threads of its own}
     *
     * @param uri as in {@link #create(URI, ManagerOptions)}
     * @param options sets options on a builder that has the defaults
     * @throws IllegalArgumentException if the URI is none, has no host or another scheme
     */
    static Manager create(String uri, Consumer<ManagerOptions.Builder> options) {
        ManagerOptions.Builder builder = ManagerOptions.builder();
        options.accept(builder);
        return create(URI.create(uri), builder.build());
    }

    /**
     * {@return the options}
     */
    ManagerOptions options();

    /**
     * Gives the socket of a namespace, always the same one for the same namespace. It is not connected by this, unless
     * {@link ConnectOptionsBuilder#autoConnect} says so.
     *
     * @param namespace the namespace; a missing slash in front is added
     * @return the socket
     * @throws IllegalArgumentException if the namespace has a comma or a question mark
     * @throws IllegalStateException if the manager is closed
     */
    Socket socket(String namespace);

    /**
     * Connects the sockets of several namespaces and tells when all are connected. It fails with a
     * {@link ConnectFailedException} as soon as each is connected or given up and one is given up, or when the time is
     * over; what goes on by itself, goes on nevertheless.
     *
     * @param timeout how long to wait at the most, positive
     * @param namespaces the namespaces; none stands for {@code /}
     * @return completes on a thread where stages may block; to cancel it changes nothing else
     * @throws IllegalStateException if the manager is closed
     */
    CompletableFuture<Void> connectAsync(Duration timeout, String... namespaces);

    /**
     * Connects the sockets of several namespaces and waits until all are connected; otherwise as {@link #connectAsync}.
     *
     * @param timeout how long to wait at the most, positive
     * @param namespaces the namespaces; none stands for {@code /}
     * @throws ConnectFailedException if one is not connected in the end
     * @throws IllegalStateException if the manager is closed
     * @throws InterruptedException if the waiting thread is interrupted
     */
    void connect(Duration timeout, String... namespaces) throws InterruptedException;

    /**
     * Waits until there is no connection and none will be by itself: the manager is closed, has given up, or its last
     * socket has disconnected.
     *
     * @param timeout how long to wait at the most
     * @return whether it is so
     * @throws InterruptedException if the waiting thread is interrupted
     */
    boolean awaitEnd(Duration timeout) throws InterruptedException;

    /**
     * {@return how this manager comes back}
     */
    ReconnectPolicy reconnectPolicy();

    /**
     * Changes how this manager comes back, from the next delay on. Where reconnection is switched off while an attempt
     * is being waited for, the manager gives up.
     *
     * @param policy from now on
     */
    void reconnectPolicy(ReconnectPolicy policy);

    /**
     * Tells that the network of this machine has changed. What is being waited for is tried at once, what is being tried
     * is begun anew, and an open connection, which belongs to a network that may be gone, is replaced; the delays begin
     * anew. Where no socket is active, nothing happens.
     */
    void networkChanged();

    /**
     * Is told when the connection is open, before namespaces are joined over it.
     *
     * @param listener the application's code
     * @return takes the listener away again
     */
    Registration onOpen(Socket.Action listener);

    /**
     * Is told when an attempt to open the connection has failed, the first one included.
     *
     * @param listener gets the error
     * @return takes the listener away again
     */
    Registration onError(Listener<ConnectError> listener);

    /**
     * Is told when the open connection has ended.
     *
     * @param listener gets the reason
     * @return takes the listener away again
     */
    Registration onClose(Listener<DisconnectReason> listener);

    /**
     * Is told of each ping of the server.
     *
     * @param listener the application's code
     * @return takes the listener away again
     */
    Registration onPing(Socket.Action listener);

    /**
     * Is told of each packet that arrives, of any namespace. What waits for such a listener is not bounded: it is meant
     * for looking, and must be fast.
     *
     * @param listener gets the packet
     * @return takes the listener away again
     */
    Registration onPacket(Listener<Packet> listener);

    /**
     * Adds the methods of an object to the socket of the namespace that its class names by
     * {@link io.jettio.protocol.annotation.InNamespace}, as {@link Socket#register(Object)} does; the socket is not
     * connected by this.
     *
     * @param handlers the object
     * @return takes all of them away again
     * @throws IllegalArgumentException if the class names no namespace, or as {@link Socket#register(Object)} says
     * @throws IllegalStateException if the manager is closed
     */
    Registration register(Object handlers);

    /**
     * Is told before each attempt to reconnect.
     *
     * @param listener gets the number of the attempt, from 1
     * @return takes the listener away again
     */
    Registration onReconnectAttempt(Listener<Integer> listener);

    /**
     * Is told when an attempt to reconnect has succeeded.
     *
     * @param listener gets the number of the attempt
     * @return takes the listener away again
     */
    Registration onReconnect(Listener<Integer> listener);

    /**
     * Is told when an attempt to reconnect has failed.
     *
     * @param listener gets the error
     * @return takes the listener away again
     */
    Registration onReconnectError(Listener<ConnectError> listener);

    /**
     * Is told when the attempts have been used up; {@link Socket#connect()} of a socket begins anew.
     *
     * @param listener the application's code
     * @return takes the listener away again
     */
    Registration onReconnectFailed(Socket.Action listener);

    /**
     * Is told when the connection was lost, or could not be had, and nothing will be tried any more by itself: reconnection
     * is off, or the attempts have been used up. It is the last event until {@link Socket#connect()}. An end that the
     * application asked for is not told.
     *
     * @param listener the application's code
     * @return takes the listener away again
     */
    Registration onGiveUp(Socket.Action listener);

    /**
     * Ends everything for good: sends what connected sockets have emitted, disconnects them, closes the connection,
     * fails the acks still pending, lets listeners finish, and stops all threads, unless they belong to a
     * {@link ClientContext}. Returns when that is done, each step at the latest after its timeout. Called from a
     * listener, it does not wait for that listener. Further calls wait for the first.
     */
    @Override
    void close();
}
