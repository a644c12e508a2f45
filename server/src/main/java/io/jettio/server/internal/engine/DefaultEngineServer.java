package io.jettio.server.internal.engine;

import io.jettio.common.GuardedBy;
import io.jettio.common.time.DeadlineQueue;
import io.jettio.protocol.handler.Listener;
import io.jettio.server.engine.EngineServer;
import io.jettio.server.engine.EngineServerOptions;
import io.jettio.server.engine.EngineSocket;
import io.jettio.server.internal.Loggers;
import io.jettio.server.observe.ServerHealth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine alone: sessions whose messages an application takes. */
public final class DefaultEngineServer implements EngineServer, EngineHost {
    private static final Logger LOG = LoggerFactory.getLogger(Loggers.ENGINE);

    private final EngineCore core;
    private final Listening listening = new Listening(this);
    private volatile @Nullable Listener<EngineSocket> onConnection;

    @GuardedBy("this")
    private @Nullable CompletableFuture<Integer> drained;

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
    public ServerHealth health() {
        return core.health();
    }

    @Override
    public EngineServer listen(String host, int port) {
        try {
            listening.start(host, port);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
        }
        return this;
    }

    @Override
    public int port() {
        return listening.port();
    }

    @Override
    public void reloadTls() {
        listening.reloadTls();
    }

    @Override
    public CompletableFuture<Integer> drain() {
        CompletableFuture<Integer> result = new CompletableFuture<>();
        synchronized (this) {
            if (drained != null) {
                return drained;
            }
            drained = result;
        }
        var unused = core.drain().whenComplete((closedByUs, failure) -> {
            close();
            result.complete(closedByUs);
        });
        return result;
    }

    @Override
    public void close() {
        if (listening.beginClose()) {
            core.close();
            listening.stop();
            core.life().stopped();
        }
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
