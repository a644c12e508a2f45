package io.jettio.server.adapter;

import io.jettio.protocol.socketio.EventPacket;
import io.jettio.server.adapter.Sessions.Session;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link InMemoryAdapter} keeps for clients that come back: the log of events, and the sessions of the sockets that
 * are away. Guarded by the lock of the adapter; only the timer's action takes that lock itself.
 *
 * <p>An event is kept until nobody who may still come back can have missed it: for as long as a client may be away, as long
 * as a loss may go unnoticed before that, and as long again, so that {@link Silence} is certain.
 */
final class Recovery {
    private static final long LEAST_DELAY = TimeUnit.SECONDS.toNanos(1);
    private static final int RADIX = 36;

    private final InMemoryAdapter lock;
    private final LocalSockets sockets;
    private final EventLog log;
    private final Sessions sessions;
    private final long unnoticedNanos;
    private final long keptNanos;

    /** Tells the offsets of this log from those of another server, or of this one before it was started anew. */
    private final String incarnation;

    /** What was sent to the whole namespace; what was sent to some is noted with each. */
    private final Silence wide;

    private @Nullable Cancellable timer;
    private boolean closed;

    Recovery(InMemoryAdapter lock, LocalSockets sockets, RecoveryOptions options) {
        this.lock = lock;
        this.sockets = sockets;
        this.log = new EventLog(options.maxEvents(), options.maxBytes());
        this.sessions = new Sessions(options);
        this.unnoticedNanos = sockets.unnoticed().toNanos();
        this.keptNanos = options.maxDisconnectionDuration().toNanos() + 2 * unnoticedNanos;
        this.wide = new Silence(unnoticedNanos);
        long random = ThreadLocalRandom.current().nextLong(1L << 36);
        this.incarnation = Long.toString(random + (1L << 36), RADIX) + ".";
    }

    Track newTrack() {
        return new Track(log, unnoticedNanos);
    }

    // ---------------------------------------------------------------- events

    /** Whether somebody may miss what is sent now; there is no use in keeping what nobody can. */
    boolean isOfUse(Rooms rooms) {
        return !closed && !(rooms.isEmpty() && sessions.isEmpty());
    }

    /** Whether a socket of this id is away, and may come back. */
    boolean awaits(String sid) {
        return sessions.holds(sid);
    }

    /**
     * Gives an event its place in the log.
     *
     * @param sid the socket that it is for, or null where the options say it
     * @return how the sockets are to be marked that it is for
     */
    Rooms.Mark append(EventPacket packet, BroadcastOptions options, @Nullable String sid) {
        long now = sockets.nanoTime();
        if (!options.flags().isVolatile()) {
            log.dropBefore(now - keptNanos);
            long at = log.append(
                    seq -> new MissedEvent(packet, options.flags().compress(), offset(seq)), options, sid, now);
            if (sid == null && options.rooms().isEmpty()) {
                wide.sent(at, now);
            }
            arm();
        }
        return new Rooms.Mark(log.last(), now);
    }

    /** The offset of an event, or of the last one where it is volatile. */
    String offset(long seq) {
        return incarnation + Long.toString(seq, RADIX);
    }

    /** The number in an offset; 0 where it is none of this log's. */
    private long seq(String offset) {
        if (offset.length() > 32 || !offset.startsWith(incarnation)) {
            return 0;
        }
        try {
            return Math.max(0, Long.parseLong(offset.substring(incarnation.length()), RADIX));
        } catch (NumberFormatException e) {
            return 0; // a client made it up
        }
    }

    // ---------------------------------------------------------------- sessions

    void persist(SessionSnapshot snapshot, Track track) {
        if (!closed) {
            long now = sockets.nanoTime();
            sessions.expire(now);
            sessions.add(snapshot, track, log.last(), now);
            arm();
        }
    }

    /** Finds a session, and keeps it from others; null where there is none, or where what was missed is not known. */
    @Nullable
    Session claim(String pid, String offset) {
        long now = sockets.nanoTime();
        sessions.expire(now);
        log.dropBefore(now - keptNanos);
        Session session = sessions.find(pid);
        if (session == null) {
            return null;
        }
        if (missed(session, offset) == null) {
            sessions.remove(session);
            return null;
        }
        session.claimed = true;
        return session;
    }

    /** What a session missed, or null where that is not known, or where the session is not there any more. */
    @Nullable
    List<MissedEvent> missed(Session session, String offset) {
        Track track = session.track;
        long from = Math.max(track.begun(), seq(offset));
        long reach = log.first() - 1;
        if (!sessions.holds(session)
                || from > log.last()
                || session.gone < reach
                || !wide.nothingBetween(from, log.first())
                || !track.nothingBetween(from, log.first())) {
            return null;
        }
        return log.after(Math.max(from, reach), session.snapshot.sid(), session.snapshot.rooms(), track.history());
    }

    /** What a session missed is on its way to the socket that takes its place. */
    void resumed(Session session, List<MissedEvent> missed) {
        long now = sockets.nanoTime();
        sessions.remove(session);
        for (MissedEvent event : missed) {
            session.track.sent(seq(event.offset()), now);
        }
    }

    void giveBack(Session session) {
        session.claimed = false;
        sessions.expire(sockets.nanoTime());
    }

    void remove(Session session) {
        sessions.remove(session);
    }

    // ---------------------------------------------------------------- time

    private void arm() {
        if (timer != null || closed) {
            return;
        }
        long now = sockets.nanoTime();
        long next = Long.MAX_VALUE;
        if (!log.isEmpty()) {
            next = log.oldestNanos() + keptNanos - now;
        }
        if (!sessions.isEmpty()) {
            next = Math.min(next, sessions.nextNanos() - now);
        }
        if (next != Long.MAX_VALUE) {
            timer = sockets.schedule(java.time.Duration.ofNanos(Math.max(next, LEAST_DELAY)), this::purge);
        }
    }

    private void purge() {
        synchronized (lock) {
            timer = null;
            long now = sockets.nanoTime();
            sessions.expire(now);
            log.dropBefore(now - keptNanos);
            arm();
        }
    }

    void close() {
        closed = true;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        log.clear();
        sessions.clear();
    }

    /** About how many bytes the events hold that are kept, with the changes of rooms between them. */
    long bytes() {
        return log.bytes();
    }
}
