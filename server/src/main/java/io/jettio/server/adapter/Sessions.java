package io.jettio.server.adapter;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of sockets that are away, in the order in which they went. Bounded; guarded by the lock of the
 * {@link InMemoryAdapter} that it belongs to.
 */
final class Sessions {
    private final int max;
    private final long keptNanos;
    private final Map<String, Session> byPid = new LinkedHashMap<>();
    private final Set<String> sids = new HashSet<>();

    /** A socket that is away. */
    static final class Session {
        final SessionSnapshot snapshot;
        final Track track;
        /** The number of the last event before it went. */
        final long gone;

        final long expiresNanos;
        boolean claimed;

        Session(SessionSnapshot snapshot, Track track, long gone, long expiresNanos) {
            this.snapshot = snapshot;
            this.track = track;
            this.gone = gone;
            this.expiresNanos = expiresNanos;
        }
    }

    Sessions(RecoveryOptions options) {
        this.max = options.maxSessions();
        this.keptNanos = options.maxDisconnectionDuration().toNanos();
    }

    boolean isEmpty() {
        return byPid.isEmpty();
    }

    /** Whether a socket of this id is away. */
    boolean holds(String sid) {
        return sids.contains(sid);
    }

    /** When the next session ends; there must be one. */
    long nextNanos() {
        return byPid.values().iterator().next().expiresNanos;
    }

    void add(SessionSnapshot snapshot, Track track, long gone, long nanos) {
        remove(byPid.get(snapshot.pid()));
        if (byPid.size() == max) {
            remove(byPid.values().iterator().next());
        }
        byPid.put(snapshot.pid(), new Session(snapshot, track, gone, nanos + keptNanos));
        sids.add(snapshot.sid());
    }

    /** The session of a private id, unless it is claimed. */
    @Nullable
    Session find(String pid) {
        Session session = byPid.get(pid);
        return session == null || session.claimed ? null : session;
    }

    boolean holds(Session session) {
        return byPid.get(session.snapshot.pid()) == session;
    }

    void remove(@Nullable Session session) {
        if (session != null && byPid.remove(session.snapshot.pid(), session)) {
            sids.remove(session.snapshot.sid());
        }
    }

    /** Removes those whose time is over; who is claimed is kept until it is given back. */
    void expire(long nanos) {
        for (Iterator<Session> oldest = byPid.values().iterator(); oldest.hasNext(); ) {
            Session session = oldest.next();
            if (nanos - session.expiresNanos < 0) {
                return;
            }
            if (!session.claimed) {
                oldest.remove();
                sids.remove(session.snapshot.sid());
            }
        }
    }

    void clear() {
        byPid.clear();
        sids.clear();
    }
}
