package io.jettio.server.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request to the engine: a handshake, a poll, a POST or an upgrade. Immutable.
 *
 * @param time when it arrived
 * @param method the method, in upper case
 * @param address the address of the client, without its port; behind a trusted proxy the one that the proxy tells
 * @param secure whether the client came over TLS; behind a trusted proxy what the proxy tells
 * @param url the path with the query, as sent
 * @param query the query's parameters, decoded; unmodifiable
 * @param headers the headers, names in lower case; unmodifiable
 */
public record EngineRequest(
        Instant time,
        String method,
        String address,
        boolean secure,
        String url,
        Map<String, List<String>> query,
        Map<String, List<String>> headers) {
    /**
     * {@return the first value of a header, or null}
     *
     * @param name the header's name, in any case
     */
    public @Nullable String header(String name) {
        List<String> values = headers.get(name.toLowerCase(java.util.Locale.ROOT));
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    /**
     * {@return the first value of a query parameter, or null}
     *
     * @param name the parameter's name
     */
    public @Nullable String query(String name) {
        List<String> values = query.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }
}
