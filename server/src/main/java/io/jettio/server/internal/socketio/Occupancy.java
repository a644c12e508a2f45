package io.jettio.server.internal.socketio;

import io.jettio.common.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a namespace is open, and who keeps it: everybody counts from before being judged until the end of the socket.
 * Its lock is held for a few instructions, and nothing is called meanwhile.
 */
final class Occupancy {
    @GuardedBy("this")
    private int inside;

    @GuardedBy("this")
    private boolean kept;

    @GuardedBy("this")
    private boolean adapterClosed;

    /** What waits until the listeners for new namespaces have returned; null from then on. */
    @GuardedBy("this")
    private @Nullable List<Runnable> waiting = new ArrayList<>(1);

    @GuardedBy("this")
    private boolean announced;

    private volatile boolean closed; // written under the lock

    /** One more is inside, unless it is closed. */
    synchronized boolean enter() {
        if (closed) {
            return false;
        }
        inside++;
        return true;
    }

    /** One less; whether nobody is left. */
    synchronized boolean leave() {
        return --inside == 0;
    }

    /** From now on it stays when it is empty, unless it is closed. */
    synchronized boolean keep() {
        kept = true;
        return !closed;
    }

    boolean isClosed() {
        return closed;
    }

    /** Closes it; whether this was it. */
    synchronized boolean close() {
        boolean first = !closed;
        closed = true;
        return first;
    }

    /** Closes it if nobody is inside and nothing keeps it; whether this was it. */
    synchronized boolean closeIfEmpty() {
        return inside == 0 && !kept && close();
    }

    /** Whether the adapter is to be closed now, because it is closed and nobody is inside; said once. */
    synchronized boolean takeAdapterClose(boolean inAnyCase) {
        if (adapterClosed || !(inAnyCase || (closed && inside == 0))) {
            return false;
        }
        adapterClosed = true;
        return true;
    }

    /** Whether the caller is the one to tell of the new namespace. */
    synchronized boolean takeAnnouncement() {
        boolean first = !announced;
        announced = true;
        return first;
    }

    /** Does it when everybody was told of the new namespace. */
    void whenReady(Runnable action) {
        synchronized (this) {
            if (waiting != null) {
                waiting.add(action);
                return;
            }
        }
        action.run();
    }

    void ready() {
        List<Runnable> actions;
        synchronized (this) {
            actions = waiting == null ? List.of() : waiting;
            waiting = null;
        }
        actions.forEach(Runnable::run);
    }
}
