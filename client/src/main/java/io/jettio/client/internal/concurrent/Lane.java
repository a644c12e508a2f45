package io.jettio.client.internal.concurrent;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one at a time and in order on a pool whose threads may block. The tasks handle what user code throws
 * themselves. Thread-safe.
 */
public final class Lane implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
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
            try {
                pool.execute(this::run);
            } catch (RejectedExecutionException stopped) {
                LOG.debug("a listener's task came after the end", stopped);
            }
        }
    }

    private void run() {
        boolean more = true;
        while (more) {
            more = runBatch() > 0 && !handOver();
        }
    }

    /** Runs some tasks and tells how many are left. */
    private int runBatch() {
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
        } catch (RuntimeException | Error failure) {
            LOG.error("a task of a lane failed", failure);
        }
        return pending.addAndGet(-done);
    }

    /** Lets others of the same pool have their turn; false where the pool has been stopped and nobody else will run. */
    private boolean handOver() {
        try {
            pool.execute(this::run);
            return true;
        } catch (RejectedExecutionException stopped) {
            LOG.trace("the last tasks of a lane run where they are", stopped);
            return false;
        }
    }
}
