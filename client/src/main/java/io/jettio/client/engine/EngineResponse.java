package io.jettio.client.engine;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a request was answered with, before anything is made of it.
 *
 * @param request the request
 * @param status the HTTP status, 101 for a WebSocket
 * @param headers the header fields, names without regard to case; unmodifiable
 */
public record EngineResponse(EngineRequest request, int status, Map<String, List<String>> headers) {
    /**
     * Checks that nothing is missing.
     *
     * @param request the request
     * @param status the status
     * @param headers the header fields, kept as they are
     */
    public EngineResponse {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(headers, "headers");
    }

    /** Told of answers; see {@link RequestOptionsBuilder#onResponse}. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A request was answered.
         *
         * @param response the answer
         * @throws Exception is logged and changes nothing
         */
        void onResponse(EngineResponse response) throws Exception;
    }
}
