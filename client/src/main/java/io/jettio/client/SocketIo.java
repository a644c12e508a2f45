package io.jettio.client;

import io.jettio.client.internal.Ahead;
import io.jettio.client.internal.ManagerImpl;
import io.jettio.client.internal.NetworkResources;
import io.jettio.client.internal.jetty.JettyCarriers;
import io.jettio.protocol.socketio.Payload;
import java.net.URI;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Where an application begins. Each call makes a manager of its own, which the socket's {@link Socket#close()} closes;
 * for several namespaces over one connection use {@link Manager#socket(String)} of one {@link Manager}.
 */
public final class SocketIo {
    private SocketIo() {}

    /**
     * Connects with the default options. An event that the server sends as soon as it has accepted the socket may come
     * before a listener that is registered behind this call; {@link #connect(String, Consumer, Consumer)} avoids that.
     *
     * @param uri the server's address, its path being the namespace, as in {@code http://localhost:3000/chat}
     * @return the socket, connecting
     * @throws IllegalArgumentException if the URI is none, has no host, or a scheme that is none of http, https, ws
     *     and wss
     */
    public static Socket connect(String uri) {
        return connect(uri, options -> {});
    }

    /**
     * Connects. An event that the server sends as soon as it has accepted the socket may come before a listener that is
     * registered behind this call; {@link #connect(String, Consumer, Consumer)} avoids that.
     *
     * @param uri the server's address, its path being the namespace
     * @param options sets options on a builder that has the defaults
     * @return the socket, connecting
     * @throws IllegalArgumentException if the URI is none, has no host, or a scheme that is none of http, https, ws
     *     and wss
     */
    public static Socket connect(String uri, Consumer<ManagerOptions.Builder> options) {
        return connect(uri, options, socket -> {});
    }

    /**
     * Connects, with listeners that are registered before anything can arrive.
     *
     * @param uri the server's address, its path being the namespace
     * @param options sets options on a builder that has the defaults
     * @param listeners registers listeners on the socket
     * @return the socket, connecting
     * @throws IllegalArgumentException if the URI is none, has no host, or a scheme that is none of http, https, ws
     *     and wss
     */
    public static Socket connect(
            String uri, Consumer<ManagerOptions.Builder> options, Consumer<? super Socket> listeners) {
        Socket socket = socket(uri, options);
        listeners.accept(socket);
        return socket.connect();
    }

    /**
     * Makes a socket that is not connected yet, so that listeners can be registered before {@link Socket#connect()}.
     *
     * @param uri the server's address, its path being the namespace
     * @param options sets options on a builder that has the defaults
     * @return the socket
     * @throws IllegalArgumentException if the URI is none, has no host, or a scheme that is none of http, https, ws
     *     and wss
     */
    public static Socket socket(String uri, Consumer<ManagerOptions.Builder> options) {
        return manager(URI.create(uri), options).socket(namespace(URI.create(uri)));
    }

    /** As {@link #socket(String, Consumer)}, with somebody who is told ahead of listeners and acks. */
    static Socket socket(
            String uri,
            Consumer<ManagerOptions.Builder> options,
            BiConsumer<String, Payload> arrived,
            Runnable gaveUp) {
        return manager(URI.create(uri), options).socket(namespace(URI.create(uri)), new Ahead(arrived, gaveUp));
    }

    private static ManagerImpl manager(URI address, Consumer<ManagerOptions.Builder> options) {
        ManagerOptions.Builder builder = ManagerOptions.builder();
        options.accept(builder);
        ManagerOptions built = builder.build();
        return new ManagerImpl(address, built, NetworkResources.of(built, JettyCarriers::new), true);
    }

    private static String namespace(URI address) {
        String path = address.getPath();
        return path == null || path.isEmpty() ? "/" : path;
    }
}
