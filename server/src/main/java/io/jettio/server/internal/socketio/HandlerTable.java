package io.jettio.server.internal.socketio;

import io.jettio.protocol.handler.EventHandler;
import io.jettio.protocol.handler.Registration;
import java.util.Arrays;
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
        volatile boolean removed;

        Entry(String event, EventHandler handler) {
            this.event = event;
            this.handler = handler;
        }
    }

    Registration add(String event, EventHandler handler) {
        Entry entry = new Entry(event, handler);
        synchronized (this) {
            Entry[] more = Arrays.copyOf(entries, entries.length + 1);
            more[entries.length] = entry;
            entries = more;
        }
        return () -> removeIf(candidate -> candidate == entry);
    }

    void removeAll(String event) {
        removeIf(entry -> entry.event.equals(event));
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
}
