package io.jettio.client.internal.engine;

import io.jettio.client.engine.EngineClient;
import io.jettio.client.engine.EngineListener;
import io.jettio.client.engine.EngineOptions;
import io.jettio.client.engine.EngineSocket;
import io.jettio.client.internal.concurrent.Shutdown;
import io.jettio.client.internal.concurrent.Threads;
import java.net.URI;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Engine.IO without Socket.IO: any number of sessions over one strand and one set of carriers. */
public final class EngineClientImpl implements EngineClient {
    private final EngineOptions options;
    private final Threads threads;
    private final Carriers carriers;
    private final EngineContext context;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Void> allEnded = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    // Strand.
    private final Set<EngineSocketImpl> sockets = new HashSet<>();

    /**
     * Makes a client.
     *
     * @param options how its sessions behave
     * @param threads its threads, stopped by {@link #close()}
     * @param carriers its carriers, stopped by {@link #close()}
     */
    public EngineClientImpl(EngineOptions options, Threads threads, Carriers carriers) {
        this.options = options;
        this.threads = threads;
        this.carriers = carriers;
        this.context = new EngineContext(options, carriers, threads);
    }

    @Override
    public EngineSocket open(URI uri, EngineListener listener) {
        Endpoint endpoint = Endpoint.of(uri, options);
        Objects.requireNonNull(listener, "listener");
        if (closing.get()) {
            throw new IllegalStateException("the client is closed");
        }
        EngineSocketImpl socket = new EngineSocketImpl(
                events -> new EngineSession(endpoint, context, events), options, threads, listener, this::ended);
        threads.strand().execute(() -> {
            if (closing.get()) {
                socket.refuse();
            } else {
                sockets.add(socket);
                socket.open();
            }
        });
        return socket;
    }

    private void ended(EngineSocketImpl socket) {
        sockets.remove(socket);
        if (closing.get() && sockets.isEmpty()) {
            allEnded.complete(null);
        }
    }

    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            threads.strand().execute(() -> {
                if (sockets.isEmpty()) {
                    allEnded.complete(null);
                }
                new HashSet<>(sockets).forEach(EngineSocketImpl::closeOnStrand);
            });
            Shutdown.await(allEnded, options.closeTimeout().plusSeconds(1));
            carriers.stop(Shutdown.STEP);
            threads.stop(Shutdown.STEP);
            stopped.complete(null);
        } else if (!threads.isInside()) {
            Shutdown.await(stopped, options.closeTimeout().plus(Shutdown.STEP.multipliedBy(2)));
        }
    }
}
