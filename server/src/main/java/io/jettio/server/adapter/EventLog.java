package io.jettio.server.adapter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The last events of a namespace, numbered from 1 without a gap, so that one is found by subtraction; and between them
 * which sockets joined and left rooms, as far back as the events go. Bounded in events and in bytes, the changes of rooms
 * included; who holds it drops what is too old. Guarded by the lock of the {@link InMemoryAdapter} that it belongs to.
 */
final class EventLog {
    /** About what an event, and a change of rooms, hold beside their texts. */
    private static final int EVENT_BYTES = 240;

    private static final int CHANGE_BYTES = 96;
    private static final int ROOM_BYTES = 64;

    private final int maxEvents;
    private final long maxBytes;
    private @Nullable Logged[] ring = new Logged[16];
    private long first = 1;
    private long next = 1;
    private long bytes;
    private final Deque<Change> changes = new ArrayDeque<>();

    /** An event and for whom it was: for one socket, or for those in rooms. */
    private record Logged(
            MissedEvent event,
            BroadcastOptions options,
            @Nullable String sid,
            long nanos,
            long bytes) {
        boolean isFor(String who, Set<String> rooms) {
            if (sid != null) {
                return sid.equals(who);
            }
            return (options.rooms().isEmpty() || intersects(options.rooms(), rooms))
                    && !intersects(options.except(), rooms);
        }

        private static boolean intersects(Set<String> some, Set<String> rooms) {
            for (String room : some) {
                if (rooms.contains(room)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** A socket has joined or left a room; that holds for the events after a number. */
    private record Change(RoomHistory of, long after, String room, boolean joined, long bytes) {}

    /** What is known of the rooms that one socket was in. */
    static final class RoomHistory {
        private final Deque<Change> changes = new ArrayDeque<>(4);
    }

    EventLog(int maxEvents, long maxBytes) {
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
    }

    /** The number of the oldest event that is kept; one more than the last where none is. */
    long first() {
        return first;
    }

    /** The number of the last event that there was, kept or not; 0 before the first. */
    long last() {
        return next - 1;
    }

    boolean isEmpty() {
        return first == next;
    }

    /** About how many bytes are held. */
    long bytes() {
        return bytes;
    }

    /** When the oldest event came; there must be one. */
    long oldestNanos() {
        return at(first).nanos();
    }

    /**
     * Adds an event, and drops the oldest where there is no room.
     *
     * @param event makes what is kept, given its number
     * @param sid the socket that it is for, or null where the options say it
     * @return its number
     */
    long append(LongFunction<MissedEvent> event, BroadcastOptions options, @Nullable String sid, long nanos) {
        if (last() - first + 1 == maxEvents) {
            dropOldest();
        }
        if (next - first == ring.length) {
            grow();
        }
        MissedEvent made = event.apply(next);
        Logged logged = new Logged(made, options, sid, nanos, bytes(made, options));
        ring[index(next)] = logged;
        next++;
        bytes += logged.bytes();
        shrink();
        return next - 1;
    }

    private static long bytes(MissedEvent event, BroadcastOptions options) {
        long sum = EVENT_BYTES
                + event.packet().arguments().bytes()
                + 2L * event.packet().event().length();
        for (String room : options.rooms()) {
            sum += ROOM_BYTES + 2L * room.length();
        }
        for (String room : options.except()) {
            sum += ROOM_BYTES + 2L * room.length();
        }
        return sum;
    }

    private void grow() {
        @Nullable Logged[] larger = new Logged[ring.length * 2];
        for (long seq = first; seq < next; seq++) {
            larger[(int) (seq & (larger.length - 1))] = at(seq);
        }
        ring = larger;
    }

    private int index(long seq) {
        return (int) (seq & (ring.length - 1));
    }

    private Logged at(long seq) {
        return java.util.Objects.requireNonNull(ring[index(seq)]);
    }

    private void shrink() {
        while (bytes > maxBytes && !isEmpty()) {
            dropOldest();
        }
    }

    /** Drops the events that came before a time. */
    void dropBefore(long nanos) {
        while (!isEmpty() && oldestNanos() - nanos < 0) {
            dropOldest();
        }
    }

    /** Drops everything. */
    void clear() {
        while (!isEmpty()) {
            dropOldest();
        }
    }

    private void dropOldest() {
        bytes -= at(first).bytes();
        ring[index(first)] = null;
        first++;
        // A change that holds for all events that are left is not needed any more.
        for (Change oldest = changes.peek(); oldest != null && oldest.after() < first; oldest = changes.peek()) {
            changes.remove();
            oldest.of().changes.remove();
            bytes -= oldest.bytes();
        }
        if (isEmpty()) {
            ring = new Logged[16];
        }
    }

    /** Notes that a socket has joined or left a room; not where there is no event before, for which that matters. */
    void changed(RoomHistory of, String room, boolean joined) {
        if (isEmpty()) {
            return;
        }
        Change change = new Change(of, last(), room, joined, CHANGE_BYTES + 2L * room.length());
        changes.add(change);
        of.changes.add(change);
        bytes += change.bytes();
        shrink();
    }

    /**
     * The events after a number that were for a socket, in order; all after it must be there.
     *
     * @param rooms the socket's rooms after the last change
     */
    List<MissedEvent> after(long seq, String sid, Set<String> rooms, RoomHistory history) {
        Set<String> then = new java.util.HashSet<>(rooms);
        Deque<Change> undone = new ArrayDeque<>();
        for (Iterator<Change> newest = history.changes.descendingIterator(); newest.hasNext(); ) {
            Change change = newest.next();
            if (change.after() <= seq) {
                break;
            }
            apply(then, change.room(), !change.joined());
            undone.push(change);
        }
        List<MissedEvent> events = new ArrayList<>();
        for (long at = seq + 1; at < next; at++) {
            for (Change due = undone.peek(); due != null && due.after() < at; due = undone.peek()) {
                undone.pop();
                apply(then, due.room(), due.joined());
            }
            Logged logged = at(at);
            if (logged.isFor(sid, then)) {
                events.add(logged.event());
            }
        }
        return events;
    }

    private static void apply(Set<String> rooms, String room, boolean joined) {
        if (joined) {
            rooms.add(room);
        } else {
            rooms.remove(room);
        }
    }
}
