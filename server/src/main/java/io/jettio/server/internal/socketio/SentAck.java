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

    SentAck(DefaultSocket socket, long id) {
        this.socket = socket;
        this.id = id;
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
        if (socket.isJoined()) {
            socket.connection().send(new AckPacket(socket.namespace().name(), id, payload));
        }
        return true;
    }
}
