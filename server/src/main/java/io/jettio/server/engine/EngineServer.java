package io.jettio.server.engine;

import io.jettio.protocol.handler.Listener;
import io.jettio.server.internal.engine.DefaultEngineServer;
import io.jettio.server.observe.ServerHealth;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * An Engine.IO server without Socket.IO above it. Either {@link #listen} on a port of its own, or mount it in a Jetty
 * with {@code io.jettio.server.jetty.EngineIoHandler}. Every method may be called from any thread. Not for
 * implementation by applications.
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
     * {@return how the server is now} It looks at every connection, so that it should not be asked more than about once a
     * second where there are many. From the moment in which a drain begins it says so, before the first handshake is
     * refused.
     */
    ServerHealth health();

    /**
     * Lets the server end without cutting anybody off: handshakes are answered 503 with {@code Retry-After} from now on,
     * sessions go on until they end by themselves or {@link EngineServerOptions#drainTimeout()} has passed, and are then
     * closed as by {@link #close()}.
     *
     * @return completes with the number of sessions that had to be closed
     */
    CompletableFuture<Integer> drain();

    /**
     * Starts a Jetty of its own and returns when it accepts connections, over TLS where the options say so.
     *
     * @param host the address to bind to, such as {@code 127.0.0.1}
     * @param port the port, or 0 for a free one
     * @return this server
     * @throws java.io.UncheckedIOException if the port cannot be taken, or the certificates cannot be used
     * @throws IllegalStateException if this server listens already, or is closed
     */
    EngineServer listen(String host, int port);

    /**
     * {@return the port on which {@link #listen} accepts connections}
     *
     * @throws IllegalStateException if this server does not listen by itself
     */
    int port();

    /**
     * Reads the certificates of {@link EngineServerOptions#tls()} again, for the connections that are opened from then
     * on. The files are read by the calling thread; where that fails, the old certificates stay.
     *
     * @throws java.io.UncheckedIOException if the certificates cannot be read, or cannot be used
     * @throws IllegalStateException if this server does not listen by itself, or not over TLS
     */
    void reloadTls();

    /**
     * Closes every session with {@link EngineCloseReason#SERVER_SHUTTING_DOWN}, takes no new one, and stops the Jetty
     * that {@link #listen} started, never somebody else's. Idempotent.
     */
    @Override
    void close();
}
