package io.jettio.server;

import io.jettio.protocol.handler.Listener;
import io.jettio.protocol.handler.Registration;
import io.jettio.server.internal.socketio.DefaultSocketIoServer;
import io.jettio.server.observe.ServerHealth;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A Socket.IO server. Make one, register handlers, and either {@link #listen} on a port of its own or mount it in a
 * Jetty with {@code new io.jettio.server.jetty.SocketIoHandler(io, next)}; handlers may be registered before and after.
 * As an operator it chooses all sockets of the main namespace {@code /}: what is emitted here goes to each of them. The
 * rules of {@link EventScope} are for all namespaces.
 *
 * <p>Every method may be called from any thread. Not for implementation by applications.
 */
public interface SocketIoServer extends BroadcastOperator, EventScope, AutoCloseable {
    /**
     * {@return a server with the default options}
     */
    static SocketIoServer create() {
        return create(SocketIoServerOptions.builder().build());
    }

    /**
     * {@return a server with options set by a function}
     *
     * @param configure sets what differs from the defaults
     * @throws IllegalArgumentException if an option is out of its bounds
     */
    static SocketIoServer create(Consumer<SocketIoServerOptions.Builder> configure) {
        return create(SocketIoServerOptions.of(configure));
    }

    /**
     * {@return a server with these options}
     *
     * @param options the options
     */
    static SocketIoServer create(SocketIoServerOptions options) {
        return new DefaultSocketIoServer(options);
    }

    /**
     * {@return the options}
     */
    SocketIoServerOptions options();

    /**
     * {@return the namespace of a name, made when it is asked for the first time} Clients can join it from then on. A
     * child of a {@link DynamicNamespace} that is asked for here stays when it is empty.
     *
     * @param name the name; a missing leading slash is added
     * @throws IllegalArgumentException if the name holds a comma or a question mark
     */
    Namespace of(String name);

    /**
     * {@return namespaces for all names that match a pattern, each made when a client asks for it} Where several fit a
     * name, the one that was added first has it. The pattern is tried on a handler thread. There are patterns that take
     * nearly for ever to find that a name does not match: one that has looked at a name's characters a million times is
     * stopped, and the client refused with {@code Invalid namespace}.
     *
     * @param pattern what the whole name matches, its leading slash included, such as {@code /room-[0-9]+}
     */
    DynamicNamespace of(Pattern pattern);

    /**
     * {@return namespaces for all names that a predicate accepts, each made when a client asks for it} The predicate
     * judges every CONNECT, also when the namespace is there already.
     *
     * @param predicate judges names
     */
    DynamicNamespace ofMatching(NamespacePredicate predicate);

    /**
     * {@return namespaces for all names that a predicate accepts, which judges without holding a thread} As
     * {@link #ofMatching} otherwise.
     *
     * @param predicate judges names
     */
    DynamicNamespace ofMatchingAsync(AsyncNamespacePredicate predicate);

    /**
     * {@return the catch-all: namespaces for all names that nothing else fits, whenever that was added} There is one;
     * it is made when it is asked for the first time. How many namespaces clients can make is limited by
     * {@link SocketIoServerOptions#maxDynamicNamespaces()}.
     */
    DynamicNamespace ofAny();

    /**
     * {@return the namespace of a name where there is one; none is made}
     *
     * @param name the name; a missing leading slash is added
     */
    Optional<Namespace> namespace(String name);

    /**
     * {@return the namespaces that exist on this server at this moment, the main one and children of dynamic ones among
     * them; a copy}
     */
    Collection<Namespace> namespaces();

    /**
     * Adds what is told of each namespace that is made from then on, by {@link #of(String)} or because a client asked
     * for it, before its first client is judged. Handlers that are registered in it miss no socket. What it throws is
     * logged.
     *
     * @param listener takes the namespace, on the thread that called {@link #of(String)}, or on a handler thread
     * @return takes the listener off again
     */
    Registration onNewNamespace(Listener<Namespace> listener);

    /**
     * Adds what is told of each socket that joins the main namespace.
     *
     * @param listener takes the socket, on the socket's own lane, after the client was answered and before its events
     */
    void onConnection(Listener<Socket> listener);

    /**
     * Registers an object whose methods are handlers, as annotations of {@link io.jettio.protocol.annotation} say, in the
     * namespace that its class names by {@link io.jettio.protocol.annotation.InNamespace}. Its
     * methods are called on the same threads and in the same turns as handlers that are added one by one. Each socket
     * gets them when it joins; what is connected already is not handled.
     *
     * @param handlers the object
     * @return takes it off again, also from the sockets that are connected
     * @throws IllegalArgumentException if something is wrong about the object's class: it has no such method, or two for
     *     one event, or one that is private, static or in a package that its module does not open to
     *     {@code io.jettio.protocol}, or one whose parameters or return type do not fit its annotation; or the class
     *     names no namespace
     * @throws IllegalStateException if it has a method with {@link io.jettio.protocol.annotation.OnError}, and the
     *     namespace has an error hook
     */
    default Registration register(Object handlers) {
        return register(handlers, handlers.getClass());
    }

    /**
     * Registers an object that stands before another one, in the namespace that its class names, as a proxy of a framework does that shows interfaces
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
     * Adds a middleware to the main namespace.
     *
     * @param middleware lets each connection in, or throws to refuse it
     */
    void use(Middleware middleware);

    /**
     * Adds a middleware to the main namespace that judges without holding a thread. It takes its turn among those of {@link #use}.
     *
     * @param middleware lets each connection in, or refuses it, later
     */
    void useAsync(AsyncMiddleware middleware);

    /**
     * {@return the number of open connections, whatever namespaces they have joined}
     */
    int connections();

    /**
     * {@return how the server is now} It looks at every connection, so that it should not be asked more than about once a
     * second where there are many. From the moment in which a drain begins it says so, before the first handshake is
     * refused.
     */
    ServerHealth health();

    /**
     * Starts a Jetty of its own on all interfaces and returns when it accepts connections, over TLS where the options
     * say so.
     *
     * @param port the port, or 0 for a free one
     * @return this server
     * @throws ListenException if the port cannot be taken, or the TLS certificates cannot be used
     * @throws IllegalStateException if this server listens already, or is closed
     */
    SocketIoServer listen(int port);

    /**
     * Starts a Jetty of its own and returns when it accepts connections, over TLS where the options say so.
     *
     * @param host the address to bind to, such as {@code 127.0.0.1}
     * @param port the port, or 0 for a free one
     * @return this server
     * @throws ListenException if the port cannot be taken, or the TLS certificates cannot be used
     * @throws IllegalStateException if this server listens already, or is closed
     */
    SocketIoServer listen(String host, int port);

    /**
     * {@return the port on which {@link #listen} accepts connections}
     *
     * @throws IllegalStateException if this server does not listen by itself
     */
    int port();

    /**
     * Reads the certificates of {@link io.jettio.server.engine.EngineServerOptions#tls()} again, for the connections
     * that are opened from then on. The files are read by the calling thread; where that fails, the old certificates
     * stay.
     *
     * @throws java.io.UncheckedIOException if the certificates cannot be read, or cannot be used
     * @throws IllegalStateException if this server does not listen by itself, or not over TLS
     */
    void reloadTls();

    /**
     * Listens, and returns when the process is asked to end (SIGTERM, SIGINT) and everything is closed, or when another
     * thread closes the server. A process that is asked to end first {@linkplain #drain drains}, for as long as {@link
     * io.jettio.server.engine.EngineServerOptions#drainTimeout()} at the most. It is the last statement of a {@code main}.
     *
     * @param host the address to bind to
     * @param port the port, or 0 for a free one
     * @throws ListenException if the port cannot be taken, or the TLS certificates cannot be used
     * @throws InterruptedException if the waiting thread is interrupted; the server is closed then
     */
    void run(String host, int port) throws InterruptedException;

    /**
     * Lets the server end without cutting anybody off: handshakes are answered 503 with {@code Retry-After} from now on,
     * connections go on until they end by themselves or the drain timeout has passed, and are then closed as by
     * {@link #close()}.
     *
     * @return completes with the number of connections that had to be closed
     */
    CompletableFuture<Integer> drain();

    /**
     * Tells every client that the server is shutting down, sends what is queued (waiting a few seconds at the most),
     * runs the disconnect handlers, and stops the Jetty that {@link #listen} started, never somebody else's. Idempotent.
     */
    @Override
    void close();
}
