package io.jettio.server;

import java.util.concurrent.CompletionStage;

/**
 * Judges each connection to a namespace before it is let in, without holding a thread meanwhile. It takes its turn among
 * the {@link Middleware}s; the next one judges when its stage has completed.
 */
@FunctionalInterface
public interface AsyncMiddleware {
    /**
     * Begins to judge. Called on the socket's own lane.
     *
     * @param request what the client sent
     * @return completes normally, with whatever value, to let the connection in, or to have the next middleware judge it;
     *     exceptionally with {@link ConnectRefused} to refuse with a message and data that the client sees, with anything
     *     else to refuse with {@code Internal server error}. One that never completes lets nobody in; the connect timeout
     *     ends a connection that has joined nothing
     * @throws ConnectRefused to refuse at once
     * @throws Exception to refuse at once with the message {@code Internal server error}
     */
    CompletionStage<?> accept(ConnectRequest request) throws Exception;
}
