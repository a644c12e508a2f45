package io.jettio.server;

import java.util.Map;
import java.util.Set;

/**
 * A socket of any server node, as it was when it was looked up. What is done with it is done by its node, wherever that
 * is. Every method may be called from any thread. Not for implementation by applications.
 */
public interface RemoteSocket extends AckEmitter {
    /**
     * {@return the public id of the socket}
     */
    String id();

    /**
     * {@return what the client brought when it joined}
     */
    Handshake handshake();

    /**
     * {@return the rooms that the socket was in, its own among them; unmodifiable}
     */
    Set<String> rooms();

    /**
     * {@return what the application kept with the socket in its {@link Socket#data()}, by name; unmodifiable}
     */
    Map<String, Object> data();

    /**
     * Has the socket join rooms.
     *
     * @param rooms the rooms
     */
    void join(String... rooms);

    /**
     * Has the socket leave rooms.
     *
     * @param rooms the rooms
     */
    void leave(String... rooms);

    /**
     * Disconnects the socket.
     *
     * @param close whether the connection below ends, too, with all its namespaces
     */
    void disconnect(boolean close);
}
