package io.jettio.server;

import io.jettio.protocol.TypeRef;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.engine.EngineRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a client brought when it joined a namespace. Immutable.
 *
 * @param request the HTTP request that opened the connection
 * @param authPayload the auth of this namespace's CONNECT, one argument or none
 */
public record Handshake(EngineRequest request, Payload authPayload) {
    /**
     * Maps the auth to a type.
     *
     * @param type the wanted type
     * @param <T> the wanted type
     * @return the auth, or null where the client sent none
     * @throws io.jettio.protocol.json.JsonException if it does not fit
     */
    public <T> @Nullable T auth(Class<T> type) {
        return authPayload.get(0, type);
    }

    /**
     * Maps the auth to a generic type.
     *
     * @param type the wanted type
     * @param <T> the wanted type
     * @return the auth, or null where the client sent none
     * @throws io.jettio.protocol.json.JsonException if it does not fit
     */
    public <T> @Nullable T auth(TypeRef<T> type) {
        return authPayload.get(0, type);
    }
}
