package io.jettio.client;

import io.jettio.client.engine.EngineOptions;
import io.jettio.client.internal.concurrent.Shutdown;
import io.jettio.client.internal.concurrent.ThreadPools;
import io.jettio.client.internal.concurrent.Threads;
import io.jettio.client.internal.engine.Carriers;
import io.jettio.client.internal.jetty.JettyCarriers;
import io.jettio.client.internal.jetty.JettySharing;

/**
 * Threads, selectors and buffers that any number of managers share, for processes with many clients: without them each
 * manager has some threads of its own, with them their number does not depend on how many clients there are. Given by
 * {@link ManagerOptions.Builder#sharedThreads}. A manager's close ends no shared thread; {@link #close()} ends them all.
 * Called from a listener, a close does not wait for listeners, those of other managers on the same threads included.
 *
 * <p>All threads are daemons. Their names begin with {@code jettio-io} and {@code jettio-client}. Thread-safe.
 */
public final class SharedThreads implements AutoCloseable {
    private static final int MAX_STRANDS = 4;

    private final ThreadPools pools;
    private final JettySharing io;

    private SharedThreads(int handlerThreads) {
        int few = Math.max(1, Math.min(MAX_STRANDS, Runtime.getRuntime().availableProcessors() / 2));
        this.pools = new ThreadPools("jettio-client", few, handlerThreads);
        this.io = new JettySharing(few);
    }

    /**
     * {@return threads to be shared, none of which is started before it is needed; at most 256 listeners of all managers
     * together run at once before JDK 21, from then on each has a virtual thread}
     */
    public static SharedThreads create() {
        return create(256);
    }

    /**
     * {@return threads to be shared, none of which is started before it is needed}
     *
     * @param handlerThreads how many listeners of all managers together may run at once before JDK 21; at least 1
     * @throws IllegalArgumentException if {@code handlerThreads} is less than 1
     */
    public static SharedThreads create(int handlerThreads) {
        if (handlerThreads < 1) {
            throw new IllegalArgumentException("handlerThreads out of range: " + handlerThreads);
        }
        return new SharedThreads(handlerThreads);
    }

    static Threads threads(ManagerOptions options) {
        return options.sharedThreads()
                .map(shared -> shared.pools.lend())
                .orElseGet(() -> new Threads("jettio-client", options.handlerThreads()));
    }

    static Carriers carriers(ManagerOptions options) {
        EngineOptions engine = options.engine();
        return options.sharedThreads()
                .map(shared -> new JettyCarriers(engine, shared.io))
                .orElseGet(() -> new JettyCarriers(engine));
    }

    /**
     * Ends all threads, after their tasks and at the latest after some seconds. Managers are to be closed before: a
     * connection that is still open is cut, and its sockets are not told.
     */
    @Override
    public void close() {
        io.stop();
        pools.stop(Shutdown.STEP);
    }
}
