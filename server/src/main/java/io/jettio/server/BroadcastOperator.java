package io.jettio.server;

import io.jettio.protocol.handler.Emitter;
import java.util.Collection;

/**
 * Chooses the sockets that an event goes to. Immutable: each method returns a new operator, so that one may be kept and
 * used again, by any thread. Each chosen socket gets the event once, however many of the rooms it is in.
 *
 * <p>Not for implementation by applications.
 */
public interface BroadcastOperator extends Emitter {
    /**
     * {@return an operator that also chooses the sockets in a room}
     *
     * @param room the room, or a socket's id
     */
    BroadcastOperator to(String room);

    /**
     * {@return an operator that also chooses the sockets in some rooms}
     *
     * @param rooms the rooms
     */
    BroadcastOperator to(Collection<String> rooms);

    /**
     * {@return an operator that leaves out the sockets in a room}
     *
     * @param room the room, or a socket's id
     */
    BroadcastOperator except(String room);

    /**
     * {@return an operator that leaves out the sockets in some rooms}
     *
     * @param rooms the rooms
     */
    BroadcastOperator except(Collection<String> rooms);
}
