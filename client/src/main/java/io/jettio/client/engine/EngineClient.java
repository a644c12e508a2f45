package io.jettio.client.engine;

import io.jettio.client.internal.concurrent.Threads;
import io.jettio.client.internal.engine.EngineClientImpl;
import io.jettio.client.internal.engine.SharedNetwork;
import io.jettio.client.internal.jetty.JettyCarriers;
import java.net.URI;
import java.util.Objects;

/**
 * Opens Engine.IO sessions, protocol version 4, and owns what they need: daemon threads and an HTTP client with its
 * cookies. Every method may be called from any thread.
 *
 * <p>Not for implementation by applications.
 */
public interface EngineClient extends AutoCloseable {
    /**
     * {@return a client} It has threads of its own until it is closed, unless {@link EngineOptions#network()} says
     * otherwise.
     *
     * @param options how its sessions behave
     */
    static EngineClient create(EngineOptions options) {
        Objects.requireNonNull(options, "options");
        SharedNetwork.Part part = SharedNetwork.of(options, () -> new Threads("jettio-engine", 64), JettyCarriers::new);
        return new EngineClientImpl(options, part.threads(), part.carriers());
    }

    /**
     * Opens a session and returns at once; the listener tells when it is open, or that it could not be opened. Each call
     * is one attempt and may go to another server; what is remembered from one to the next is whether an upgrade has
     * worked, and cookies.
     *
     * @param uri scheme ({@code http}, {@code https}, {@code ws} or {@code wss}), host and port of the server, and a
     *     query to be added to every request; its path is not used, {@link EngineOptions#path()} is
     * @param listener is told what happens
     * @return the session
     * @throws IllegalArgumentException if the URI has no host or another scheme
     * @throws IllegalStateException if this client is closed
     */
    EngineSocket open(URI uri, EngineListener listener);

    /**
     * Closes every session, waits for that at most {@link EngineOptions#closeTimeout()}, and stops every thread.
     * Returns when all is stopped; called from a listener, it returns without waiting for that listener.
     */
    @Override
    void close();
}
