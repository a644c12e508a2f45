package io.jettio.client.internal;

import io.jettio.protocol.handler.Registration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Listeners of one kind, in the order of registration. Thread-safe. */
final class Listeners<T> {
    private final List<Entry<T>> entries = new CopyOnWriteArrayList<>();

    Entry<T> add(T listener) {
        Entry<T> entry = new Entry<>(listener, entries);
        entries.add(entry);
        return entry;
    }

    Entry<T> addFirst(T listener) {
        Entry<T> entry = new Entry<>(listener, entries);
        entries.add(0, entry);
        return entry;
    }

    List<Entry<T>> all() {
        return entries;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    void clear() {
        entries.clear();
    }

    /** One registration; the same listener may have several. */
    static final class Entry<T> implements Registration {
        private final T listener;
        private final List<Entry<T>> home;

        // Lane: the connection that this listener has been told of.
        private int toldOf;

        private Entry(T listener, List<Entry<T>> home) {
            this.listener = listener;
            this.home = home;
        }

        T listener() {
            return listener;
        }

        /** Whether the listener is still to be told of a connection. Lane. */
        boolean tellOf(int connection) {
            boolean first = toldOf != connection;
            toldOf = connection;
            return first && home.contains(this);
        }

        @Override
        public void remove() {
            home.remove(this);
        }
    }
}
