package io.jettio.server.internal.socketio;

import io.jettio.common.GuardedBy;
import io.jettio.server.adapter.SessionClaim;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a socket has where clients are recovered: its private id, and the session whose place it takes, if there is one. */
final class Recoverable {
    /** What became of the session whose id the socket goes by. */
    private enum Held {
        /** There is none, or its place was taken. */
        NOTHING,
        KEPT,
        /** It is being resumed, which ends in {@link #used}. */
        IN_USE,
        /** The socket's end gave it back, with the id that somebody else may have by now. */
        GIVEN_BACK
    }

    private enum Life {
        HERE,
        /** It takes nothing any more. */
        GOING,
        /** It is out, and what it had was given back. */
        GONE
    }

    @GuardedBy("this")
    private @Nullable String pid;

    @GuardedBy("this")
    private @Nullable SessionClaim claim;

    @GuardedBy("this")
    private Held held = Held.NOTHING;

    @GuardedBy("this")
    private Life life = Life.HERE;

    @GuardedBy("this")
    private List<Runnable> waiting = List.of();

    private volatile boolean recovered;
    private volatile boolean lost;

    boolean recovered() {
        return recovered;
    }

    /** The session's place was taken. */
    void resumed() {
        recovered = true;
    }

    /** Its connection is lost, and its client may come back. */
    void lost() {
        lost = true;
    }

    boolean mayComeBack() {
        return lost;
    }

    /** The private id, if it has one yet. */
    synchronized @Nullable String pid() {
        return pid;
    }

    /** Gives it the private id by which its client will find it, in place of another; false where it is gone already. */
    synchronized boolean take(String made) {
        if (life != Life.HERE) {
            return false;
        }
        pid = made;
        return true;
    }

    /** Keeps a session until the middlewares have judged; false where the socket is gone already. */
    synchronized boolean keep(SessionClaim found) {
        if (!take(found.session().pid())) {
            return false;
        }
        claim = found;
        held = Held.KEPT;
        return true;
    }

    synchronized boolean hasClaim() {
        return held == Held.KEPT;
    }

    /** The session that is kept, for whoever resumes it and then calls {@link #used}; null where there is none. */
    synchronized @Nullable SessionClaim use() {
        SessionClaim kept = claim;
        claim = null;
        if (kept != null) {
            held = Held.IN_USE;
        }
        return kept;
    }

    /** Whether its end gave its session back, with the id that somebody else may have by now. */
    synchronized boolean hasGivenBack() {
        return held == Held.GIVEN_BACK;
    }

    /** The session was resumed, or could not be, and was given back. */
    void used() {
        boolean out;
        synchronized (this) {
            held = Held.NOTHING;
            out = life == Life.GOING;
        }
        if (out) {
            out();
        }
    }

    /** The application was told of its end, or need not be. */
    void gone() {
        SessionClaim unused;
        synchronized (this) {
            life = Life.GOING;
            if (held == Held.IN_USE) {
                return;
            }
            unused = claim;
            claim = null;
            if (unused != null) {
                held = Held.GIVEN_BACK;
            }
        }
        if (unused != null) {
            unused.giveBack();
        }
        out();
    }

    private void out() {
        List<Runnable> told;
        synchronized (this) {
            life = Life.GONE;
            told = waiting;
            waiting = List.of();
        }
        told.forEach(Runnable::run);
    }

    /** Does something when it is gone, which may be now. */
    void whenGone(Runnable action) {
        synchronized (this) {
            if (life != Life.GONE) {
                if (waiting.isEmpty()) {
                    waiting = new ArrayList<>(1);
                }
                waiting.add(action);
                return;
            }
        }
        action.run();
    }
}
