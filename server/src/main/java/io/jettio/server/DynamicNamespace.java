package io.jettio.server;

import io.jettio.protocol.handler.Listener;
import io.jettio.protocol.handler.Registration;
import java.util.Collection;

/**
 * Namespaces that are made when clients ask for them: a {@link SocketIoServer#of(java.util.regex.Pattern) pattern} or a
 * predicate says for which names, and each name gets a child, a {@link Namespace} of its own. The children have the
 * middlewares, connection listeners and event rules that are set here, before their own and at any time, also those that
 * are set after they were made.
 *
 * <p>As an operator it chooses the sockets of all its children; a room is the room of that name in each of them. Children
 * that exist on other server nodes only are not reached: to be sure of those, emit on their nodes. Room changes and events
 * of other server nodes are told by each child: register for them by {@link SocketIoServer#onNewNamespace}, which is told
 * before a child has its first socket.
 *
 * <p>Every method may be called from any thread. Not for implementation by applications.
 */
public interface DynamicNamespace extends BroadcastOperator, EventScope {
    /**
     * Adds what is told of each socket that joins a child; {@link Socket#namespace()} says which.
     *
     * @param listener takes the socket, on the socket's own lane, after the client was answered and before its events
     */
    void onConnection(Listener<Socket> listener);

    /**
     * Registers an object whose methods are handlers, as annotations of {@link io.jettio.protocol.annotation} say, for the sockets of
     * all children. Its
     * methods are called on the same threads and in the same turns as handlers that are added one by one. Each socket
     * gets them when it joins; what is connected already is not handled.
     *
     * @param handlers the object
     * @return takes it off again, also from the sockets that are connected
     * @throws IllegalArgumentException if something is wrong about the object's class: it has no such method, or two for
     *     one event, or one that is private, static or in a package that its module does not open to
     *     {@code io.jettio.protocol}, or one whose parameters or return type do not fit its annotation; or the
     *     class names a namespace
     * @throws IllegalStateException if it has a method with {@link io.jettio.protocol.annotation.OnError}, and the
     *     namespace has an error hook
     */
    default Registration register(Object handlers) {
        return register(handlers, handlers.getClass());
    }

    /**
     * Registers an object that stands before another one, for the sockets of all children, as a proxy of a framework does that shows interfaces
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
     * Adds a middleware to all children. It judges before their own; {@link ConnectRequest#namespace()} says which child
     * is asked for.
     *
     * @param middleware lets each connection in, or throws to refuse it
     */
    void use(Middleware middleware);

    /**
     * Adds a middleware to all children that judges without holding a thread. It takes its turn among those of
     * {@link #use}.
     *
     * @param middleware lets each connection in, or refuses it, later
     */
    void useAsync(AsyncMiddleware middleware);

    /**
     * {@return the children that exist on this server at this moment; a copy}
     */
    Collection<Namespace> children();

    /**
     * Makes no children any more, and closes those that there are, as by {@link Namespace#close()}. Idempotent.
     */
    void close();
}
