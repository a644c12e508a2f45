package io.jettio.testing.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks one at a time, in the order in which they came; what one throws is logged. Thread-safe. */
final class Sequence implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(Sequence.class);

    private final Executor workers;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    Sequence(Executor workers) {
        this.workers = workers;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            tasks.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        workers.execute(this::drain);
    }

    private void drain() {
        for (Runnable next = next(); next != null; next = next()) {
            try {
                next.run();
            } catch (RuntimeException | Error failure) {
                LOG.error("a task of the kit failed", failure);
            }
        }
    }

    private synchronized @org.jspecify.annotations.Nullable Runnable next() {
        Runnable next = tasks.poll();
        running = next != null;
        return next;
    }
}
