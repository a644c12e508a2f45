package io.jettio.server.engine;

import io.jettio.protocol.handler.Listener;
import io.jettio.server.internal.engine.DefaultEngineServer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * An Engine.IO server without Socket.IO above it. Mount it with {@code io.jettio.server.jetty.EngineIoHandler}. Every
 * method may be called from any thread. Not for implementation by applications.
 */
public interface EngineServer extends AutoCloseable {
    /**
     * {@return a server with these options}
     *
     * @param options the options
     */
    static EngineServer create(EngineServerOptions options) {
        return new DefaultEngineServer(options);
    }

    /**
     * {@return a server with options set by a function}
     *
     * @param configure sets what differs from the defaults
     * @throws IllegalArgumentException if an option is out of its bounds
     */
    static EngineServer create(Consumer<EngineServerOptions.Builder> configure) {
        return create(EngineServerOptions.of(configure));
    }

    /**
     * {@return the options}
     */
    EngineServerOptions options();

    /**
     * Sets what is told of each new session, on a handler thread, before the session's messages.
     *
     * @param listener takes the session
     */
    void onConnection(Listener<EngineSocket> listener);

    /**
     * {@return the number of open sessions}
     */
    int connections();

    /**
     * Lets the server end without cutting anybody off: handshakes are answered 503 with {@code Retry-After} from now on,
     * sessions go on until they end by themselves or {@link EngineServerOptions#drainTimeout()} has passed, and are then
     * closed as by {@link #close()}.
     *
     * @return completes with the number of sessions that had to be closed
     */
    CompletableFuture<Integer> drain();

    /** Closes every session with {@link EngineCloseReason#SERVER_SHUTTING_DOWN} and takes no new one. Idempotent. */
    @Override
    void close();
}
