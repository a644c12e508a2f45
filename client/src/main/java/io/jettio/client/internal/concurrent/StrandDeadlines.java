package io.jettio.client.internal.concurrent;

import io.jettio.common.time.DeadlineQueue;
import java.time.Duration;

/** A queue of deadlines that is run on a strand. */
final class StrandDeadlines {
    private final Strand strand;
    private final DeadlineQueue queue;

    // Strand.
    private Strand.Timer wakeUp = () -> {};

    StrandDeadlines(Strand strand) {
        this.strand = strand;
        this.queue = new DeadlineQueue(System::nanoTime, () -> strand.execute(this::run));
    }

    DeadlineQueue queue() {
        return queue;
    }

    private void run() {
        wakeUp.cancel();
        long delay = queue.runDue();
        wakeUp = delay == Long.MAX_VALUE ? () -> {} : strand.after(Duration.ofNanos(delay), this::run);
    }
}
