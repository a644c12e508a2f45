package io.jettio.server.jetty;

import io.jettio.server.SocketIoServer;
import io.jettio.server.internal.engine.EngineHost;
import org.eclipse.jetty.server.Handler;
import org.jspecify.annotations.Nullable;

/**
 * Mounts a Socket.IO server in a Jetty: requests to its path, long-polling and WebSocket alike, are Socket.IO's, all
 * others go to the next handler. It works anywhere in a handler tree and under any connector. Stopping the Jetty
 * disconnects every client with {@code server shutting down}; the Socket.IO server itself is closed by its own
 * {@code close}, which does not stop the Jetty.
 */
public final class SocketIoHandler extends EngineHandler {
    /**
     * Makes a handler.
     *
     * @param io the server, made by {@link SocketIoServer#create}
     * @param next takes what is not Socket.IO's; null answers that with 404
     */
    public SocketIoHandler(SocketIoServer io, @Nullable Handler next) {
        super((EngineHost) io, next);
    }
}
