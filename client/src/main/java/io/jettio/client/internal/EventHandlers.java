package io.jettio.client.internal;

import io.jettio.protocol.handler.EventHandler;
import io.jettio.protocol.handler.Registration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The handlers of a socket by event. Thread-safe. */
final class EventHandlers {
    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    /** Where, and for how long, a handler is kept. */
    enum Place {
        LAST,
        FIRST,
        /** Behind the others, until an event comes. */
        ONCE
    }

    private final Map<String, List<Entry>> byEvent = new ConcurrentHashMap<>();

    /** Refuses the names that an application can neither send nor receive. */
    static void requireFree(String event) {
        if (RESERVED.contains(Objects.requireNonNull(event, "event"))) {
            throw new IllegalArgumentException("event name is reserved: " + event);
        }
    }

    Registration add(String event, EventHandler handler, Place place) {
        requireFree(event);
        Entry entry = new Entry(Objects.requireNonNull(handler, "handler"), place == Place.ONCE);
        byEvent.compute(event, (name, present) -> {
            List<Entry> list = present == null ? new CopyOnWriteArrayList<>() : present;
            list.add(place == Place.FIRST ? 0 : list.size(), entry);
            return list;
        });
        return () -> remove(event, entry);
    }

    private void remove(String event, Entry entry) {
        byEvent.computeIfPresent(event, (name, list) -> {
            list.remove(entry);
            return list.isEmpty() ? null : list;
        });
    }

    /** Gives an event to the handlers that are there now; those for one event are taken away by this. Lane. */
    void take(String event, Consumer<EventHandler> call) {
        List<Entry> entries = byEvent.get(event);
        if (entries == null) {
            return;
        }
        // Iterators do not see what a handler changes.
        Iterator<Entry> calls = entries.iterator();
        for (Entry entry : entries) {
            if (entry.once()) {
                remove(event, entry);
            }
        }
        calls.forEachRemaining(entry -> call.accept(entry.handler()));
    }

    Set<String> names() {
        return Set.copyOf(byEvent.keySet());
    }

    void remove(String event) {
        byEvent.remove(event);
    }

    void clear() {
        byEvent.clear();
    }

    // A class, not a record: two registrations of one handler are two.
    private static final class Entry {
        private final EventHandler handler;
        private final boolean once;

        Entry(EventHandler handler, boolean once) {
            this.handler = handler;
            this.once = once;
        }

        EventHandler handler() {
            return handler;
        }

        boolean once() {
            return once;
        }
    }
}
