package io.jettio.testing.internal;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads on which a part of a kit runs: daemons, made on demand, whose work is counted. */
final class Workers extends AbstractExecutorService {
    private final Activity activity;
    private final ExecutorService pool;

    Workers(String name, Activity activity) {
        this.activity = activity;
        AtomicInteger count = new AtomicInteger();
        this.pool = Executors.newCachedThreadPool(task -> {
            Thread made = new Thread(task, name + "-" + count.getAndIncrement());
            made.setDaemon(true);
            return made;
        });
    }

    @Override
    public void execute(Runnable task) {
        activity.added();
        try {
            pool.execute(() -> {
                activity.begun();
                try {
                    task.run();
                } finally {
                    activity.ended();
                }
            });
        } catch (RejectedExecutionException closed) {
            activity.dropped();
            throw closed;
        }
    }

    @Override
    public void shutdown() {
        pool.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        pool.shutdown(); // what is counted is run
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return pool.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return pool.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return pool.awaitTermination(timeout, unit);
    }
}
