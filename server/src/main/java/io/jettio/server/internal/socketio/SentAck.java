package io.jettio.server.internal.socketio;

import io.jettio.protocol.handler.Ack;
import io.jettio.protocol.socketio.AckPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.Payload;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The ack that a client waits for. */
final class SentAck extends AtomicBoolean implements Ack {
    private static final long serialVersionUID = 1L;

    private final transient DefaultSocket socket;
    private final long id;
    private final boolean remembers;
    private final transient Repeats.@Nullable First first;
    private transient volatile @Nullable List<? extends @Nullable Object> sent;

    /** One of an event; {@code first} where it is the first with its key, which repeats are answered like. */
    SentAck(DefaultSocket socket, long id, Repeats.@Nullable First first) {
        this(socket, id, first, false);
    }

    private SentAck(DefaultSocket socket, long id, Repeats.@Nullable First first, boolean remembers) {
        this.socket = socket;
        this.id = id;
        this.first = first;
        this.remembers = remembers;
    }

    /** One that keeps what was sent, for who looks at it afterwards. */
    static SentAck remembering(DefaultSocket socket, long id, Repeats.@Nullable First first) {
        return new SentAck(socket, id, first, true);
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
        if (socket.isJoined()) {
            socket.connection().send(new AckPacket(socket.namespace().name(), id, payload));
        }
        if (first != null) {
            first.answered(payload);
        }
        return true;
    }
}
