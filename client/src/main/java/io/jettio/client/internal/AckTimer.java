package io.jettio.client.internal;

import io.jettio.client.AckException;
import io.jettio.client.internal.concurrent.Strand;
import io.jettio.common.GuardedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One timer for the acks of a socket, that rings when the first of them is due. Where that one has been answered by then,
 * it is set to the next, which may then be a millisecond late: most acks come in time, and are not to cost a timer each.
 * Thread-safe.
 */
final class AckTimer {
    /** Between two rings: each looks at all acks. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Strand strand;
    private final Collection<PendingAck> pending;

    @GuardedBy("this")
    private Strand.@Nullable Timer timer;

    @GuardedBy("this")
    private long ringsAt;

    @GuardedBy("this")
    private boolean stopped;

    /** For the acks of a concurrent collection. */
    AckTimer(Strand strand, Collection<PendingAck> pending) {
        this.strand = strand;
        this.pending = pending;
    }

    /** An ack with this deadline is among those that are pending. */
    synchronized void watch(long deadline) {
        Strand.Timer set = timer;
        if (stopped || (set != null && ringsAt - deadline <= 0)) {
            return;
        }
        if (set != null) {
            set.cancel();
        }
        ringsAt = deadline;
        timer = strand.after(Duration.ofNanos(Math.max(0, deadline - strand.nanoTime())), this::ring);
    }

    /** None will be pending any more. */
    synchronized void stop() {
        stopped = true;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    // Strand.
    private void ring() {
        synchronized (this) {
            timer = null;
        }
        long now = strand.nanoTime();
        List<PendingAck> due = new ArrayList<>();
        PendingAck next = null;
        for (PendingAck ack : pending) {
            if (ack.deadline() - now <= 0) {
                due.add(ack);
            } else if (next == null || ack.deadline() - next.deadline() < 0) {
                next = ack;
            }
        }
        due.forEach(ack -> ack.fail(AckException.Reason.TIMEOUT));
        if (next != null) {
            long soonest = now + PAUSE_NANOS;
            watch(next.deadline() - soonest < 0 ? soonest : next.deadline());
        }
    }
}
