package io.jettio.testing.internal;

import io.jettio.client.engine.Network;
import io.jettio.client.internal.concurrent.Threads;
import io.jettio.client.internal.engine.SharedNetwork;
import io.jettio.common.run.HandlerThreads;
import io.jettio.server.SocketIoServer;
import io.jettio.testing.Wire;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;

/** Servers and clients without a network between them, on threads and a clock of the kit's own. */
public final class Kit implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration STEP = Duration.ofMillis(100);

    private final Activity activity = new Activity();
    private final KitTime time = new KitTime();
    private final Workers carrying = new Workers("jettio-test-wire", activity);
    private final Workers serving = new Workers("jettio-test-server", activity);
    private final Workers completing = new Workers("jettio-test-completion", activity);
    private final Nodes nodes;

    /** One client's way to the servers. */
    public record Way(Network network, Wire wire) {}

    /** Takes servers over. */
    public Kit(List<SocketIoServer> servers) {
        this.nodes = new Nodes(servers, time, serving, completing);
    }

    /** How many servers there are. */
    public int size() {
        return nodes.size();
    }

    /** A server. */
    public SocketIoServer server(int node) {
        return nodes.server(node);
    }

    /** Where it is. */
    public String url(int node) {
        return nodes.url(node);
    }

    /** A way for one more client. */
    public Way way() {
        KitNetwork network = new KitNetwork(nodes, time, carrying);
        HandlerThreads handlers = new HandlerThreads(
                "jettio-test-client",
                time.queue(),
                new Workers("jettio-test-client", activity),
                new Workers("jettio-test-client-completion", activity));
        Threads threads = new Threads(new KitStrand(time, carrying), handlers);
        return new Way(new SharedNetwork(threads, network), network.faults());
    }

    /** Waits until nothing goes on that goes on by itself. */
    public void settle(Duration patience) {
        if (!isQuiet(patience)) {
            throw new AssertionError("still busy after " + patience + ": a handler that never ends?");
        }
    }

    /** Lets time pass, and what follows from it happen. */
    public void advance(Duration amount, Duration patience) {
        settle(patience);
        time.advance(amount, () -> settle(patience));
    }

    /** Nanoseconds that have passed. */
    public long nanoTime() {
        return time.nanoTime();
    }

    /**
     * Waits for a condition. Where nothing goes on that could bring it, some time may pass; then only threads that are not
     * the kit's can bring it, for which it waits as well.
     *
     * @param condition looked at whenever something has happened
     * @param patience how long to wait by the wall's clock
     * @param time how much of the kit's time may pass
     * @return whether it came to be
     */
    public boolean await(BooleanSupplier condition, Duration patience, Duration time) {
        long deadline = System.nanoTime() + patience.toNanos();
        Duration left = time;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            if (isQuiet(LOOK) && !condition.getAsBoolean()) {
                if (left.isZero()) {
                    awaitOthers();
                } else {
                    left = left.minus(STEP);
                    advance(STEP, patience);
                }
            }
        }
        return true;
    }

    /** The application's own threads may do something yet. */
    private void awaitOthers() {
        try {
            activity.awaitEnd(LOOK.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private boolean isQuiet(Duration patience) {
        try {
            return activity.settle(patience.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Does what blocks and has limits of time, which is let pass meanwhile; what it throws is thrown here. Not awaited beyond the patience. */
    public void whileTimePasses(Runnable work, Duration patience) {
        FutureTask<Boolean> task = new FutureTask<>(work, true);
        Thread thread = new Thread(task, "jettio-test-close");
        thread.setDaemon(true);
        thread.start();
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (thread.isAlive() && System.nanoTime() - deadline < 0) {
                thread.join(LOOK.toMillis());
                time.advance(STEP, () -> isQuiet(LOOK));
            }
            if (task.isDone()) {
                var unused = task.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } catch (ExecutionException e) {
            throw new AssertionError("the clients could not be closed", e);
        }
    }

    /** Ends what is left of sessions on the servers when their clients' ways are closed, and tells their handlers. */
    public void endSessions() {
        nodes.endSessions();
        var unused = isQuiet(LOOK);
    }

    /** Gives the servers back; to be called after the clients' ways were closed. */
    @Override
    public void close() {
        nodes.release();
        for (Workers workers : List.of(carrying, serving, completing)) {
            workers.shutdown();
        }
    }
}
