package io.jettio.client.internal;

import io.jettio.protocol.handler.Ack;
import io.jettio.protocol.socketio.EventPacket;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Answers one event over the connection that brought it. Thread-safe. */
final class EventAck implements Ack {
    private final SocketImpl socket;
    private final int connection;
    private final long id;
    private final boolean requested;
    private final AtomicBoolean sent = new AtomicBoolean();

    EventAck(SocketImpl socket, int connection, EventPacket event) {
        this.socket = socket;
        this.connection = connection;
        this.id = event.id();
        this.requested = event.wantsAck();
    }

    @Override
    public boolean isRequested() {
        return requested;
    }

    /** Whether the server still waits. */
    boolean isDue() {
        return requested && !sent.get();
    }

    @Override
    public boolean sendAll(List<? extends @Nullable Object> arguments) {
        if (!isDue()) {
            return false;
        }
        return socket.answer(connection, id, arguments, () -> sent.compareAndSet(false, true));
    }
}
