package io.jettio.server;

import io.jettio.protocol.handler.Listener;
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
