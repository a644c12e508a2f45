package io.jettio.server.internal.engine;

import io.jettio.common.GuardedBy;
import io.jettio.server.observe.ServerHealth;
import io.jettio.server.observe.ServerObserver;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a server stands between its start and its end. Each step goes in one order: health says so, observers are told,
 * then it happens. Thread-safe; observers are called outside the lock.
 */
public final class Life {
    /** What observers were told last. */
    private enum Told {
        STOPPED,
        STARTED,
        DRAINING,
        STOPPING
    }

    private final EngineCore core;

    @GuardedBy("this")
    private Told told = Told.STOPPED;

    @GuardedBy("this")
    private @Nullable Drain draining;

    @GuardedBy("this")
    private @Nullable CompletableFuture<Void> suspending;

    /** Written under the lock, before what it announces. */
    private volatile ServerHealth.State state = ServerHealth.State.ACCEPTING;

    // What is in force; each follows what announces it.
    private volatile @Nullable Drain drain;
    private volatile @Nullable CompletableFuture<Void> suspended;
    private volatile boolean closed;

    private volatile boolean ownCarrier;

    Life(EngineCore core) {
        this.core = core;
    }

    /** Whether handshakes are taken; before the first is refused, this says so. */
    public ServerHealth.State state() {
        return state;
    }

    /** Whether no new session is taken. */
    boolean isEnding() {
        return closed || drain != null || suspended != null;
    }

    /** Whether no session may stay. */
    boolean hasEnded() {
        return closed || suspended != null;
    }

    /** A carrier has begun to bring requests; where it is our own, {@link #listening()} says so. */
    public void started() {
        if (!closed && !ownCarrier) {
            tellStarted();
        }
    }

    /** A carrier of our own is about to start; or it could not. */
    void ownCarrier(boolean own) {
        ownCarrier = own;
    }

    /** The carrier of our own listens, and whoever is told can ask on which port. */
    void listening() {
        tellStarted();
    }

    private void tellStarted() {
        tell(EnumSet.of(Told.STOPPED), Told.STARTED, ServerObserver::started);
    }

    /** Everything has ended, or the carrier has. */
    public void stopped() {
        tell(EnumSet.of(Told.STOPPING), Told.STOPPED, ServerObserver::stopped);
    }

    /** No new session is taken; the one drain that there is. */
    CompletableFuture<Integer> drain() {
        Drain begun;
        synchronized (this) {
            if (draining != null) {
                return draining.result();
            }
            begun = new Drain(core);
            draining = begun;
            if (state == ServerHealth.State.ACCEPTING) {
                state = ServerHealth.State.DRAINING;
            }
        }
        tell(EnumSet.of(Told.STARTED), Told.DRAINING, ServerObserver::draining);
        drain = begun;
        begun.begin();
        return begun.result();
    }

    /** No session is taken from now on, for ever. */
    void close() {
        synchronized (this) {
            state = ServerHealth.State.CLOSED;
        }
        tellStopping();
        closed = true;
    }

    /**
     * Takes no new session, and closes every session after sending what it has queued, until {@link #resume()}. Waits for
     * nothing but observers. Idempotent.
     *
     * @return done when the last session is gone, on any thread
     */
    public CompletableFuture<Void> suspend() {
        CompletableFuture<Void> gone;
        synchronized (this) {
            if (suspending != null) {
                return suspending;
            }
            gone = new CompletableFuture<>();
            suspending = gone;
            state = ServerHealth.State.CLOSED;
        }
        tellStopping();
        suspended = gone;
        core.closeSessions();
        if (core.size() == 0) {
            gone.complete(null);
        }
        return gone;
    }

    /** Takes new sessions again after {@link #suspend()}. */
    public synchronized void resume() {
        suspending = null;
        suspended = null;
        if (!closed) {
            state = draining == null ? ServerHealth.State.ACCEPTING : ServerHealth.State.DRAINING;
        }
    }

    /** Whether {@link #suspend()} is in force. */
    public boolean isSuspended() {
        return suspended != null;
    }

    /** The last session has gone. */
    void allGone() {
        Drain running = drain;
        if (running != null) {
            running.allGone();
        }
        CompletableFuture<Void> awaited = suspended;
        if (awaited != null) {
            awaited.complete(null);
        }
    }

    private void tellStopping() {
        tell(EnumSet.of(Told.STARTED, Told.DRAINING), Told.STOPPING, ServerObserver::stopping);
    }

    private void tell(Set<Told> after, Told now, Consumer<ServerObserver> what) {
        synchronized (this) {
            if (!after.contains(told)) {
                return;
            }
            told = now;
        }
        Observers observers = core.observers();
        if (observers != null) {
            observers.tell(what);
        }
    }
}
