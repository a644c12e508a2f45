package io.jettio.common.run;

import io.jettio.common.time.Deadline;
import io.jettio.common.time.DeadlineQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A pool of daemon threads that is small while its work computes and grows while its work blocks: as many threads as
 * processors, and more as soon as work waits, none was begun for {@link #STALL_NANOS}, and no thread of the pool computes.
 * Threads that seem to compute may wait inside a native call (a socket's read), so that they count as blocked after
 * {@link #LOOKS_UNTIL_BLOCKED} looks. A pool that started a thread whenever all are busy would hold its maximum under
 * plain load and spend itself on context switches.
 */
final class GrowingPool extends ThreadPoolExecutor {
    private static final long STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private static final int LOOKS_UNTIL_BLOCKED = 10;

    /** After so many looks that each found work waiting, one thread is added even though work is being done. */
    private static final int LOOKS_PER_EXTRA = 25;

    private final DeadlineQueue deadlines;
    private final int least;
    private final int most;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final Deadline look;

    private final Set<Thread> threads;

    private int begunAtLastLook; // only by the timer
    private int stalledLooks; // only by the timer
    private int busyLooks; // only by the timer

    GrowingPool(String name, int most, DeadlineQueue deadlines) {
        this(name, Math.min(most, Math.max(2, Runtime.getRuntime().availableProcessors())), most, deadlines);
    }

    private GrowingPool(String name, int least, int most, DeadlineQueue deadlines) {
        super(least, most, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new DaemonThreads(name));
        this.threads = ((DaemonThreads) getThreadFactory()).started;
        this.deadlines = deadlines;
        this.least = least;
        this.most = most;
        this.look = deadlines.unarmed(this::look);
        allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable work) {
        super.execute(work);
        lookAtWhatWaits();
    }

    private void lookAtWhatWaits() {
        if (!getQueue().isEmpty() && !looking.get() && looking.compareAndSet(false, true)) {
            deadlines.reschedule(look, deadlines.now() + STALL_NANOS);
        }
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable work) {
        begins();
    }

    /** Some work is begun, perhaps as a part of what a thread does. */
    void begins() {
        begun.lazySet(begun.get() + 1); // a lost count only delays growth by one look
    }

    /** Whoever finds nothing more to do makes the pool smaller again; its idle threads end by themselves. */
    @Override
    protected void afterExecute(Runnable work, @Nullable Throwable failure) {
        int threads = getCorePoolSize();
        if (threads > least && getQueue().isEmpty()) {
            setCorePoolSize(threads - 1);
        }
    }

    private void look() {
        if (getQueue().isEmpty()) {
            busyLooks = 0;
            looking.set(false);
            if (getQueue().isEmpty() || !looking.compareAndSet(false, true)) {
                return;
            }
        } else {
            int now = begun.get();
            int size = getCorePoolSize();
            stalledLooks = now == begunAtLastLook ? stalledLooks + 1 : 0;
            if (stalledLooks > LOOKS_UNTIL_BLOCKED || (stalledLooks > 0 && noneComputes())) {
                setCorePoolSize(Math.min(most, size + Math.max(1, size / 2)));
                stalledLooks = 0;
            } else if (++busyLooks % LOOKS_PER_EXTRA == 0 && size < least * 4) {
                setCorePoolSize(Math.min(most, size + 1));
            }
            begunAtLastLook = now;
        }
        deadlines.reschedule(look, deadlines.now() + STALL_NANOS);
    }

    /** Whether every thread waits for something: on a machine that is short of processors a thread may just not run. */
    private boolean noneComputes() {
        for (Thread thread : threads) {
            if (thread.getState() == Thread.State.RUNNABLE) {
                return false;
            }
        }
        return true;
    }

    /** Names the threads, and makes them daemons so that a forgotten server does not keep the process. */
    private static final class DaemonThreads implements java.util.concurrent.ThreadFactory {
        private final String name;
        private final AtomicInteger count = new AtomicInteger();
        private final Set<Thread> started = ConcurrentHashMap.newKeySet();

        DaemonThreads(String name) {
            this.name = name;
        }

        @Override
        public Thread newThread(Runnable work) {
            Thread thread = new Thread(() -> run(work), name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            started.add(thread);
            return thread;
        }

        private void run(Runnable work) {
            try {
                work.run();
            } finally {
                started.remove(Thread.currentThread());
            }
        }
    }
}
