package io.jettio.client.engine;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Gives header fields for a request, asked again for each one; see {@link RequestOptionsBuilder#headersFrom}. It may be
 * called on several threads at once.
 */
@FunctionalInterface
public interface HeaderSource {
    /**
     * {@return the header fields of a request, by name; they take the place of fixed ones with the same name}
     *
     * @param request the request
     * @throws Exception ends the session, or the attempt to open it, at {@link EngineException.Stage#CLIENT}
     */
    Map<String, String> headers(EngineRequest request) throws Exception;

    /** The same for whoever has to ask somebody else; see {@link RequestOptionsBuilder#headersFromAsync}. */
    @FunctionalInterface
    interface Async {
        /**
         * {@return completes with the header fields of a request, by name}
         *
         * @param request the request, which waits
         * @throws Exception as a stage that fails does, ends the session, or the attempt to open it, at
         *     {@link EngineException.Stage#CLIENT}
         */
        CompletionStage<? extends Map<String, String>> headers(EngineRequest request) throws Exception;
    }
}
