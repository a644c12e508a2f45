package io.jettio.client;

import io.jettio.client.internal.ManagerImpl;
import io.jettio.client.internal.concurrent.Threads;
import io.jettio.client.internal.engine.SharedNetwork;
import io.jettio.client.internal.jetty.JettyCarriers;
import io.jettio.protocol.handler.Listener;
import io.jettio.protocol.handler.Registration;
import java.net.URI;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * One connection to a server, shared by the sockets of any number of namespaces: opened with the first that connects,
 * reconnected after a loss, closed with the last that disconnects. The delay before attempt <i>n</i> is the
 * reconnection delay doubled <i>n</i> times, bent at random, at most the maximum.
 *
 * <p>Every method may be called from any thread. Listeners run one at a time on a thread of the manager's own.
 *
 * <p>Not for implementation by applications.
 */
public interface Manager extends AutoCloseable {
    /**
     * {@return a manager that is not connected yet}
     *
     * @param uri scheme ({@code http}, {@code https}, {@code ws} or {@code wss}), host and port of the server, and a
     *     query to be added to every request; its path is not used
     * @param options how it behaves
     * @throws IllegalArgumentException if the URI has no host or another scheme
     */
    static Manager create(URI uri, ManagerOptions options) {
        Objects.requireNonNull(uri, "uri");
        SharedNetwork.Part part = SharedNetwork.of(
                options.engine(), () -> new Threads("jettio-client", options.handlerThreads()), JettyCarriers::new);
        return new ManagerImpl(uri, options, part.threads(), part.carriers(), false);
    }

    /**
     * {@return a manager that is not connected yet}
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
     * Gives the socket of a namespace, always the same one for the same namespace; it is not connected by this.
     *
     * @param namespace the namespace; a missing slash in front is added
     * @return the socket
     * @throws IllegalArgumentException if the namespace has a comma or a question mark
     * @throws IllegalStateException if the manager is closed
     */
    Socket socket(String namespace);

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
     * Ends everything for good: sends what connected sockets have emitted, disconnects them, closes the connection,
     * fails the acks still pending, lets listeners finish, and stops all threads. Returns when that is done, each step
     * at the latest after its timeout. Called from a listener, it does not wait for that listener. Further calls wait
     * for the first.
     */
    @Override
    void close();
}
