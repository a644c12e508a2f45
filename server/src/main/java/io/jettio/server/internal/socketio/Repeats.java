package io.jettio.server.internal.socketio;

import io.jettio.common.GuardedBy;
import io.jettio.protocol.socketio.AckPacket;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.Deduplication;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys of events that a namespace has handled in a while, the oldest first, with what they were answered. What is too
 * old goes when the next event comes. Thread-safe; acks are sent outside the lock.
 */
final class Repeats {
    private final Deduplication options;
    private final LongSupplier now;

    /** In the order in which they came, which is that in which they expire. */
    @GuardedBy("this")
    private final Map<String, First> byKey = new LinkedHashMap<>();

    @GuardedBy("this")
    private long bytes;

    Repeats(Deduplication options, LongSupplier now) {
        this.options = options;
        this.now = now;
    }

    Deduplication options() {
        return options;
    }

    /**
     * An event with a key came; called on its socket's lane. Where it is the first, it is to be handled, and its ack is to
     * tell what is returned. Where it is a repeat, it gets its answer when there is one, and null is returned.
     */
    @Nullable
    First begin(String key, DefaultSocket socket, EventPacket event) {
        Payload answer;
        synchronized (this) {
            long time = now.getAsLong();
            expire(time);
            First known = byKey.get(key);
            if (known == null) {
                First first = new First(key, time);
                keep(first);
                return first;
            }
            answer = known.answer;
            if (answer == null && event.wantsAck()) {
                known.addWaiting(new Waiting(new WeakReference<>(socket), event.id()));
            }
        }
        if (answer != null && event.wantsAck()) {
            send(answer, socket, event.id());
        }
        return null;
    }

    private static void send(Payload answer, DefaultSocket socket, long id) {
        boolean unused = socket.connection()
                .send(socket, new AckPacket(socket.namespace().name(), id, answer));
    }

    @GuardedBy("this")
    private void expire(long time) {
        long window = options.window().toNanos();
        Iterator<First> oldest = byKey.values().iterator();
        while (oldest.hasNext()) {
            First first = oldest.next();
            if (time - first.began < window) {
                return;
            }
            oldest.remove();
            bytes -= first.bytes();
        }
    }

    @GuardedBy("this")
    private void keep(First first) {
        if (first.bytes() > options.maxBytes()) {
            return; // alone too large: it does not push others out
        }
        byKey.put(first.key, first);
        bytes += first.bytes();
        shrink();
    }

    @GuardedBy("this")
    private void shrink() {
        Iterator<First> oldest = byKey.values().iterator();
        while (byKey.size() > options.maxKeys() || bytes > options.maxBytes()) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
    }

    @GuardedBy("this")
    private void forget(First first) {
        if (byKey.remove(first.key, first)) {
            bytes -= first.bytes();
        }
    }

    /** How many keys are known. */
    synchronized int size() {
        return byKey.size();
    }

    /** How many bytes they and their answers take. */
    synchronized long bytes() {
        return bytes;
    }

    /** A repeat that waits; its socket may be gone meanwhile, and is not held by this. */
    private record Waiting(WeakReference<DefaultSocket> socket, long id) {}

    /** The first event with a key, as long as somebody may repeat it. Guarded by the lock of all. */
    final class First {
        private final String key;
        private final long began;
        private @Nullable Payload answer; // once it is kept
        private boolean failed;
        private @Nullable Deque<Waiting> waiting;

        private First(String key, long began) {
            this.key = key;
            this.began = began;
        }

        private long bytes() {
            Payload known = answer;
            return 2L * key.length() + (known == null ? 0 : known.bytes());
        }

        private void addWaiting(Waiting one) {
            Deque<Waiting> all = waiting;
            if (all == null) {
                all = new ArrayDeque<>(2);
                waiting = all;
            }
            if (all.size() == Deduplication.MAX_WAITING) {
                all.remove();
            }
            all.add(one);
        }

        /** It was answered. Any thread calls this, once. */
        void answered(Payload payload) {
            List<Waiting> told;
            synchronized (Repeats.this) {
                if (!failed) {
                    keepAnswer(payload);
                }
                told = waiting == null ? List.of() : new ArrayList<>(waiting);
                waiting = null;
            }
            for (Waiting one : told) {
                DefaultSocket socket = one.socket().get();
                if (socket != null) {
                    send(payload, socket, one.id());
                }
            }
        }

        private void keepAnswer(Payload payload) {
            if (byKey.get(key) != this) {
                return; // too old, or pushed out meanwhile
            }
            answer = payload;
            bytes += payload.bytes();
            if (bytes() > options.maxBytes()) {
                forget(this);
            } else {
                shrink();
            }
        }

        /** It was not done: unless it was answered before, the next one with its key is a first one again. */
        void undone() {
            synchronized (Repeats.this) {
                if (answer == null) {
                    failed = true;
                    forget(this);
                }
            }
        }
    }
}
