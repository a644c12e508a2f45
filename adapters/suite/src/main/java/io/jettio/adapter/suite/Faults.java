package io.jettio.adapter.suite;

import io.jettio.protocol.parser.Parser;
import io.jettio.server.adapter.cluster.ClusterMessage;
import io.jettio.server.adapter.cluster.ClusterTransport;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes transports fail, whatever they are: what is around each of them can be stopped, cut and cut off. */
public final class Faults {
    private final List<Wrapped> nodes = new CopyOnWriteArrayList<>();

    /** Makes faults for the nodes of one cluster. */
    public Faults() {}

    /**
     * {@return the transport of one more node, which can fail}
     *
     * @param transport the transport
     */
    public ClusterTransport around(ClusterTransport transport) {
        Wrapped wrapped = new Wrapped(transport);
        nodes.add(wrapped);
        return wrapped;
    }

    /**
     * Stops a node; see {@link FaultyBackend#pause}.
     *
     * @param node its number
     */
    public void pause(int node) {
        nodes.get(node).pause();
    }

    /**
     * Lets a node go on.
     *
     * @param node its number
     */
    public void resume(int node) {
        nodes.get(node).resume();
    }

    /**
     * Ends a node without its saying so.
     *
     * @param node its number
     */
    public void kill(int node) {
        nodes.get(node).kill();
    }

    /** Disconnects all nodes from the broker. */
    public void brokerDown() {
        nodes.forEach(node -> node.down(true));
        nodes.forEach(node -> node.tell(ClusterTransport.State.LOST));
    }

    /** Connects them again. */
    public void brokerUp() {
        nodes.forEach(node -> node.down(false));
        nodes.forEach(node -> node.tell(ClusterTransport.State.RESUMED_WITH_GAP));
    }

    private static final class Wrapped implements ClusterTransport {
        private final ClusterTransport transport;
        private @Nullable Listener listener;

        // Guarded by this node as a lock.

        private final Queue<Runnable> held = new ArrayDeque<>();
        private boolean paused;
        private boolean killed;
        private boolean down;

        Wrapped(ClusterTransport transport) {
            this.transport = transport;
        }

        synchronized void pause() {
            paused = true;
        }

        synchronized void resume() {
            for (Runnable one = held.poll(); one != null; one = held.poll()) {
                one.run();
            }
            paused = false;
        }

        synchronized void kill() {
            killed = true;
            held.clear();
        }

        synchronized void down(boolean value) {
            down = value;
        }

        void tell(State state) {
            Listener to;
            synchronized (this) {
                to = killed ? null : listener;
            }
            if (to != null) {
                to.onState(state);
            }
        }

        @Override
        public CompletionStage<Void> start(Listener value) {
            listener = value;
            return transport.start(new Listener() {
                @Override
                public void onMessage(ClusterMessage message, @Nullable String offset) {
                    take(() -> value.onMessage(message, offset));
                }

                @Override
                public void onRejected(Exception why) {
                    take(() -> value.onRejected(why));
                }

                @Override
                public void onState(State state) {
                    take(() -> value.onState(state));
                }
            });
        }

        private synchronized void take(Runnable what) {
            if (killed || down) {
                return;
            }
            if (paused) {
                held.add(what);
            } else {
                what.run();
            }
        }

        private synchronized <T> CompletionStage<T> send(
                CompletionStage<T> dead, Supplier<CompletionStage<T>> sending) {
            if (killed) {
                return dead;
            }
            if (down) {
                return CompletableFuture.failedStage(new IllegalStateException("the broker is away"));
            }
            if (!paused) {
                return sending.get();
            }
            CompletableFuture<T> later = new CompletableFuture<>();
            held.add(() -> {
                var unused = sending.get().whenComplete((value, failure) -> {
                    if (failure == null) {
                        later.complete(value);
                    } else {
                        later.completeExceptionally(failure);
                    }
                });
            });
            return later;
        }

        @Override
        public CompletionStage<Void> open(String namespace, String uid, Parser parser) {
            return transport.open(namespace, uid, parser);
        }

        @Override
        public CompletionStage<Void> close(String namespace, String uid) {
            return transport.close(namespace, uid);
        }

        @Override
        public CompletionStage<String> publish(ClusterMessage message) {
            return send(CompletableFuture.completedStage(""), () -> transport.publish(message));
        }

        @Override
        public CompletionStage<Void> respond(String uid, ClusterMessage.Response message) {
            return send(CompletableFuture.completedStage(null), () -> transport.respond(uid, message));
        }

        @Override
        public CompletionStage<Integer> serverCount(String namespace) {
            return transport.serverCount(namespace);
        }

        @Override
        public void close() {
            transport.close();
        }
    }
}
