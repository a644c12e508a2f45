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
    private transient volatile @Nullable List<? extends @Nullable Object> sent;

    SentAck(DefaultSocket socket, long id) {
        this(socket, id, false);
    }

    private SentAck(DefaultSocket socket, long id, boolean remembers) {
        this.socket = socket;
        this.id = id;
        this.remembers = remembers;
    }

    /** One that keeps what was sent, for who looks at it afterwards. */
    static SentAck remembering(DefaultSocket socket, long id) {
        return new SentAck(socket, id, true);
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
        return true;
    }
}
