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
        if (!gone) {
            pid = made;
        }
        return !gone;
    }

    /** Keeps a session until the middlewares have judged; false where the socket is gone already. */
    synchronized boolean keep(SessionClaim found) {
        if (!take(found.session().pid())) {
            return false;
        }
        claim = found;
        return true;
    }

    synchronized boolean hasClaim() {
        return claim != null;
    }

    /** The session that is kept, for whoever uses it or gives it back. */
    synchronized @Nullable SessionClaim takeClaim() {
        SessionClaim kept = claim;
        claim = null;
        return kept;
    }

    /** The application was told of its end, or need not be. */
    void gone() {
        SessionClaim unused;
        List<Runnable> told;
        synchronized (this) {
            gone = true;
            unused = takeClaim();
            told = waiting;
            waiting = List.of();
        }
        if (unused != null) {
            unused.giveBack();
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
