package io.jettio.common.run;

import io.jettio.common.Loggers;
import io.jettio.common.time.DeadlineQueue;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads on which application code runs: virtual threads on JDK 21 and later, a pool that grows while its threads
 * block before that. Futures are completed on threads of their own, which handlers cannot exhaust.
 * Thread-safe.
 */
public final class HandlerThreads implements Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loggers.COMMON);

    private final String name;
    private volatile ExecutorService handlers;
    private volatile ExecutorService completions;
    private final FlushGuard guard;
    private final Bundles bundles;

    /**
     * Makes threads.
     *
     * @param name begins the names of threads that are not virtual
     * @param deadlines on which the flush guard and the pools look after what is blocked
     * @param maxThreads bounds each of the two pools where there are no virtual threads
     */
    public HandlerThreads(String name, DeadlineQueue deadlines, int maxThreads) {
        this(
                name,
                deadlines,
                pool(name + "-handler", deadlines, maxThreads),
                pool(name + "-completion", deadlines, maxThreads));
    }

    /** Uses pools as its own: {@link #close()} shuts them down. */
    public HandlerThreads(String name, DeadlineQueue deadlines, ExecutorService handlers, ExecutorService completions) {
        this.name = name;
        this.guard = new FlushGuard(deadlines);
        this.bundles = new Bundles(name, deadlines);
        this.handlers = handlers;
        this.completions = completions;
    }

    /** Makes a pool: a virtual thread for each task, or up to so many threads where there are none. */
    public static ExecutorService pool(String name, DeadlineQueue deadlines, int maxThreads) {
        ExecutorService virtual = VirtualThreads.executor();
        return virtual != null ? virtual : new GrowingPool(name, maxThreads, deadlines);
    }

    /**
     * Gives what comes from now on to somebody else's threads.
     *
     * @param handling run handlers
     * @param completing complete futures
     * @return goes back to the threads from before
     */
    public Runnable lend(ExecutorService handling, ExecutorService completing) {
        ExecutorService ownHandlers = handlers;
        ExecutorService ownCompletions = completions;
        handlers = handling;
        completions = completing;
        return () -> {
            handlers = ownHandlers;
            completions = ownCompletions;
        };
    }

    /** Executes work. What comes after {@link #close()}, such as the end of a session that was late, has a thread made. */
    @Override
    public void execute(Runnable work) {
        if (!HandOver.takes(this, work)) {
            executeNow(work);
        }
    }

    /** Executes work that one thread may do in turn, if none of it takes long. */
    void executeAll(List<Runnable> all) {
        if (all.size() > 1) {
            try {
                bundles.execute(handlers, all);
                return;
            } catch (RejectedExecutionException e) {
                LOG.trace("the handler threads are closed", e);
            }
        }
        all.forEach(this::executeNow);
    }

    private void executeNow(Runnable work) {
        if (!offer(work)) {
            Thread late = new Thread(work, name + "-handler-late");
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
        if (!isOnLane()) {
            await(handlers, nanos);
        }
    }

    /** Waits after {@link #close()} until the futures are completed and what hangs on them is done, at most for a while. */
    public void awaitCompletions(long nanos) {
        await(completions, nanos);
    }

    /** Whether the calling thread runs a task of one of these threads' lanes. */
    public boolean isOnLane() {
        FlushScope scope = FlushScope.current();
        return scope != null && scope.isOf(guard);
    }

    private static void await(ExecutorService pool, long nanos) {
        try {
            if (!pool.awaitTermination(nanos, TimeUnit.NANOSECONDS)) {
                LOG.debug("some handlers still run");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes no new work; what runs or waits is finished. Idempotent. */
    @Override
    public void close() {
        try {
            bundles.spread(); // so that who awaits the handlers awaits all of them
        } finally {
            handlers.shutdown();
            completions.shutdown();
        }
    }
}
