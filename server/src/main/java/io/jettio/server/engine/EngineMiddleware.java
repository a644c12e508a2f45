package io.jettio.server.engine;

/**
 * Sees every request to the engine, polling and WebSocket alike, before the engine does. Called on a handler thread, in
 * the order in which the middlewares were added.
 */
@FunctionalInterface
public interface EngineMiddleware {
    /**
     * Calls {@code exchange.next()}, now or later, from any thread, to let the request pass; or answers it.
     *
     * @param exchange the request, and what can be done with it
     * @throws Exception to answer with status 400 and code 3; what went wrong is logged and not sent
     */
    void handle(Exchange exchange) throws Exception;

    /** One request on its way through the middlewares. Not for implementation by applications. */
    interface Exchange {
        /**
         * {@return the request}
         */
        EngineRequest request();

        /**
         * {@return headers that the answer will carry, whoever gives it; to be changed before {@link #next()}}
         */
        ResponseHeaders headers();

        /** Lets the request pass to the next middleware, and at last to the engine. Only the first call counts. */
        void next();

        /**
         * Answers the request; the engine never sees it. Only the first call of this or {@link #next()} counts.
         *
         * @param status the status, from 200 to 599
         * @param body the body, plain text
         */
        void answer(int status, String body);
    }
}
