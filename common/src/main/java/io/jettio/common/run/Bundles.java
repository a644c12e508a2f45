package io.jettio.common.run;

import io.jettio.common.Loggers;
import io.jettio.common.time.Deadline;
import io.jettio.common.time.DeadlineQueue;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that comes together and for which one thread will do, unless it is held up: to start or wake a thread costs more
 * than most handlers take. What of a bundle was not begun by the second look is for other threads. Thread-safe.
 */
final class Bundles {
    private static final Logger LOG = LoggerFactory.getLogger(Loggers.COMMON);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final String name;
    private final DeadlineQueue deadlines;
    private final Deadline look;

    /** Those of which some work was not begun yet. */
    private final Set<Bundle> waiting = ConcurrentHashMap.newKeySet();

    private final AtomicBoolean looking = new AtomicBoolean();

    /**
     * Makes an empty set.
     *
     * @param name begins the names of threads that help after their executor was closed
     * @param deadlines on which bundles are looked at, only while there are some that wait
     */
    Bundles(String name, DeadlineQueue deadlines) {
        this.name = name;
        this.deadlines = deadlines;
        this.look = deadlines.unarmed(this::look);
    }

    /**
     * Executes work in its order on one thread, or on more where that is held up.
     *
     * @throws RejectedExecutionException if the executor takes nothing; then none of it is run
     */
    void execute(Executor threads, List<Runnable> all) {
        Bundle bundle = new Bundle(threads, all);
        threads.execute(bundle);
        waiting.add(bundle); // and not before: what is rejected must not be helped with
        if (bundle.isTaken()) {
            waiting.remove(bundle);
        }
        lookAtWhatWaits();
    }

    private void lookAtWhatWaits() {
        if (!looking.get() && !waiting.isEmpty() && looking.compareAndSet(false, true)) {
            deadlines.reschedule(look, deadlines.now() + LOOK_NANOS);
        }
    }

    /** Has everything that waits begun, as far as threads allow: an executor is about to be closed. */
    void spread() {
        waiting.forEach(Bundle::spread);
    }

    private void look() {
        try {
            waiting.forEach(Bundle::look);
        } finally { // also where no thread can be had now
            looking.set(false);
            lookAtWhatWaits();
        }
    }

    private final class Bundle implements Runnable {
        private final Executor threads;
        private final List<Runnable> all;
        private final AtomicInteger taken = new AtomicInteger();
        private boolean seen; // only by the timer
        private final AtomicBoolean spread = new AtomicBoolean();

        Bundle(Executor threads, List<Runnable> all) {
            this.threads = threads;
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
                var unused = Thread.interrupted(); // it was meant for this work, and not for the next
            }
        }

        boolean isTaken() {
            return taken.get() >= all.size();
        }

        private @Nullable Runnable next() {
            int index = taken.getAndIncrement();
            if (index == all.size() - 1) {
                waiting.remove(this);
            }
            if (threads instanceof GrowingPool pool) {
                pool.begins();
            }
            return index < all.size() ? all.get(index) : null;
        }

        void look() {
            if (seen) {
                spread();
            }
            seen = true;
        }

        /** Gives what was not begun to other threads, once. */
        void spread() {
            if (!spread.compareAndSet(false, true)) {
                return;
            }
            try {
                for (int left = all.size() - taken.get(); left > 0; left--) {
                    threads.execute(this);
                }
            } catch (RejectedExecutionException closed) {
                LOG.trace("the executor is closed; one more thread helps with what it took before", closed);
                spread.set(false); // at the next look there may be another one
                Thread late = new Thread(this, name + "-handler-late");
                late.setDaemon(true);
                late.start();
            }
        }
    }
}
