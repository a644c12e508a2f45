package io.jettio.benchmarks.micro;

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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sockets that get nothing: delivery only counts them, so that what remains is the adapter's own work. */
final class CountingSockets implements LocalSockets {
    private int delivered;

    /** How many sockets were meant by all broadcasts so far. */
    int delivered() {
        return delivered;
    }

    @Override
    public String namespace() {
        return "/";
    }

    @Override
    public EmitResult deliver(List<? extends LocalSocket> sockets, EventPacket packet, Flags flags) {
        delivered += sockets.size();
        return new EmitResult(sockets.size(), 0, 0);
    }

    @Override
    public Queued queue(List<? extends LocalSocket> sockets, EventPacket packet, Flags flags, String offset) {
        delivered += sockets.size();
        return () -> new EmitResult(sockets.size(), 0, 0);
    }

    @Override
    public Cancellable deliverWithAck(
            List<? extends LocalSocket> sockets, EventPacket packet, Flags flags, Duration timeout, AckSink sink) {
        throw new UnsupportedOperationException("not measured");
    }

    @Override
    public List<SocketDetails> describe(List<? extends LocalSocket> sockets) {
        throw new UnsupportedOperationException("not measured");
    }

    @Override
    public void disconnect(List<? extends LocalSocket> sockets, boolean close) {
        throw new UnsupportedOperationException("not measured");
    }

    @Override
    public boolean serverSideEvent(EventPacket packet, @Nullable Consumer<Payload> ack) {
        throw new UnsupportedOperationException("not measured");
    }

    @Override
    public boolean observesRooms() {
        return false;
    }

    @Override
    public void roomChanged(RoomChange change) {}

    @Override
    public Parser parser() {
        throw new UnsupportedOperationException("not measured");
    }

    @Override
    public Optional<RecoveryOptions> recovery() {
        return Optional.empty();
    }

    @Override
    public Duration unnoticed() {
        return Duration.ofSeconds(45);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable action) {
        throw new UnsupportedOperationException("not measured");
    }
}
