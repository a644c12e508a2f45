package io.jettio.server;

import io.jettio.server.data.SocketData;
import org.jspecify.annotations.Nullable;

/**
 * A client that asks to join a namespace. Not for implementation by applications.
 */
public interface ConnectRequest {
    /**
     * {@return the name of the namespace}
     */
    String namespace();

    /**
     * {@return the id that the socket will have}
     */
    String id();

    /**
     * {@return the handshake, the auth of the client in it}
     */
    Handshake handshake();

    /**
     * {@return what is kept with the socket} What is put here by a middleware, such as the user that it found, is in
     * {@link Socket#data()} when the connection is let in.
     */
    SocketData data();

    /**
     * Maps the auth that the client sent to a type.
     *
     * @param type the wanted type
     * @param <T> the wanted type
     * @return the auth, or null where the client sent none
     * @throws io.jettio.protocol.json.JsonException if it does not fit; uncaught, it refuses the connection
     */
    default <T> @Nullable T auth(Class<T> type) {
        return handshake().auth(type);
    }
}
