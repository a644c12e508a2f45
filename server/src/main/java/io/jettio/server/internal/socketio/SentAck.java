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
    private transient volatile @Nullable List<? extends @Nullable Object> sent;

    private SentAck(DefaultSocket socket, long id, boolean remembers) {
        this.socket = socket;
        this.id = id;
        this.remembers = remembers;
    }

    /** One for an event whose turn has come. */
    static SentAck of(DefaultSocket socket, long id) {
        return of(socket, id, false);
    }

    /** One that keeps what was sent, for who looks at it afterwards. */
    static SentAck remembering(DefaultSocket socket, long id) {
        return of(socket, id, true);
    }

    private static SentAck of(DefaultSocket socket, long id, boolean remembers) {
        Observed observed = socket.observed();
        return observed == null ? new SentAck(socket, id, remembers) : new Told(socket, id, remembers, observed);
    }

    /** It was sent. */
    void onSent() {}

    /** One of which observers are told. */
    private static final class Told extends SentAck {
        private static final long serialVersionUID = 1L;

        private final transient Observed observed;
        private final long began;

        Told(DefaultSocket socket, long id, boolean remembers, Observed observed) {
            super(socket, id, remembers);
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
            onSent();
        }
        return true;
    }
}
