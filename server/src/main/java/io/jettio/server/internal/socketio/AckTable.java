package io.jettio.server.internal.socketio;

import io.jettio.protocol.socketio.Payload;
import io.jettio.server.AckException;
import io.jettio.server.internal.GuardedBy;
import io.jettio.server.internal.time.Deadline;
import io.jettio.server.internal.time.DeadlineQueue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The acks that one socket's client owes. Each ends exactly once: by its answer, its timeout, or the disconnect.
 * Thread-safe; waiters are told outside the lock.
 */
final class AckTable {
    /** Told how a wait for an ack ended; called on an I/O thread or the timer, and must not run user code. */
    interface Waiter {
        void answered(Payload arguments);

        void failed(AckException.Reason reason);
    }

    private record Pending(Waiter waiter, Deadline deadline) {}

    private final DeadlineQueue deadlines;
    private final int most;

    @GuardedBy("this")
    private @Nullable Map<Long, Pending> pending = new HashMap<>(4);

    @GuardedBy("this")
    private long nextId;

    AckTable(DeadlineQueue deadlines, int most) {
        this.deadlines = deadlines;
        this.most = most;
    }

    /** Begins to wait; the id, or -1 where the waiter was failed at once. */
    long await(Waiter waiter, long timeoutNanos) {
        AckException.Reason refused;
        synchronized (this) {
            if (pending == null) {
                refused = AckException.Reason.DISCONNECTED;
            } else if (pending.size() >= most) {
                refused = AckException.Reason.TOO_MANY_PENDING;
            } else {
                long id = nextId++;
                Deadline deadline =
                        deadlines.schedule(deadlines.now() + timeoutNanos, () -> fail(id, AckException.Reason.TIMEOUT));
                pending.put(id, new Pending(waiter, deadline));
                return id;
            }
        }
        waiter.failed(refused);
        return -1;
    }

    /** An ack came; one that nobody waits for (any more) is ignored. */
    void answer(long id, Payload arguments) {
        Pending answered = take(id);
        if (answered != null) {
            answered.waiter().answered(arguments);
        }
    }

    /** Gives a wait up. */
    void fail(long id, AckException.Reason reason) {
        Pending failed = take(id);
        if (failed != null) {
            failed.waiter().failed(reason);
        }
    }

    private synchronized @Nullable Pending take(long id) {
        Pending taken = pending == null ? null : pending.remove(id);
        if (taken != null) {
            deadlines.cancel(taken.deadline());
        }
        return taken;
    }

    /** Fails everything that waits, and from now on everything at once. */
    void close() {
        List<Pending> rest;
        synchronized (this) {
            if (pending == null) {
                return;
            }
            rest = new ArrayList<>(pending.values());
            pending = null;
        }
        for (Pending failed : rest) {
            deadlines.cancel(failed.deadline());
            failed.waiter().failed(AckException.Reason.DISCONNECTED);
        }
    }
}
