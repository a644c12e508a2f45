package io.jettio.common.run;

import io.jettio.common.Loggers;
import io.jettio.common.time.Deadline;
import io.jettio.common.time.DeadlineQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that nothing waits long in a {@link FlushScope} whose handler blocks. It looks every
 * {@link #PATIENCE_NANOS} while some scope has something, and not at all otherwise. Thread-safe.
 */
final class FlushGuard {
    /** How long a packet may wait for its batch to end: longer than a batch of quick handlers, shorter than anybody sees. */
    static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private static final Logger LOG = LoggerFactory.getLogger(Loggers.COMMON);

    private final DeadlineQueue deadlines;
    private final Queue<FlushScope> arriving = new ConcurrentLinkedQueue<>();
    private final List<FlushScope> watched = new ArrayList<>(); // only by the timer
    private final AtomicBoolean armed = new AtomicBoolean();
    private final Deadline look;

    FlushGuard(DeadlineQueue deadlines) {
        this.deadlines = deadlines;
        this.look = deadlines.unarmed(this::look);
    }

    /** The time by which waiting is measured; a pause of the process does not matter here. */
    long now() {
        return System.nanoTime();
    }

    void failed(Throwable defect) {
        LOG.error("a connection could not be flushed", defect);
    }

    void watch(FlushScope scope) {
        arriving.add(scope);
        if (armed.compareAndSet(false, true)) {
            deadlines.reschedule(look, deadlines.now() + PATIENCE_NANOS);
        }
    }

    private void look() {
        for (FlushScope scope = arriving.poll(); scope != null; scope = arriving.poll()) {
            watched.add(scope);
        }
        long now = now();
        watched.removeIf(scope -> !scope.check(now, PATIENCE_NANOS));
        if (watched.isEmpty()) {
            armed.set(false);
            if (arriving.isEmpty() || !armed.compareAndSet(false, true)) {
                return;
            }
        }
        deadlines.reschedule(look, deadlines.now() + PATIENCE_NANOS);
    }
}
