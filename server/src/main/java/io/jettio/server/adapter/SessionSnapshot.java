package io.jettio.server.adapter;

import java.util.Map;
import java.util.Set;

/**
 * A socket as it was when its connection was lost. Immutable.
 *
 * @param sid its public id, which its successor has too
 * @param pid the private id by which its client finds it again: a secret, never to be logged or told to others
 * @param rooms its rooms, its own among them unless it had left it; unmodifiable
 * @param data what the application keeps with it, by name; unmodifiable
 */
public record SessionSnapshot(String sid, String pid, Set<String> rooms, Map<String, Object> data) {
    /**
     * Copies the collections.
     *
     * @param sid its public id
     * @param pid its private id
     * @param rooms its rooms
     * @param data what the application keeps with it
     */
    public SessionSnapshot {
        rooms = Set.copyOf(rooms);
        data = Map.copyOf(data);
    }

    /**
     * {@return which socket it was; not its private id}
     */
    @Override
    public String toString() {
        return "SessionSnapshot[" + sid + "]";
    }
}
