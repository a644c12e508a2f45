package io.jettio.common.run;

import io.jettio.common.Loggers;
import io.jettio.common.time.Deadline;
import io.jettio.common.time.DeadlineQueue;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pool of daemon threads that is small while its work computes and grows while its work blocks: as many threads as
 * processors, and more as soon as work waits, none was begun for {@link #STALL_NANOS}, and no thread of the pool computes.
 * Threads that seem to compute may wait inside a native call (a socket's read), so that they count as blocked after
 * {@link #LOOKS_UNTIL_BLOCKED} looks. A pool that started a thread whenever all are busy would hold its maximum under
 * plain load and spend itself on context switches.
 */
final class GrowingPool extends ThreadPoolExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(Loggers.COMMON);
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

    /** Those of which some work was not begun yet. */
    private final Set<Bundle> bundles = ConcurrentHashMap.newKeySet();

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

    /** Executes work for which one thread will do, unless it is held up: only that one is woken. */
    void executeAll(List<Runnable> all) {
        Bundle bundle = new Bundle(all);
        super.execute(bundle);
        bundles.add(bundle); // and not before: what is rejected must not be helped with
        if (bundle.isTaken()) {
            bundles.remove(bundle);
        }
        lookAtWhatWaits();
    }

    private void lookAtWhatWaits() {
        if (!looking.get() && somethingWaits() && looking.compareAndSet(false, true)) {
            deadlines.reschedule(look, deadlines.now() + STALL_NANOS);
        }
    }

    private boolean somethingWaits() {
        return !getQueue().isEmpty() || !bundles.isEmpty();
    }

    /** Work that one thread does in its order; where that takes long, others help. */
    private final class Bundle implements Runnable {
        private final List<Runnable> all;
        private final AtomicInteger taken = new AtomicInteger();
        private boolean seen; // only by the timer
        private boolean spread; // only by the timer

        Bundle(List<Runnable> all) {
            this.all = all;
        }

        @Override
        public void run() {
            for (Runnable work = next(); work != null; work = next()) {
                try {
                    work.run();
                } catch (RuntimeException | Error defect) {
                    LOG.error("a task of ours failed", defect); // and does not take the rest with it
                }
            }
        }

        boolean isTaken() {
            return taken.get() >= all.size();
        }

        private @Nullable Runnable next() {
            int index = taken.getAndIncrement();
            if (index == all.size() - 1) {
                bundles.remove(this);
            }
            begun.lazySet(begun.get() + 1);
            return index < all.size() ? all.get(index) : null;
        }

        /** Called at each look: what has waited since the one before is for whoever has time. */
        private void look() {
            if (seen && !spread) {
                spread = true;
                spread();
            }
            seen = true;
        }

        private void spread() {
            try {
                for (int waiting = all.size() - taken.get(); waiting > 0; waiting--) {
                    GrowingPool.super.execute(this);
                }
            } catch (RejectedExecutionException closed) {
                LOG.trace("the pool is closed; one more thread helps with what it took before", closed);
                spread = false; // at the next look there may be another one
                getThreadFactory().newThread(this).start();
            }
        }
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable work) {
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
        bundles.forEach(Bundle::look);
        if (!somethingWaits()) {
            busyLooks = 0;
            looking.set(false);
            if (!somethingWaits() || !looking.compareAndSet(false, true)) {
                return;
            }
        } else if (!getQueue().isEmpty()) {
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
