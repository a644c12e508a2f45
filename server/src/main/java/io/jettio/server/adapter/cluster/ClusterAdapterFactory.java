package io.jettio.server.adapter.cluster;

import io.jettio.common.run.PassingThreads;
import io.jettio.server.adapter.Adapter;
import io.jettio.server.adapter.AdapterFactory;
import io.jettio.server.adapter.LocalSockets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a server one of several nodes that share their namespaces, over a transport. To be given to the options of one
 * server, and closed after it.
 *
 * <p>The transport is started with the server's first namespace, in the background: a server accepts connections also while
 * the broker is away, and is alone until it is there. What it emits meanwhile waits, within the bounds of the options.
 */
public final class ClusterAdapterFactory implements AdapterFactory, AutoCloseable {
    static final String LOGGER = "io.jettio.server.cluster";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
    private static final int THREADS =
            Math.max(2, Math.min(8, Runtime.getRuntime().availableProcessors()));

    private final ClusterTransport transport;
    private final ClusterOptions options;
    private final Counters counters = new Counters();
    private final Link link;
    private final PassingThreads threads;
    private final Lane states;
    private final List<Consumer<? super ClusterTransport.State>> stateListeners = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> started = new CompletableFuture<>();

    /** By namespace: more than one for a moment, where a namespace ends and begins anew. */
    private final Map<String, List<ClusterNode>> nodes = new ConcurrentHashMap<>();

    private boolean begun; // guarded by this

    /**
     * Makes a factory with {@link ClusterOptions#DEFAULTS}.
     *
     * @param transport what carries messages; closed with this factory
     */
    public ClusterAdapterFactory(ClusterTransport transport) {
        this(transport, ClusterOptions.DEFAULTS);
    }

    /**
     * Makes a factory.
     *
     * @param transport what carries messages; closed with this factory
     * @param options how nodes find each other, and what waits
     */
    public ClusterAdapterFactory(ClusterTransport transport, ClusterOptions options) {
        this.transport = Objects.requireNonNull(transport, "transport");
        this.options = Objects.requireNonNull(options, "options");
        this.link = new Link(transport, options, counters);
        this.threads = threads();
        this.states = new Lane(threads, Integer.MAX_VALUE);
    }

    /** Threads that come with work and go without. */
    static PassingThreads threads() {
        return new PassingThreads("jettio-cluster", THREADS);
    }

    @Override
    public Adapter create(LocalSockets sockets) {
        return new ClusterAdapter(this, sockets);
    }

    /**
     * Has somebody told of the connection to the broker: that it is there for the first time, lost, there again. On a
     * thread of its own kind, one at a time and in order; who was told of something may be told of the next when it
     * returns.
     *
     * @param listener takes the states from now on
     */
    public void onState(Consumer<? super ClusterTransport.State> listener) {
        stateListeners.add(Objects.requireNonNull(listener, "listener"));
    }

    /**
     * {@return what was sent and taken so far}
     */
    public ClusterCounts counts() {
        return counters.snapshot(link.queued());
    }

    /** Closes the transport. To be called when the server is closed. Idempotent. */
    @Override
    public void close() {
        link.down();
        transport.close();
        threads.shutdown();
    }

    // ---------------------------------------------------------------- for the adapters

    ClusterOptions options() {
        return options;
    }

    ClusterTransport transport() {
        return transport;
    }

    Link link() {
        return link;
    }

    Counters counters() {
        return counters;
    }

    Lane newLane(int max, Consumer<Runnable> batches) {
        return new Lane(threads, max, batches);
    }

    void add(ClusterNode node) {
        nodes.compute(node.namespace(), (name, some) -> {
            List<ClusterNode> more = some == null ? new CopyOnWriteArrayList<>() : some;
            more.add(node);
            return more;
        });
    }

    void remove(ClusterNode node) {
        nodes.computeIfPresent(node.namespace(), (name, some) -> {
            some.remove(node);
            return some.isEmpty() ? null : some;
        });
    }

    /** Completes when the transport is connected. */
    CompletionStage<Void> started() {
        boolean first;
        synchronized (this) {
            first = !begun;
            begun = true;
        }
        if (first) {
            var unused = transport.start(new Arrivals()).whenComplete((done, failure) -> {
                if (failure == null) {
                    link.up();
                    tell(ClusterTransport.State.CONNECTED);
                    started.complete(null);
                } else {
                    started.completeExceptionally(failure);
                }
            });
        }
        return started;
    }

    /** Ends a namespace at the transport. */
    CompletionStage<Void> closing(String namespace, String uid) {
        return started.isDone() && !started.isCompletedExceptionally()
                ? transport.close(namespace, uid)
                : CompletableFuture.completedStage(null);
    }

    private void tell(ClusterTransport.State state) {
        states.add(() -> stateListeners.forEach(listener -> {
            try {
                listener.accept(state);
            } catch (RuntimeException | Error e) {
                LOG.error("a listener for the state of the broker failed", e);
            }
        }));
    }

    /** What the transport tells. */
    private final class Arrivals implements ClusterTransport.Listener {
        @Override
        public void onMessage(ClusterMessage message, @Nullable String offset) {
            List<ClusterNode> meant = nodes.get(message.namespace());
            if (meant == null) {
                counters.ignored.increment();
            } else {
                meant.forEach(node -> node.arrived(message));
            }
        }

        @Override
        public void onRejected(Exception why) {
            counters.rejected.increment();
            LOG.debug("what came is no message of a server node", why);
        }

        @Override
        public void onState(ClusterTransport.State state) {
            if (state == ClusterTransport.State.LOST) {
                link.down();
                LOG.warn("the connection to the other server nodes is lost");
            } else {
                int waited = link.queued();
                link.up();
                nodes.values().forEach(some -> some.forEach(ClusterNode::resumed));
                LOG.info("connected to the other server nodes again; {} messages have waited", waited);
            }
            tell(state);
        }
    }
}
