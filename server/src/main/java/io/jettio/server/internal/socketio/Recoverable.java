package io.jettio.server.internal.socketio;

import io.jettio.server.adapter.SessionClaim;
import io.jettio.server.internal.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a socket has where clients are recovered: its private id, and the session whose place it takes, if there is one. */
final class Recoverable {
    @GuardedBy("this")
    private @Nullable String pid;

    @GuardedBy("this")
    private @Nullable SessionClaim claim;

    /** Whether it has, or had, a session whose id it goes by; not any more once that was used. */
    @GuardedBy("this")
    private boolean took;

    /** Whether the session is being resumed, which ends in {@link #used}. */
    @GuardedBy("this")
    private boolean using;

    /** Whether it is on its way out, and takes nothing any more. */
    @GuardedBy("this")
    private boolean going;

    /** Whether it is out, and what it had was given back. */
    @GuardedBy("this")
    private boolean gone;

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
        if (!going) {
            pid = made;
        }
        return !going;
    }

    /** Keeps a session until the middlewares have judged; false where the socket is gone already. */
    synchronized boolean keep(SessionClaim found) {
        if (!take(found.session().pid())) {
            return false;
        }
        claim = found;
        took = true;
        return true;
    }

    synchronized boolean hasClaim() {
        return claim != null;
    }

    /** The session that is kept, for whoever resumes it and then calls {@link #used}; null where there is none. */
    synchronized @Nullable SessionClaim use() {
        SessionClaim kept = claim;
        claim = null;
        using = kept != null;
        return kept;
    }

    /** Whether its end gave its session back, with the id that somebody else may have by now. */
    synchronized boolean hasGivenBack() {
        return took && claim == null && !using;
    }

    /** The session was resumed, or could not be, and was given back. */
    void used() {
        boolean out;
        synchronized (this) {
            using = false;
            took = false;
            out = going;
        }
        if (out) {
            out();
        }
    }

    /** The application was told of its end, or need not be. */
    void gone() {
        SessionClaim unused;
        synchronized (this) {
            going = true;
            if (using) {
                return;
            }
            unused = claim;
            claim = null;
        }
        if (unused != null) {
            unused.giveBack();
        }
        out();
    }

    private void out() {
        List<Runnable> told;
        synchronized (this) {
            gone = true;
            told = waiting;
            waiting = List.of();
        }
        told.forEach(Runnable::run);
    }

    /** Does something when it is gone, which may be now. */
    void whenGone(Runnable action) {
        synchronized (this) {
            if (!gone) {
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
