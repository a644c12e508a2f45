package io.jettio.client.engine;

import io.jettio.client.internal.concurrent.Threads;
import io.jettio.client.internal.engine.SharedNetwork;
import io.jettio.client.internal.jetty.JettyCarriers;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What carries connections and can be shared: the HTTP client, the thread that keeps the state of sessions, the threads
 * of listeners. Each client or manager has one of its own, unless {@link EngineOptionsBuilder#network} gives it one: then
 * any number of them need no more threads than one does, and closing them leaves the network as it is.
 *
 * <p>Not for implementation by applications.
 */
public interface Network extends AutoCloseable {
    /**
     * {@return a network} It has threads from its first use until it is closed.
     *
     * @param options sets how connections are made
     */
    static Network create(Consumer<NetworkOptions.Builder> options) {
        NetworkOptions.Builder builder = NetworkOptions.builder();
        options.accept(builder);
        return create(builder.build());
    }

    /**
     * {@return a network} It has threads from its first use until it is closed.
     *
     * @param options how connections are made
     */
    static Network create(NetworkOptions options) {
        Objects.requireNonNull(options, "options");
        return new SharedNetwork(new Threads("jettio-network", 256), new JettyCarriers(options));
    }

    /**
     * Cuts what is still open and stops every thread; to be called after the clients and managers that use it have been
     * closed. Returns when all is stopped.
     */
    @Override
    void close();
}
