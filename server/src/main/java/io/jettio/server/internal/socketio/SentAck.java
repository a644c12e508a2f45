package io.jettio.server.internal.socketio;

import io.jettio.protocol.handler.Ack;
import io.jettio.protocol.socketio.AckPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.Payload;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The ack that a client waits for. */
class SentAck extends AtomicBoolean implements Ack {
    private static final long serialVersionUID = 1L;

    private final transient DefaultSocket socket;
    private final long id;
    private final boolean remembers;
    private final transient Repeats.@Nullable First first;
    private transient volatile @Nullable List<? extends @Nullable Object> sent;

    private SentAck(DefaultSocket socket, long id, Repeats.@Nullable First first, boolean remembers) {
        this.socket = socket;
        this.id = id;
        this.first = first;
        this.remembers = remembers;
    }

    /** One for an event whose turn has come; {@code first} where it is the first with its key, which repeats are answered like. */
    static SentAck of(DefaultSocket socket, long id, Repeats.@Nullable First first) {
        return of(socket, id, first, false);
    }

    /** One that keeps what was sent, for who looks at it afterwards. */
    static SentAck remembering(DefaultSocket socket, long id, Repeats.@Nullable First first) {
        return of(socket, id, first, true);
    }

    private static SentAck of(DefaultSocket socket, long id, Repeats.@Nullable First first, boolean remembers) {
        Observed observed = socket.observed();
        return observed == null
                ? new SentAck(socket, id, first, remembers)
                : new Told(socket, id, first, remembers, observed);
    }

    /** It was sent. */
    void onSent() {}

    /** One of which observers are told. */
    private static final class Told extends SentAck {
        private static final long serialVersionUID = 1L;

        private final transient Observed observed;
        private final long began;

        Told(DefaultSocket socket, long id, Repeats.@Nullable First first, boolean remembers, Observed observed) {
            super(socket, id, first, remembers);
            this.observed = observed;
            this.began = observed.now();
        }

        @Override
        void onSent() {
            observed.ackSent(began);
        }
    }

    /** What was sent, if this one remembers. */
    @Nullable
    List<? extends @Nullable Object> sent() {
        return sent;
    }

    @Override
    public boolean isRequested() {
        return id != Packet.NO_ID;
    }

    /** Whether the client still waits. */
    boolean isDue() {
        return isRequested() && !get();
    }

    /** Its event failed, or nobody handled it: a repeat is handled anew, unless the event was answered before. */
    void undone() {
        if (first != null) {
            first.undone();
        }
    }

    @Override
    public boolean sendAll(List<? extends @Nullable Object> arguments) {
        if (!isDue()) {
            return false;
        }
        Payload payload = socket.connection().parser().payload(arguments);
        if (!compareAndSet(false, true)) {
            return false;
        }
        if (remembers) {
            sent = arguments;
        }
        if (socket.connection().send(socket, new AckPacket(socket.namespace().name(), id, payload))) {
            onSent();
        }
        if (first != null) {
            first.answered(payload);
        }
        return true;
    }
}
