package io.jettio.server;

/**
 * Judges each connection to a namespace before it is let in. Middlewares run in the order in which they were added, on
 * the socket's own lane, so that they may block.
 */
@FunctionalInterface
public interface Middleware {
    /**
     * Returns to let the connection in, or to have the next middleware judge it.
     *
     * @param request what the client sent
     * @throws ConnectRefused to refuse with a message and data that the client sees
     * @throws Exception to refuse with the message {@code Internal server error}; the exception is logged, not sent
     */
    void accept(ConnectRequest request) throws Exception;
}
