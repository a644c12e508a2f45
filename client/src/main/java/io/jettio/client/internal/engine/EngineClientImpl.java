package io.jettio.client.internal.engine;

import io.jettio.client.engine.EngineClient;
import io.jettio.client.engine.EngineListener;
import io.jettio.client.engine.EngineOptions;
import io.jettio.client.engine.EngineSocket;
import io.jettio.client.internal.concurrent.Threads;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Engine.IO without Socket.IO: any number of sessions over one strand and one set of carriers. */
public final class EngineClientImpl implements EngineClient {
    private static final Logger LOG = LoggerFactory.getLogger(EngineClientImpl.class);
    // What stopping may take beyond the sessions' own close timeout.
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final EngineOptions options;
    private final Threads threads;
    private final Carriers carriers;
    private final UpgradeMemory memory = new UpgradeMemory();
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
    }

    @Override
    public EngineSocket open(URI uri, EngineListener listener) {
        Endpoint endpoint = Endpoint.of(uri, options);
        Objects.requireNonNull(listener, "listener");
        if (closing.get()) {
            throw new IllegalStateException("the client is closed");
        }
        EngineSocketImpl socket = new EngineSocketImpl(
                events -> new EngineSession(endpoint, options, carriers, threads.strand(), memory, events),
                options,
                threads,
                listener,
                this::ended);
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
            await(allEnded, options.closeTimeout().plusSeconds(1));
            carriers.stop(STOP_TIMEOUT);
            threads.stop(STOP_TIMEOUT);
            stopped.complete(null);
        } else if (!threads.isInside()) {
            await(stopped, options.closeTimeout().plus(STOP_TIMEOUT).plus(STOP_TIMEOUT));
        }
    }

    private static void await(CompletableFuture<Void> future, Duration timeout) {
        try {
            future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException late) {
            LOG.debug("closing goes on without waiting any longer", late);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
