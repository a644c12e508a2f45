package io.jettio.common.run;

import io.jettio.common.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the connections that a drained batch of handlers wrote to, and flushes each once at the batch's end: one write
 * for a batch instead of one for a packet. Order within a connection is its queue's and is not touched by this.
 *
 * <p>A handler may block after it sent something. Therefore {@link FlushGuard} flushes what has waited longer than
 * {@link FlushGuard#PATIENCE_NANOS}.
 *
 * <p>Entered, used and left by one thread; the guard takes from it under the lock.
 */
public final class FlushScope {
    private static final ThreadLocal<FlushScope> CURRENT = new ThreadLocal<>();

    /** Something that has packets to send. */
    public interface Target {
        /** Sends what is queued, as far as the transport takes it. */
        void flush();
    }

    private final FlushGuard guard;
    private boolean entered; // only by the owning thread

    @GuardedBy("this")
    private List<Target> dirty = new ArrayList<>();

    @GuardedBy("this")
    private long dirtySince;

    @GuardedBy("this")
    private boolean watched;

    FlushScope(FlushGuard guard) {
        this.guard = guard;
    }

    /** The scope of this thread that defers flushes now, or null. */
    public static @Nullable FlushScope current() {
        FlushScope scope = CURRENT.get();
        return scope != null && scope.entered ? scope : null;
    }

    /** Flushes at once what this thread deferred; to be called before it blocks. */
    public static void flushNow() {
        FlushScope scope = current();
        if (scope != null) {
            scope.flush();
        }
    }

    /** Makes the scope of this thread. */
    static FlushScope ofThread(FlushGuard guard) {
        FlushScope scope = CURRENT.get();
        if (scope == null || scope.guard != guard) {
            scope = new FlushScope(guard);
            CURRENT.set(scope);
        }
        return scope;
    }

    boolean isOf(FlushGuard candidate) {
        return guard == candidate;
    }

    void enter() {
        entered = true;
    }

    void exit() {
        entered = false;
        flush();
    }

    /** Remembers a target for the end of the scope; to flush one twice is no harm, and seldom happens. */
    public void defer(Target target) {
        boolean first;
        synchronized (this) {
            if (dirty.isEmpty()) {
                dirtySince = guard.now();
            }
            if (dirty.isEmpty() || dirty.get(dirty.size() - 1) != target) {
                dirty.add(target);
            }
            first = !watched;
            watched = true;
        }
        if (first) {
            guard.watch(this);
        }
    }

    /** For the guard: flushes what waits for too long; false where the scope need not be watched any more. */
    boolean check(long now, long patience) {
        synchronized (this) {
            if (dirty.isEmpty()) {
                watched = false;
                return false;
            }
            if (now - dirtySince < patience) {
                return true;
            }
        }
        flush();
        return true;
    }

    private void flush() {
        List<Target> targets;
        synchronized (this) {
            if (dirty.isEmpty()) {
                return;
            }
            targets = dirty;
            dirty = new ArrayList<>();
        }
        for (Target target : targets) {
            try {
                target.flush();
            } catch (RuntimeException | Error e) {
                guard.failed(e); // a defect of ours in one connection must not hold up the others
            }
        }
    }
}
