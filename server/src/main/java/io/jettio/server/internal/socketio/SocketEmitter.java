package io.jettio.server.internal.socketio;

import io.jettio.common.run.HandlerThreads;
import io.jettio.protocol.handler.EmitResult;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.AckEmitter;
import io.jettio.server.AckException;
import io.jettio.server.adapter.Cancellable;
import io.jettio.server.adapter.Flags;
import io.jettio.server.engine.SendResult;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Emits to a socket of this node. */
final class SocketEmitter extends TypedEmitter {
    private static final Cancellable OVER = () -> {};

    private final EmittingSocket socket;

    SocketEmitter(EmittingSocket socket, Flags flags) {
        super(flags);
        this.socket = socket;
    }

    @Override
    AckEmitter with(Flags value) {
        return new SocketEmitter(socket, value);
    }

    @Override
    Payload payload(List<? extends @Nullable Object> arguments) {
        return socket.connection().parser().payload(arguments);
    }

    @Override
    HandlerThreads threads() {
        return socket.threads();
    }

    @Override
    public EmitResult emitAll(String event, List<? extends @Nullable Object> arguments) {
        return socket.emit(event, arguments, flags);
    }

    @Override
    Cancellable ask(String event, Payload arguments, Settled settled) {
        if (!socket.isJoined()) {
            settled.ended(null, AckException.Reason.DISCONNECTED);
            return OVER;
        }
        Connection connection = socket.connection();
        Duration timeout = flags.timeout() == null ? connection.options().ackTimeout() : flags.timeout();
        AckTable acks = socket.acks();
        connection.inflow().ackAwaited();
        long id = acks.await(Owed.of(socket, settled), timeout.toNanos());
        if (id < 0) {
            return OVER;
        }
        EventPacket packet = new EventPacket(socket.namespace().name(), id, event, arguments);
        SendResult result = connection.send(socket, packet, flags, Outgoing.failing(socket, acks, id, flags));
        socket.tellOutgoing(packet, result);
        if (result != SendResult.ACCEPTED) {
            acks.fail(id, Outgoing.reason(result));
        }
        return () -> acks.fail(id, AckException.Reason.DISCONNECTED);
    }

    /** A wait that counts on the connection, so that its acks are read while handlers hold up its events. */
    record Owed(EmittingSocket socket, Settled settled) implements AckTable.Waiter {
        static Owed of(EmittingSocket socket, Settled settled) {
            Observed observed = socket.observed();
            return new Owed(socket, observed == null ? settled : observed.watched(settled));
        }

        @Override
        public void answered(Payload arguments) {
            socket.connection().inflow().ackSettled();
            settled.ended(arguments, AckException.Reason.TIMEOUT);
        }

        @Override
        public void failed(AckException.Reason reason) {
            socket.connection().inflow().ackSettled();
            settled.ended(null, reason);
        }
    }
}
