package io.jettio.server.internal.socketio;

import io.jettio.common.GuardedBy;
import io.jettio.common.time.Deadline;
import io.jettio.common.time.DeadlineQueue;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.AckException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
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

    /** A wait; without a deadline it ends by its answer, the disconnect, or whoever gives it up. */
    private record Pending(Waiter waiter, @Nullable Deadline deadline) {}

    private final DeadlineQueue deadlines;
    private final int most;
    private final LongSupplier ids;

    @GuardedBy("this")
    private @Nullable Map<Long, Pending> pending = new HashMap<>(4);

    /**
     * Makes an empty table.
     *
     * @param most how many waits it holds at the most
     * @param ids gives ids that no other wait in the namespace has, so that a broadcast has one for all its sockets
     */
    AckTable(DeadlineQueue deadlines, int most, LongSupplier ids) {
        this.deadlines = deadlines;
        this.most = most;
        this.ids = ids;
    }

    /** Begins to wait, without a timeout where that is zero; the id, or -1 where the waiter was failed at once. */
    long await(Waiter waiter, long timeoutNanos) {
        AckException.Reason refused;
        synchronized (this) {
            if (pending == null) {
                refused = AckException.Reason.DISCONNECTED;
            } else if (pending.size() >= most) {
                refused = AckException.Reason.TOO_MANY_PENDING;
            } else {
                long id = ids.getAsLong();
                Deadline deadline = timeoutNanos == 0
                        ? null
                        : deadlines.schedule(
                                deadlines.now() + timeoutNanos, () -> fail(id, AckException.Reason.TIMEOUT));
                pending.put(id, new Pending(waiter, deadline));
                return id;
            }
        }
        waiter.failed(refused);
        return -1;
    }

    /** Begins to wait for an ack whose id and end are somebody else's; whether the waiter was not failed at once. */
    boolean await(long id, Waiter waiter) {
        AckException.Reason refused;
        synchronized (this) {
            if (pending == null) {
                refused = AckException.Reason.DISCONNECTED;
            } else if (pending.size() >= most) {
                refused = AckException.Reason.TOO_MANY_PENDING;
            } else {
                pending.put(id, new Pending(waiter, null));
                return true;
            }
        }
        waiter.failed(refused);
        return false;
    }

    /** How many waits there are. */
    synchronized int size() {
        return pending == null ? 0 : pending.size();
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
        if (taken != null && taken.deadline() != null) {
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
            if (failed.deadline() != null) {
                deadlines.cancel(failed.deadline());
            }
            failed.waiter().failed(AckException.Reason.DISCONNECTED);
        }
    }
}
