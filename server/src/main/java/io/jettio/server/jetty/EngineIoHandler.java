package io.jettio.server.jetty;

import io.jettio.server.engine.EngineServer;
import io.jettio.server.internal.engine.EngineHost;
import org.eclipse.jetty.server.Handler;
import org.jspecify.annotations.Nullable;

/**
 * Mounts an Engine.IO server in a Jetty: requests to its path are the engine's, all others go to the next handler.
 */
public final class EngineIoHandler extends EngineHandler {
    /**
     * Makes a handler.
     *
     * @param engine the server, made by {@link EngineServer#create}
     * @param next takes what is not the engine's; null answers that with 404
     */
    public EngineIoHandler(EngineServer engine, @Nullable Handler next) {
        super((EngineHost) engine, next);
    }
}
