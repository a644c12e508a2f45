package io.jettio.server.internal.socketio;

import io.jettio.common.time.Deadline;
import io.jettio.common.time.DeadlineQueue;
import io.jettio.protocol.handler.EmitResult;
import io.jettio.protocol.parser.Parser;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.adapter.AckSink;
import io.jettio.server.adapter.Cancellable;
import io.jettio.server.adapter.Flags;
import io.jettio.server.adapter.LocalSocket;
import io.jettio.server.adapter.LocalSockets;
import io.jettio.server.adapter.Queued;
import io.jettio.server.adapter.RecoveryOptions;
import io.jettio.server.adapter.RoomChange;
import io.jettio.server.adapter.SocketDetails;
import io.jettio.server.engine.EngineServerOptions;
import io.jettio.server.engine.SendResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A namespace's sockets on this node, as its adapter sees them. */
record LocalDelivery(DefaultNamespace of) implements LocalSockets {
    @Override
    public String namespace() {
        return of.name();
    }

    /** Encodes once, and queues the same bytes for each of them. */
    @Override
    public EmitResult deliver(List<? extends LocalSocket> sockets, EventPacket packet, Flags flags) {
        Outgoing outgoing = new Outgoing(of.server().parser(), packet, flags);
        int accepted = 0;
        int dropped = 0;
        int count = sockets.size();
        for (int i = 0; i < count; i++) {
            SendResult result = ((EmittingSocket) sockets.get(i)).deliver(outgoing);
            if (result == SendResult.ACCEPTED) {
                accepted++;
            } else if (result == SendResult.DROPPED) {
                dropped++;
            }
        }
        return accepted == 1 && count == 1
                ? EmitResult.ACCEPTED
                : new EmitResult(accepted, dropped, count - accepted - dropped);
    }

    @Override
    public Queued queue(List<? extends LocalSocket> sockets, EventPacket packet, Flags flags, String offset) {
        Outgoing outgoing = new Outgoing(of.server().parser(), packet, flags, offset);
        Followed queued = new Followed(sockets.size());
        for (LocalSocket socket : sockets) {
            queued.add(((EmittingSocket) socket).queue(outgoing, queued.later()));
        }
        return queued;
    }

    @Override
    public Cancellable deliverWithAck(
            List<? extends LocalSocket> sockets, EventPacket packet, Flags flags, Duration timeout, AckSink sink) {
        return LocalAcks.ask(of, sockets, packet, flags, timeout, sink);
    }

    @Override
    public void together(Runnable deliveries) {
        of.server().engineCore().threads().inOneFlush(deliveries);
    }

    @Override
    public List<SocketDetails> describe(List<? extends LocalSocket> sockets) {
        List<SocketDetails> details = new ArrayList<>(sockets.size());
        for (LocalSocket local : sockets) {
            EmittingSocket socket = (EmittingSocket) local;
            if (socket.isJoined()) {
                details.add(new SocketDetails(
                        socket.id(),
                        socket.handshake().request(),
                        socket.handshake().authPayload(),
                        socket.rooms(),
                        socket.dataByName()));
            }
        }
        return details;
    }

    @Override
    public void disconnect(List<? extends LocalSocket> sockets, boolean close) {
        for (LocalSocket local : sockets) {
            EmittingSocket socket = (EmittingSocket) local;
            if (close) {
                socket.disconnectAll();
            } else {
                socket.disconnect();
            }
        }
    }

    @Override
    public boolean serverSideEvent(EventPacket packet, @Nullable Consumer<Payload> ack) {
        return of.serverSide().take(packet, ack);
    }

    @Override
    public boolean observesRooms() {
        return !of.roomObservers().isEmpty();
    }

    @Override
    public void roomChanged(RoomChange change) {
        of.roomObservers().changed(change);
    }

    @Override
    public Parser parser() {
        return of.server().parser();
    }

    @Override
    public Optional<RecoveryOptions> recovery() {
        return of.server().options().recovery();
    }

    @Override
    public Duration unnoticed() {
        EngineServerOptions engine = of.server().options().engine();
        return engine.pingInterval().plus(engine.pingTimeout());
    }

    @Override
    public long nanoTime() {
        return deadlines().now();
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable action) {
        DeadlineQueue deadlines = deadlines();
        Deadline deadline = deadlines.schedule(deadlines.now() + delay.toNanos(), action);
        return () -> deadlines.cancel(deadline);
    }

    private DeadlineQueue deadlines() {
        return of.server().engineCore().deadlines();
    }
}
