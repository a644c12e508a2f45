package io.jettio.server.internal.socketio;

import io.jettio.protocol.handler.EventHandler;
import io.jettio.protocol.handler.Registration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The event handlers of one socket, in the order in which they were added. A socket has a handful, so that a scan of a
 * small array beats a map in time and in memory. Reading needs no lock; each change makes a new array.
 */
final class HandlerTable {
    private static final Entry[] NONE = {};

    private volatile Entry[] entries = NONE;

    /** One handler. Identity tells registrations apart. */
    static final class Entry {
        final String event;
        final EventHandler handler;
        private final boolean once;
        volatile boolean removed;

        Entry(String event, EventHandler handler, boolean once) {
            this.event = Objects.requireNonNull(event, "event");
            this.handler = Objects.requireNonNull(handler, "handler");
            this.once = once;
        }
    }

    Registration add(String event, EventHandler handler) {
        return add(new Entry(event, handler, false), false);
    }

    Registration addOnce(String event, EventHandler handler) {
        return add(new Entry(event, handler, true), false);
    }

    Registration addFirst(String event, EventHandler handler) {
        return add(new Entry(event, handler, false), true);
    }

    private Registration add(Entry entry, boolean first) {
        synchronized (this) {
            Entry[] more = new Entry[entries.length + 1];
            System.arraycopy(entries, 0, more, first ? 1 : 0, entries.length);
            more[first ? 0 : entries.length] = entry;
            entries = more;
        }
        return () -> removeIf(candidate -> candidate == entry);
    }

    void removeAll(String event) {
        removeIf(entry -> entry.event.equals(event));
    }

    void removeHandlers(Predicate<EventHandler> gone) {
        removeIf(entry -> gone.test(entry.handler));
    }

    void clear() {
        removeIf(entry -> true);
    }

    private synchronized void removeIf(Predicate<Entry> gone) {
        Entry[] left = Arrays.stream(entries).filter(gone.negate()).toArray(Entry[]::new);
        for (Entry entry : entries) {
            if (gone.test(entry)) {
                entry.removed = true;
            }
        }
        entries = left.length == 0 ? NONE : left;
    }

    /** The handlers at this moment; not to be written. */
    Entry[] entries() {
        return entries;
    }

    /** On the lane: whether an entry gets this event. One that gets only one is taken off by this. */
    boolean takes(Entry entry, String event) {
        if (!entry.event.equals(event) || entry.removed) {
            return false;
        }
        if (entry.once) {
            removeIf(candidate -> candidate == entry);
        }
        return true;
    }

    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (Entry entry : entries) {
            names.add(entry.event);
        }
        return Collections.unmodifiableSet(names);
    }
}
