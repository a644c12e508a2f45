package io.jettio.server.adapter;

import io.jettio.protocol.socketio.Payload;
import io.jettio.server.engine.EngineRequest;
import java.util.Map;
import java.util.Set;

/**
 * A socket as it was when its node was asked. Immutable.
 *
 * @param id its public id
 * @param request the HTTP request that opened its connection
 * @param auth the auth that it brought to this namespace, one argument or none
 * @param rooms its rooms, its own among them; unmodifiable
 * @param data what the application keeps with it, by name; unmodifiable
 */
public record SocketDetails(
        String id, EngineRequest request, Payload auth, Set<String> rooms, Map<String, Object> data) {
    /**
     * Copies the collections.
     *
     * @param id its public id
     * @param request the HTTP request that opened its connection
     * @param auth the auth that it brought to this namespace
     * @param rooms its rooms
     * @param data what the application keeps with it
     */
    public SocketDetails {
        rooms = Set.copyOf(rooms);
        data = Map.copyOf(data);
    }
}
