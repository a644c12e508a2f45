package io.jettio.client.internal.concurrent;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks one at a time and in order on a pool whose threads may block. The tasks handle what user code throws
 * themselves. Thread-safe.
 */
public final class Lane implements Executor {
    private static final int BATCH = 256;

    private final Executor pool;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    // Tasks queued or running; whoever raises it from zero starts a run.
    private final AtomicInteger pending = new AtomicInteger();

    /**
     * Makes a lane.
     *
     * @param pool runs the tasks
     */
    public Lane(Executor pool) {
        this.pool = pool;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (pending.getAndIncrement() == 0) {
            pool.execute(this::run);
        }
    }

    private void run() {
        int done = 0;
        try {
            while (done < BATCH) {
                Runnable task = tasks.poll();
                if (task == null) {
                    break;
                }
                done++;
                task.run();
            }
        } finally {
            // Others of the same pool get their turn between two batches.
            if (pending.addAndGet(-done) > 0) {
                pool.execute(this::run);
            }
        }
    }
}
