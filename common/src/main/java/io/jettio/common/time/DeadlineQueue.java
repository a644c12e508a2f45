package io.jettio.common.time;

import io.jettio.common.GuardedBy;
import io.jettio.common.Loggers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All deadlines of a server: an indexed binary heap, so that an entry is moved or taken out in logarithmic time and
 * nothing stale is kept. Thread-safe. Actions run on the thread that calls {@link #runDue()}, outside the lock; they are
 * ours, short, and never application code.
 *
 * <p>The queue's clock is monotonic and stands still while the process does: a wake-up that comes more than
 * {@link #PAUSE_NANOS} after it was due, or a look at the clock that long after the last tick, means that the process was
 * paused, and the time lost (with a grace to read what waits in the network buffers) is taken out of the clock.
 */
public final class DeadlineQueue {
    /** While anything is armed the queue asks to be run at least this often, so that a pause is seen in its length. */
    static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** How late a tick may be before it counts as a pause of the process. */
    static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final Logger LOG = LoggerFactory.getLogger(Loggers.COMMON);

    private final LongSupplier nanoTime;
    private final Runnable onEarlier;

    @GuardedBy("this")
    private @Nullable Deadline[] heap = new Deadline[64];

    @GuardedBy("this")
    private int size;

    @GuardedBy("this")
    private long lost;

    @GuardedBy("this")
    private long lastTick;

    @GuardedBy("this")
    private long wakeAt = Long.MAX_VALUE;

    /**
     * Makes an empty queue.
     *
     * @param nanoTime a monotonic clock in nanoseconds
     * @param onEarlier told when the queue has to be run earlier than the last {@link #runDue()} asked for
     */
    public DeadlineQueue(LongSupplier nanoTime, Runnable onEarlier) {
        this.nanoTime = nanoTime;
        this.onEarlier = onEarlier;
        this.lastTick = nanoTime.getAsLong();
    }

    /** The queue's time in nanoseconds; only differences mean anything. */
    public synchronized long now() {
        return advance();
    }

    /** Adds something to be done at a time of this queue's clock. */
    public Deadline schedule(long when, Runnable action) {
        Deadline deadline = new Deadline(action);
        reschedule(deadline, when);
        return deadline;
    }

    /** Makes a deadline that is armed by {@link #reschedule}. */
    public Deadline unarmed(Runnable action) {
        return new Deadline(action);
    }

    /** Moves a deadline, or puts it back in if it was done or cancelled. */
    public void reschedule(Deadline deadline, long when) {
        boolean earlier;
        synchronized (this) {
            if (size == 0) {
                lastTick = nanoTime.getAsLong();
            }
            deadline.when = when;
            if (deadline.index == Deadline.OUT) {
                if (size == heap.length) {
                    heap = Arrays.copyOf(heap, size * 2);
                }
                deadline.index = size;
                heap[size++] = deadline;
                up(deadline);
            } else {
                up(deadline);
                down(deadline);
            }
            earlier = deadline.index == 0 && when < wakeAt;
            if (earlier) {
                wakeAt = when;
            }
        }
        if (earlier) {
            onEarlier.run();
        }
    }

    /** Takes a deadline out; afterwards its action does not start. Does nothing where it is out already. */
    public synchronized void cancel(Deadline deadline) {
        remove(deadline);
    }

    /**
     * Runs what is due.
     *
     * @return nanoseconds until the next call is due, or {@link Long#MAX_VALUE} while nothing is armed
     */
    public long runDue() {
        List<Runnable> due = new ArrayList<>();
        long delay;
        synchronized (this) {
            long now = advance();
            while (size > 0 && first().when - now <= 0) {
                Deadline deadline = first();
                remove(deadline);
                due.add(deadline.action);
            }
            wakeAt = size == 0 ? Long.MAX_VALUE : Math.min(first().when, now + TICK_NANOS);
            delay = size == 0 ? Long.MAX_VALUE : wakeAt - now;
        }
        for (Runnable action : due) {
            try {
                action.run();
            } catch (RuntimeException | Error e) {
                LOG.error("a deadline's action failed", e);
            }
        }
        return due.isEmpty() ? delay : 0;
    }

    /** The number of armed deadlines. */
    public synchronized int size() {
        return size;
    }

    @GuardedBy("this")
    private long advance() {
        long real = nanoTime.getAsLong();
        long late = real - lastTick - TICK_NANOS;
        if (size > 0 && late > PAUSE_NANOS) {
            // All the time since the last tick, and a grace in which what arrived meanwhile is read.
            lost += real - lastTick + PAUSE_NANOS;
            LOG.debug("the process was paused for about {} ms", TimeUnit.NANOSECONDS.toMillis(late));
        }
        lastTick = real;
        return real - lost;
    }

    @GuardedBy("this")
    private Deadline first() {
        return at(0);
    }

    @GuardedBy("this")
    private Deadline at(int index) {
        return java.util.Objects.requireNonNull(heap[index]);
    }

    @GuardedBy("this")
    private void remove(Deadline deadline) {
        int hole = deadline.index;
        if (hole == Deadline.OUT) {
            return;
        }
        deadline.index = Deadline.OUT;
        Deadline last = at(--size);
        heap[size] = null;
        if (last != deadline) {
            heap[hole] = last;
            last.index = hole;
            up(last);
            down(last);
        }
    }

    @GuardedBy("this")
    private void up(Deadline deadline) {
        while (deadline.index > 0) {
            Deadline parent = at((deadline.index - 1) >>> 1);
            if (parent.when - deadline.when <= 0) {
                return;
            }
            swap(parent, deadline);
        }
    }

    @GuardedBy("this")
    private void down(Deadline deadline) {
        while (true) {
            int left = deadline.index * 2 + 1;
            if (left >= size) {
                return;
            }
            Deadline child = at(left);
            if (left + 1 < size && at(left + 1).when - child.when < 0) {
                child = at(left + 1);
            }
            if (deadline.when - child.when <= 0) {
                return;
            }
            swap(deadline, child);
        }
    }

    /** Exchanges a parent with its child. */
    @GuardedBy("this")
    private void swap(Deadline parent, Deadline child) {
        int top = parent.index;
        parent.index = child.index;
        child.index = top;
        heap[parent.index] = parent;
        heap[child.index] = child;
    }
}
