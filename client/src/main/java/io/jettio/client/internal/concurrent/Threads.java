package io.jettio.client.internal.concurrent;

import io.jettio.common.run.HandlerThreads;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of one manager or engine client, or of several: its strand, and those on which application code runs. */
public final class Threads {
    private static final Logger LOG = LoggerFactory.getLogger(Threads.class);

    private final Strand strand;
    private final HandlerThreads handlers;
    private final boolean borrowed;
    // Set while a thread runs application code outside a lane, so that a close from there does not wait for itself.
    private final ThreadLocal<Boolean> inside = new ThreadLocal<>();

    /**
     * Makes the threads; none is started before there is work.
     *
     * @param name begins the name of each thread that is not virtual
     * @param handlerThreads how many listeners, and how many futures' stages, may block at once where there are no
     *     virtual threads
     */
    public Threads(String name, int handlerThreads) {
        this(new ThreadStrand(name + "-strand"), name, handlerThreads);
    }

    private Threads(ThreadStrand strand, String name, int handlerThreads) {
        this(strand, new HandlerThreads(name, strand.deadlines(), handlerThreads));
    }

    /**
     * Takes threads that somebody made.
     *
     * @param strand the strand, stopped by {@link #stop}
     * @param handlers the threads for application code, closed by {@link #stop}
     */
    public Threads(Strand strand, HandlerThreads handlers) {
        this.strand = strand;
        this.handlers = handlers;
        this.borrowed = false;
    }

    private Threads(Threads lender) {
        this.strand = lender.strand;
        this.handlers = lender.handlers;
        this.borrowed = true;
    }

    /**
     * {@return the same threads for somebody whose {@link #stop} leaves them as they are}
     */
    public Threads borrowed() {
        return new Threads(this);
    }

    /**
     * {@return whether somebody else stops them}
     */
    public boolean isBorrowed() {
        return borrowed;
    }

    /**
     * {@return the strand}
     */
    public Strand strand() {
        return strand;
    }

    /**
     * {@return the threads of lanes}
     */
    public HandlerThreads handlers() {
        return handlers;
    }

    /**
     * {@return runs application code that belongs to no lane and may block; refuses with a
     *     {@link RejectedExecutionException} after the end}
     */
    public Executor tasks() {
        return task -> {
            if (!handlers.offer(() -> runInside(task))) {
                throw new RejectedExecutionException("stopped");
            }
        };
    }

    /**
     * {@return completes the futures of acks; listeners cannot exhaust it; after the end the caller itself does it}
     */
    public Executor completions() {
        return task -> handlers.complete(() -> handlers.inOneFlush(() -> runInside(task)));
    }

    /**
     * {@return whether the calling thread is running application code for these threads' owner}
     */
    public boolean isInside() {
        return inside.get() != null || handlers.isOnLane();
    }

    /**
     * Ends the pools once their tasks are done, then the strand; waits for both, but not for the caller's own task.
     *
     * @param timeout how long to wait at the most
     */
    public void stop(Duration timeout) {
        if (borrowed) {
            return;
        }
        handlers.close();
        long deadline = System.nanoTime() + timeout.toNanos();
        if (!isInside()) {
            handlers.awaitHandlers(nanosTo(deadline));
            handlers.awaitCompletions(nanosTo(deadline));
        }
        try {
            strand.stop(Duration.ofNanos(nanosTo(deadline)));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static long nanosTo(long deadline) {
        return Math.max(0, deadline - System.nanoTime());
    }

    private void runInside(Runnable task) {
        Boolean before = inside.get();
        inside.set(true);
        try {
            task.run();
        } catch (Throwable failure) {
            LOG.error("a task of the client's pool failed", failure);
        } finally {
            if (before == null) {
                inside.remove();
            }
        }
    }
}
