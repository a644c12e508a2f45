package io.jettio.common.run;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A few daemon threads that come with work and go without, for what passes between servers. Work that comes after the end
 * is dropped. How much of it is under way in the whole process is known, for tests that have to wait until nothing is.
 * Thread-safe.
 */
public final class PassingThreads extends ThreadPoolExecutor {
    private static final AtomicInteger UNDER_WAY = new AtomicInteger();
    private static final long IDLE_SECONDS = 2;

    /**
     * Makes threads.
     *
     * @param name begins their names
     * @param threads how many there are at the most
     */
    public PassingThreads(String name, int threads) {
        super(threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        AtomicInteger numbers = new AtomicInteger();
        setThreadFactory(task -> {
            Thread thread = new Thread(task, name + "-" + numbers.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        setRejectedExecutionHandler((task, closed) -> UNDER_WAY.decrementAndGet());
        allowCoreThreadTimeOut(true);
    }

    /** {@return how many tasks of all such threads wait or run} */
    public static int underWay() {
        return UNDER_WAY.get();
    }

    @Override
    public void execute(Runnable task) {
        UNDER_WAY.incrementAndGet();
        super.execute(task);
    }

    @Override
    protected void afterExecute(Runnable task, Throwable failure) {
        UNDER_WAY.decrementAndGet();
    }
}
