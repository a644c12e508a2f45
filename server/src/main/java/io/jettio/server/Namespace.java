package io.jettio.server;

import io.jettio.protocol.handler.Emitter;
import io.jettio.protocol.handler.Listener;
import java.util.Collection;
import java.util.Optional;

/**
 * A namespace: its sockets, middlewares and rooms. What is emitted here goes to each of its sockets. Every method may be
 * called from any thread. Not for implementation by applications.
 */
public interface Namespace extends Emitter, EventScope {
    /**
     * {@return the name, beginning with a slash}
     */
    String name();

    /**
     * Adds what is told of each socket that joins.
     *
     * @param listener takes the socket, on the socket's own lane, after the client was answered and before its events
     */
    void onConnection(Listener<Socket> listener);

    /**
     * Adds a middleware. Those that were added before judge first.
     *
     * @param middleware lets each connection in, or throws to refuse it
     */
    void use(Middleware middleware);

    /**
     * Adds a middleware that judges without holding a thread. It takes its turn among those of {@link #use}.
     *
     * @param middleware lets each connection in, or refuses it, later
     */
    void useAsync(AsyncMiddleware middleware);

    /**
     * {@return an operator for the sockets in a room}
     *
     * @param room the room, or a socket's id
     */
    BroadcastOperator to(String room);

    /**
     * {@return an operator for the sockets in any of several rooms, each socket once}
     *
     * @param rooms the rooms
     */
    BroadcastOperator to(Collection<String> rooms);

    /**
     * {@return an operator for all sockets but those in a room}
     *
     * @param room the room, or a socket's id
     */
    BroadcastOperator except(String room);

    /**
     * {@return the connected sockets of this server at this moment; a copy}
     */
    Collection<Socket> sockets();

    /**
     * {@return the socket with an id, from when it was let in until its disconnect handlers have returned}
     *
     * @param id the socket's id
     */
    Optional<Socket> socket(String id);

    /**
     * {@return the ids of the sockets in a room at this moment; a copy}
     *
     * @param room the room
     */
    Collection<String> socketsIn(String room);
}
