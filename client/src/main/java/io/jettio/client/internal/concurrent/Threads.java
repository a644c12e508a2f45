package io.jettio.client.internal.concurrent;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of one manager or engine client: its strand, the pool for listeners, and the pool that completes futures.
 * On JDK 21 and later both pools are a virtual thread for each task; before, daemon threads made on demand, for
 * listeners up to a maximum.
 */
public final class Threads {
    private static final Logger LOG = LoggerFactory.getLogger(Threads.class);
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final ThreadStrand strand;
    private final ExecutorService handlers;
    private final ExecutorService completions;
    // Set while one of our threads runs user code, so that a close from there does not wait for itself.
    private final ThreadLocal<Boolean> inside = new ThreadLocal<>();

    /**
     * Makes the threads; none is started before there is work.
     *
     * @param name begins the name of each thread
     * @param handlerThreads how many listeners may block at once where there are no virtual threads
     */
    public Threads(String name, int handlerThreads) {
        this(
                new ThreadStrand(name + "-strand"),
                pool(name + "-handler-", handlerThreads),
                pool(name + "-ack-", Integer.MAX_VALUE));
    }

    Threads(ThreadStrand strand, ExecutorService handlers, ExecutorService completions) {
        this.strand = strand;
        this.handlers = handlers;
        this.completions = completions;
    }

    /**
     * {@return the strand}
     */
    public Strand strand() {
        return strand;
    }

    /**
     * {@return runs listeners, which may block; refuses with a {@link RejectedExecutionException} after the end}
     */
    public Executor handlers() {
        return task -> submit(handlers, task);
    }

    /**
     * {@return completes the futures of acks; listeners cannot exhaust it; after the end the caller itself does it}
     */
    public Executor completions() {
        return task -> {
            try {
                submit(completions, task);
            } catch (RejectedExecutionException stopped) {
                LOG.trace("a future ends after its client", stopped);
                task.run();
            }
        };
    }

    /**
     * {@return whether the calling thread is running user code for these threads' owner}
     */
    public boolean isInside() {
        return inside.get() != null;
    }

    /**
     * Stops the strand at once and the pools once their tasks are done; waits for both, but not for the caller's own
     * task.
     *
     * @param timeout how long to wait at the most
     */
    public void stop(Duration timeout) {
        handlers.shutdown();
        completions.shutdown();
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            strand.stop(timeout);
            if (!isInside()) {
                await(handlers, deadline);
                await(completions, deadline);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    static void await(ExecutorService pool, long deadline) throws InterruptedException {
        if (!pool.awaitTermination(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
            LOG.debug("closed while a listener still runs");
        }
    }

    private void submit(ExecutorService pool, Runnable task) {
        pool.execute(() -> {
            inside.set(true);
            try {
                task.run();
            } catch (Throwable failure) {
                LOG.error("a task of the client's pool failed", failure);
            } finally {
                inside.remove();
            }
        });
    }

    static ExecutorService pool(String name, int maxThreads) {
        ExecutorService virtual = virtualThreads(name);
        return virtual != null ? virtual : platformThreads(name, maxThreads);
    }

    // Compiled for 17, so the methods of 21 are found when we run.
    private static @org.jspecify.annotations.Nullable ExecutorService virtualThreads(String name) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> builder = Class.forName("java.lang.Thread$Builder");
            Class<?> virtual = Class.forName("java.lang.Thread$Builder$OfVirtual");
            MethodHandle ofVirtual = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(virtual));
            MethodHandle named =
                    lookup.findVirtual(builder, "name", MethodType.methodType(builder, String.class, long.class));
            MethodHandle factory = lookup.findVirtual(builder, "factory", MethodType.methodType(ThreadFactory.class));
            MethodHandle perTask = lookup.findStatic(
                    Executors.class,
                    "newThreadPerTaskExecutor",
                    MethodType.methodType(ExecutorService.class, ThreadFactory.class));
            Object threads = factory.invoke(named.invoke(ofVirtual.invoke(), name, 0L));
            return (ExecutorService) perTask.invoke(threads);
        } catch (ReflectiveOperationException | UnsupportedOperationException absent) {
            LOG.trace("no virtual threads in this JDK", absent);
            return null;
        } catch (Throwable failure) {
            LOG.warn("virtual threads failed to start, using platform threads", failure);
            return null;
        }
    }

    private static ExecutorService platformThreads(String name, int maxThreads) {
        AtomicInteger count = new AtomicInteger();
        ThreadFactory factory = task -> {
            Thread thread = new Thread(task, name + count.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
        if (maxThreads == Integer.MAX_VALUE) {
            return new ThreadPoolExecutor(
                    0, maxThreads, IDLE.toSeconds(), TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
        }
        // Hand over to an idle thread, else make one, and only at the maximum queue.
        HandOver queue = new HandOver();
        return new ThreadPoolExecutor(
                0, maxThreads, IDLE.toSeconds(), TimeUnit.SECONDS, queue, factory, (task, pool) -> {
                    if (pool.isShutdown()) {
                        throw new RejectedExecutionException("stopped");
                    }
                    queue.put(task);
                });
    }

    private static final class HandOver extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }
    }
}
