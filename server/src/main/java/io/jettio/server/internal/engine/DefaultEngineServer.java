package io.jettio.server.internal.engine;

import io.jettio.protocol.handler.Listener;
import io.jettio.server.engine.EngineServer;
import io.jettio.server.engine.EngineServerOptions;
import io.jettio.server.engine.EngineSocket;
import io.jettio.server.internal.time.DeadlineQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine alone: sessions whose messages an application takes. */
public final class DefaultEngineServer implements EngineServer, EngineHost {
    private static final Logger LOG = LoggerFactory.getLogger(DefaultEngineServer.class);

    private final EngineCore core;
    private volatile @Nullable Listener<EngineSocket> onConnection;

    /** Makes a server. */
    public DefaultEngineServer(EngineServerOptions options) {
        this.core = new EngineCore(options, this::open);
    }

    /** Makes a server whose time is somebody else's, as in a test. */
    public DefaultEngineServer(EngineServerOptions options, DeadlineQueue deadlines) {
        this.core = new EngineCore(options, this::open, deadlines);
    }

    @Override
    public EngineCore engineCore() {
        return core;
    }

    @Override
    public EngineServerOptions options() {
        return core.options();
    }

    @Override
    public void onConnection(Listener<EngineSocket> listener) {
        onConnection = listener;
    }

    @Override
    public int connections() {
        return core.size();
    }

    @Override
    public CompletableFuture<Integer> drain() {
        return core.drain();
    }

    @Override
    public void close() {
        core.close();
    }

    private SessionListener open(EngineSession session) {
        DefaultEngineSocket socket = new DefaultEngineSocket(session, core.threads());
        socket.lane().add(() -> connected(socket));
        return socket;
    }

    private void connected(DefaultEngineSocket socket) {
        Listener<EngineSocket> listener = onConnection;
        if (listener != null) {
            try {
                listener.on(socket);
            } catch (Exception | Error e) {
                LOG.error("onConnection failed", e);
            }
        }
    }
}
