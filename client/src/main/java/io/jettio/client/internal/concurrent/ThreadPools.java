package io.jettio.client.internal.concurrent;

import io.jettio.common.run.HandlerThreads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads that any number of managers borrow: a few strands, one pool for listeners, one that completes futures. */
public final class ThreadPools {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadPools.class);

    private final List<ScheduledThreadPoolExecutor> strands;
    private final HandlerThreads handlers;
    private final AtomicInteger lent = new AtomicInteger();

    /**
     * Makes the pools; no thread is started before there is work.
     *
     * @param name begins the name of each thread
     * @param strands how many threads there are for the strands
     * @param handlerThreads how many listeners may block at once where there are no virtual threads
     */
    public ThreadPools(String name, int strands, int handlerThreads) {
        this.strands = IntStream.range(0, strands)
                .mapToObj(number -> ThreadStrand.newThread(name + "-strand-" + number))
                .toList();
        this.handlers = new HandlerThreads(
                name, new StrandDeadlines(new ThreadStrand(this.strands.get(0), true)).queue(), handlerThreads);
    }

    /**
     * {@return threads for one manager, whose stop ends what they were given to do, and no thread}
     */
    public Threads lend() {
        int number = Math.floorMod(lent.getAndIncrement(), strands.size());
        return new Threads(new ThreadStrand(strands.get(number), true), handlers.lend());
    }

    /**
     * Ends the threads, once their tasks are done.
     *
     * @param timeout how long to wait at the most
     */
    public void stop(Duration timeout) {
        handlers.close();
        long deadline = System.nanoTime() + timeout.toNanos();
        handlers.awaitHandlers(nanosTo(deadline));
        handlers.awaitCompletions(nanosTo(deadline));
        strands.forEach(ScheduledThreadPoolExecutor::shutdownNow);
        try {
            for (ScheduledThreadPoolExecutor strand : strands) {
                if (!strand.awaitTermination(nanosTo(deadline), TimeUnit.NANOSECONDS)) {
                    LOG.debug("closed while a strand still runs");
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static long nanosTo(long deadline) {
        return Math.max(0, deadline - System.nanoTime());
    }
}
