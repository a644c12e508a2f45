package io.jettio.common.run;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** One borrower's view of a shared pool: its end is the end of what it has submitted, and the pool lives on. */
final class BorrowedPool extends AbstractExecutorService {
    private final Executor lender;

    // Guarded by "this".
    private int unfinished;
    private boolean shutDown;

    BorrowedPool(Executor lender) {
        this.lender = lender;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            if (shutDown) {
                throw new RejectedExecutionException("stopped");
            }
            unfinished++;
        }
        try {
            lender.execute(() -> {
                try {
                    task.run();
                } finally {
                    finished();
                }
            });
        } catch (RejectedExecutionException closed) {
            finished();
            throw closed;
        }
    }

    private synchronized void finished() {
        if (--unfinished == 0) {
            notifyAll();
        }
    }

    @Override
    public synchronized void shutdown() {
        shutDown = true;
    }

    /** As {@link #shutdown()}: what has been submitted is in the hands of the pool. */
    @Override
    public List<Runnable> shutdownNow() {
        shutdown();
        return List.of();
    }

    @Override
    public synchronized boolean isShutdown() {
        return shutDown;
    }

    @Override
    public synchronized boolean isTerminated() {
        return shutDown && unfinished == 0;
    }

    @Override
    public synchronized boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        long deadline = System.nanoTime() + unit.toNanos(timeout);
        while (!isTerminated()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }
}
