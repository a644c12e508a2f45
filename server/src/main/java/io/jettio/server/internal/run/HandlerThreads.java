package io.jettio.server.internal.run;

import io.jettio.server.internal.Loggers;
import io.jettio.server.internal.time.DeadlineQueue;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads on which application code runs: a virtual thread per drained lane on JDK 21 and later, a pool that grows
 * while its threads block before that. Futures are completed on threads of their own, which handlers cannot exhaust.
 * Thread-safe.
 */
public final class HandlerThreads implements Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loggers.ENGINE);

    private final ExecutorService handlers;
    private final ExecutorService completions;
    private final FlushGuard guard;

    /** Makes threads; {@code maxThreads} bounds each of the two pools where there are no virtual threads. */
    public HandlerThreads(DeadlineQueue deadlines, int maxThreads) {
        this.guard = new FlushGuard(deadlines);
        ExecutorService virtual = VirtualThreads.executor();
        if (virtual != null) {
            this.handlers = virtual;
            this.completions = Objects.requireNonNull(VirtualThreads.executor());
        } else {
            this.handlers = new GrowingPool("jettio-handler", maxThreads, deadlines);
            this.completions = new GrowingPool("jettio-completion", maxThreads, deadlines);
        }
    }

    /** Executes work. What comes after {@link #close()}, such as the end of a session that was late, has a thread made. */
    @Override
    public void execute(Runnable work) {
        if (!offer(work)) {
            Thread late = new Thread(work, "jettio-handler-late");
            late.setDaemon(true);
            late.start();
        }
    }

    /** Executes work, or says that it cannot any more, after {@link #close()}. */
    public boolean offer(Runnable work) {
        try {
            handlers.execute(work);
            return true;
        } catch (RejectedExecutionException e) {
            LOG.trace("the handler threads are closed", e);
            return false;
        }
    }

    /** Completes a future, or does other work that must not wait for a handler. */
    public void complete(Runnable work) {
        try {
            completions.execute(work);
        } catch (RejectedExecutionException e) {
            LOG.debug("completed on the caller's thread after close", e);
            work.run();
        }
    }

    /** Runs something, on any thread, behind which each connection that it wrote to is flushed once. */
    public void inOneFlush(Runnable work) {
        if (FlushScope.current() != null) {
            work.run(); // it is part of a batch already
            return;
        }
        FlushScope scope = flushScope();
        scope.enter();
        try {
            work.run();
        } finally {
            scope.exit();
        }
    }

    /** The flush scope of the calling thread. */
    FlushScope flushScope() {
        return FlushScope.ofThread(guard);
    }

    void failed(Throwable defect) {
        LOG.error("a task of ours failed", defect);
    }

    /**
     * Waits after {@link #close()} until the handlers are done, at most for a while. A handler that calls this does not
     * wait for itself.
     */
    public void awaitHandlers(long nanos) {
        if (FlushScope.current() != null) {
            return;
        }
        try {
            if (!handlers.awaitTermination(nanos, TimeUnit.NANOSECONDS)) {
                LOG.debug("some handlers still run");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes no new work; what runs or waits is finished. Idempotent. */
    @Override
    public void close() {
        handlers.shutdown();
        completions.shutdown();
    }
}
