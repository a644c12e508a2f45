package io.jettio.server;

import io.jettio.protocol.TypeRef;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.engine.EngineRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client brought when it joined a namespace. Immutable.
 *
 * @param request the HTTP request that opened the connection
 * @param authPayload the auth of this namespace's CONNECT, one argument or none; of a client of Socket.IO 2, whose CONNECT
 *     has a query in its place, an object with the query's parameters: a string each, or the list of strings where a
 *     parameter is repeated
 */
public record Handshake(EngineRequest request, Payload authPayload) {
    /**
     * {@return the headers of the request that opened the connection, names in lower case; unmodifiable}
     */
    public Map<String, List<String>> headers() {
        return request.headers();
    }

    /**
     * {@return the first value of a header, or null}
     *
     * @param name the header's name, in any case
     */
    public @Nullable String header(String name) {
        return request.header(name);
    }

    /**
     * {@return the query's parameters, decoded; unmodifiable}
     */
    public Map<String, List<String>> query() {
        return request.query();
    }

    /**
     * {@return the first value of a query parameter, or null}
     *
     * @param name the parameter's name
     */
    public @Nullable String query(String name) {
        return request.query(name);
    }

    /**
     * {@return the address of the client, without its port; behind a trusted proxy the one that the proxy tells}
     */
    public String address() {
        return request.address();
    }

    /**
     * {@return when the request arrived}
     */
    public Instant time() {
        return request.time();
    }

    /**
     * {@return whether the client came over TLS; behind a trusted proxy what the proxy tells}
     */
    public boolean secure() {
        return request.secure();
    }

    /**
     * {@return the path of the request with the query, as sent}
     */
    public String url() {
        return request.url();
    }

    /**
     * {@return whether a web page made the connection, that is, the request names an {@code Origin}} Node calls it so,
     * whether the page is of the same origin or another.
     */
    public boolean xdomain() {
        return request.header("origin") != null;
    }

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
