package io.jettio.testing.internal;

import io.jettio.common.time.Deadline;
import io.jettio.common.time.DeadlineQueue;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that moves only when it is moved, and all deadlines that hang on it. Thread-safe; one thread moves it. */
public final class KitTime {
    /** Far below what the queues take for a pause of the process. */
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final AtomicLong nanos = new AtomicLong(1);
    private final DeadlineQueue own = new DeadlineQueue(nanos::get, () -> {});
    private final List<DeadlineQueue> queues = new CopyOnWriteArrayList<>(List.of(own));

    /** The clock. */
    public long nanoTime() {
        return nanos.get();
    }

    /** The kit's own deadlines. */
    DeadlineQueue queue() {
        return own;
    }

    /** Runs somebody's deadlines, too. */
    void add(DeadlineQueue queue) {
        queues.add(queue);
    }

    /** Something to do after a while; cancelled by what is returned. */
    Runnable after(Duration delay, Runnable task) {
        Deadline deadline = own.schedule(own.now() + delay.toNanos(), task);
        return () -> own.cancel(deadline);
    }

    /** Does what is due now; whether there was anything. */
    boolean runDue() {
        boolean any = false;
        for (DeadlineQueue queue : queues) {
            while (queue.runDue() == 0) {
                any = true;
            }
        }
        return any;
    }

    /**
     * Lets time pass in small steps.
     *
     * @param time how much
     * @param settle waits for what follows from each step
     */
    public void advance(Duration time, Runnable settle) {
        for (long left = time.toNanos(); left > 0; left -= STEP_NANOS) {
            nanos.addAndGet(Math.min(left, STEP_NANOS));
            while (runDue()) {
                settle.run();
            }
        }
    }
}
