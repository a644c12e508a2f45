package io.jettio.client;

import io.jettio.client.engine.Network;
import io.jettio.client.internal.ClientContextImpl;
import java.net.URI;
import java.util.function.Consumer;

/**
 * A place where sockets find the manager of their address, all managers being on one {@link Network}: the number of threads
 * does not grow with that of the managers. Options of a manager that belong to a network of its own are not looked at.
 *
 * <p>Every method may be called from any thread. Not for implementation by applications.
 */
public interface ClientContext extends AutoCloseable {
    /**
     * {@return a context on a network of its own, which it closes; nothing is started before it is used}
     */
    static ClientContext create() {
        return new ClientContextImpl(Network.create(options -> {}), true);
    }

    /**
     * {@return a context on a network that stays when the context is closed}
     *
     * @param network carries the connections
     * @throws IllegalArgumentException if it is not one of this library's
     */
    static ClientContext create(Network network) {
        return new ClientContextImpl(network, false);
    }

    /**
     * {@return a manager of its own that is not connected yet} Sockets are not looked up in it.
     *
     * @param uri as in {@link Manager#create(URI, ManagerOptions)}
     * @param options how it behaves
     * @throws IllegalArgumentException if the URI has no host or another scheme
     * @throws IllegalStateException if this context is closed
     */
    Manager manager(URI uri, ManagerOptions options);

    /**
     * {@return a manager of its own that is not connected yet}
     *
     * @param uri as in {@link Manager#create(URI, ManagerOptions)}
     * @param options sets options on a builder that has the defaults
     * @throws IllegalArgumentException if the URI is none, has no host or another scheme
     * @throws IllegalStateException if this context is closed
     */
    default Manager manager(String uri, Consumer<ManagerOptions.Builder> options) {
        ManagerOptions.Builder builder = ManagerOptions.builder();
        options.accept(builder);
        return manager(URI.create(uri), builder.build());
    }

    /**
     * Makes a socket that is not connected yet. It shares the manager, and so the connection, of the sockets that this
     * context has made for the same scheme, host, port and path of requests, as in JavaScript: with the options of the
     * first for the connection and its own for credentials, acks, buffer and retries. It gets a manager of its own, which
     * its {@link Socket#close()} closes, where {@link ConnectOptionsBuilder#forceNew} or
     * {@link ConnectOptionsBuilder#multiplex} say so, and where the shared one has a socket of that namespace already.
     *
     * @param uri the server's address, its path being the namespace
     * @param options sets options on a builder that has the defaults
     * @return the socket
     * @throws IllegalArgumentException if the URI is none, has no host, or a scheme that is none of http, https, ws
     *     and wss
     * @throws IllegalStateException if this context is closed
     */
    Socket socket(String uri, Consumer<ManagerOptions.Builder> options);

    /**
     * Connects a socket as {@link #socket} makes it, with listeners that are registered before anything can arrive.
     *
     * @param uri the server's address, its path being the namespace
     * @param options sets options on a builder that has the defaults
     * @param listeners registers listeners on the socket
     * @return the socket, connecting
     * @throws IllegalArgumentException if the URI is none, has no host, or a scheme that is none of http, https, ws
     *     and wss
     * @throws IllegalStateException if this context is closed
     */
    default Socket connect(String uri, Consumer<ManagerOptions.Builder> options, Consumer<? super Socket> listeners) {
        Socket socket = socket(uri, options);
        listeners.accept(socket);
        return socket.connect();
    }

    /**
     * Closes all managers as {@link Manager#close()} does, at the same time, and the network where it is
     * this context's own. Returns when that is
     * done; called from a listener, it does not wait for that listener. Further calls do nothing.
     */
    @Override
    void close();
}
