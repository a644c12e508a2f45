package io.jettio.server.adapter.cluster;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks in the order in which they were added, one at a time, on an executor's threads. Any thread may add. */
final class Lane implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterAdapterFactory.LOGGER);

    /** After so many tasks a lane goes behind the others, so that a busy namespace cannot keep a thread. */
    private static final int FAIR_SHARE = 256;

    private final Executor executor;
    private final int max;
    private final Consumer<Runnable> batches;

    // Guarded by this lane as a lock.

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean scheduled;

    /** Makes an empty lane that takes up to so many tasks that may be refused. */
    Lane(Executor executor, int max) {
        this(executor, max, Runnable::run);
    }

    /** Makes one that has somebody run each batch of tasks that it finds. */
    Lane(Executor executor, int max, Consumer<Runnable> batches) {
        this.executor = executor;
        this.max = max;
        this.batches = batches;
    }

    /** Adds a task; false where too many wait. */
    boolean offer(Runnable task) {
        synchronized (this) {
            if (tasks.size() >= max) {
                return false;
            }
        }
        add(task);
        return true;
    }

    /** Adds a task in any case. */
    void add(Runnable task) {
        synchronized (this) {
            tasks.add(task);
            if (scheduled) {
                return;
            }
            scheduled = true;
        }
        executor.execute(this);
    }

    @Override
    public void run() {
        batches.accept(this::drain);
    }

    private void drain() {
        for (int i = 0; i < FAIR_SHARE; i++) {
            Runnable task;
            synchronized (this) {
                task = tasks.poll();
                if (task == null) {
                    scheduled = false;
                    return;
                }
            }
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.error("a message of another server node was not handled", e);
            }
        }
        executor.execute(this);
    }
}
