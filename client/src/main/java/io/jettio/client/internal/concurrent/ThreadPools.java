package io.jettio.client.internal.concurrent;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Threads that any number of managers borrow: a few strands, one pool for listeners, one that completes futures. */
public final class ThreadPools {
    private final List<ScheduledThreadPoolExecutor> strands;
    private final ExecutorService handlers;
    private final ExecutorService completions;
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
        this.handlers = Threads.pool(name + "-handler-", handlerThreads);
        this.completions = Threads.pool(name + "-ack-", Integer.MAX_VALUE);
    }

    /**
     * {@return threads for one manager, whose stop ends what they were given to do, and no thread}
     */
    public Threads lend() {
        int number = Math.floorMod(lent.getAndIncrement(), strands.size());
        return new Threads(
                new ThreadStrand(strands.get(number), true), new BorrowedPool(handlers), new BorrowedPool(completions));
    }

    /**
     * Ends the threads, once their tasks are done.
     *
     * @param timeout how long to wait at the most
     */
    public void stop(Duration timeout) {
        strands.forEach(ScheduledThreadPoolExecutor::shutdownNow);
        handlers.shutdown();
        completions.shutdown();
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            for (ScheduledThreadPoolExecutor strand : strands) {
                Threads.await(strand, deadline);
            }
            Threads.await(handlers, deadline);
            Threads.await(completions, deadline);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
