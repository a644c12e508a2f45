package io.jettio.server.internal.socketio;

import io.jettio.protocol.handler.Listener2;
import io.jettio.protocol.handler.Registration;
import io.jettio.protocol.socketio.Payload;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Listeners to events of any name, coming or going. Thread-safe. */
final class AnyListeners {
    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    // A class, not a record: two registrations of one listener are two.
    private static final class Entry {
        final Listener2<String, Payload> listener;

        Entry(Listener2<String, Payload> listener) {
            this.listener = Objects.requireNonNull(listener, "listener");
        }
    }

    Registration add(Listener2<String, Payload> listener) {
        Entry entry = new Entry(listener);
        entries.add(entry);
        return () -> entries.remove(entry);
    }

    Registration addFirst(Listener2<String, Payload> listener) {
        Entry entry = new Entry(listener);
        entries.add(0, entry);
        return () -> entries.remove(entry);
    }

    void removeIf(Predicate<Listener2<String, Payload>> gone) {
        entries.removeIf(entry -> gone.test(entry.listener));
    }

    void clear() {
        entries.clear();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** On the lane. */
    void tell(ListeningSocket socket, String event, Payload arguments) {
        for (Entry entry : entries) {
            try {
                entry.listener.on(event, arguments);
            } catch (Exception | Error e) {
                Failures.tell(socket, event, arguments, false, e);
            }
        }
    }
}
