package io.jettio.server.adapter;

/**
 * What is noted of one socket while it is connected, so that it can be said later what it missed. Guarded by the lock of
 * the {@link InMemoryAdapter} that it belongs to.
 */
final class Track {
    private final EventLog log;
    private final long begun;
    private final EventLog.RoomHistory history = new EventLog.RoomHistory();
    private final Silence silence;

    /** Begins with the next event of a log. */
    Track(EventLog log, long silenceNanos) {
        this.log = log;
        this.begun = log.last();
        this.silence = new Silence(silenceNanos);
    }

    /** The number of the last event before the socket was there. */
    long begun() {
        return begun;
    }

    EventLog.RoomHistory history() {
        return history;
    }

    void changed(String room, boolean joined) {
        log.changed(history, room, joined);
    }

    /** An event was for it. */
    void sent(long seq, long nanos) {
        silence.sent(seq, nanos);
    }

    /** Whether nothing was for it between two numbers, both left out. */
    boolean nothingBetween(long after, long before) {
        return silence.nothingBetween(after, before);
    }
}
