package io.jettio.server.engine;

/** Sets headers of the engine's answers, on polling and on the 101 of a WebSocket. Called on a handler thread. */
@FunctionalInterface
public interface HeaderHook {
    /**
     * Called once for an answer.
     *
     * @param headers the headers so far, to be changed
     * @param request the request that is answered
     * @throws Exception whatever goes wrong; it is logged, and the answer goes out without the hook's headers
     */
    void onHeaders(ResponseHeaders headers, EngineRequest request) throws Exception;
}
