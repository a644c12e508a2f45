package io.jettio.adapter.suite;

import io.jettio.protocol.handler.EmitResult;
import io.jettio.protocol.json.GsonJsonCodec;
import io.jettio.protocol.parser.JsonParser;
import io.jettio.protocol.parser.Parser;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.adapter.AckSink;
import io.jettio.server.adapter.Adapter;
import io.jettio.server.adapter.Cancellable;
import io.jettio.server.adapter.Flags;
import io.jettio.server.adapter.LocalSocket;
import io.jettio.server.adapter.LocalSockets;
import io.jettio.server.adapter.Queued;
import io.jettio.server.adapter.RecoveryOptions;
import io.jettio.server.adapter.RoomChange;
import io.jettio.server.adapter.SocketDetails;
import io.jettio.server.engine.EngineRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The sockets of one namespace on one node, which write down what they get. */
final class FakeSockets implements LocalSockets {
    private final String namespace;
    private final ScheduledExecutorService timer;
    private final Parser parser = new JsonParser(GsonJsonCodec.shared());

    /** What other nodes said to this one, in order. */
    final List<EventPacket> told = new CopyOnWriteArrayList<>();

    /** Who listens for what other nodes say, by event: takes the packet, and what answers it or null. */
    final Map<String, BiConsumer<EventPacket, @Nullable Consumer<Payload>>> listeners = new ConcurrentHashMap<>();

    /** The threads on which something came here. */
    final List<String> threads = new CopyOnWriteArrayList<>();

    private volatile @Nullable Adapter adapter;

    FakeSockets(String namespace, ScheduledExecutorService timer) {
        this.namespace = namespace;
        this.timer = timer;
    }

    void adapter(Adapter value) {
        adapter = value;
    }

    private Adapter adapter() {
        return Objects.requireNonNull(adapter);
    }

    @Override
    public String namespace() {
        return namespace;
    }

    private static List<FakeSocket> ours(List<? extends LocalSocket> sockets) {
        return sockets.stream().map(socket -> (FakeSocket) socket).toList();
    }

    @Override
    public EmitResult deliver(List<? extends LocalSocket> sockets, EventPacket packet, Flags flags) {
        threads.add(Thread.currentThread().getName());
        ours(sockets).forEach(socket -> socket.got.add(new FakeSocket.Got(packet, flags)));
        return new EmitResult(sockets.size(), 0, 0);
    }

    @Override
    public Queued queue(List<? extends LocalSocket> sockets, EventPacket packet, Flags flags, String offset) {
        throw new IllegalStateException("nothing is kept for clients that come back");
    }

    @Override
    public Cancellable deliverWithAck(
            List<? extends LocalSocket> sockets, EventPacket packet, Flags flags, Duration timeout, AckSink sink) {
        FakeAcks acks = new FakeAcks(ours(sockets), sink);
        acks.ask(this, timeout, () -> {
            var unused = deliver(sockets, packet, flags);
        });
        return acks;
    }

    @Override
    public List<SocketDetails> describe(List<? extends LocalSocket> sockets) {
        List<SocketDetails> details = new ArrayList<>();
        for (FakeSocket socket : ours(sockets)) {
            EngineRequest request = new EngineRequest(
                    Instant.ofEpochMilli(1_700_000_000_123L),
                    "GET",
                    "192.0.2.1",
                    true,
                    "/socket.io/?a=b",
                    Map.of("a", List.of("b")),
                    Map.of("x-of", List.of(socket.id(), "ü")));
            details.add(new SocketDetails(
                    socket.id(),
                    request,
                    parser.payload(List.of(Map.of("token", "t-" + socket.id()))),
                    adapter().socketRooms(socket.id()),
                    socket.data));
        }
        return details;
    }

    @Override
    public void disconnect(List<? extends LocalSocket> sockets, boolean close) {
        for (FakeSocket socket : ours(sockets)) {
            socket.closed = close;
            disconnected(socket);
        }
    }

    /** A socket is disconnected, by whomever. */
    void disconnected(FakeSocket socket) {
        socket.connected = false;
        var unused = adapter().delAll(socket);
        List.copyOf(socket.owed).forEach(owed -> owed.settle(null, AckSink.Gone.DISCONNECTED));
    }

    @Override
    public boolean serverSideEvent(EventPacket packet, @Nullable Consumer<Payload> ack) {
        threads.add(Thread.currentThread().getName());
        told.add(packet);
        BiConsumer<EventPacket, @Nullable Consumer<Payload>> listener = listeners.get(packet.event());
        if (listener == null) {
            return false;
        }
        listener.accept(packet, ack);
        return true;
    }

    @Override
    public boolean observesRooms() {
        return false;
    }

    @Override
    public void roomChanged(RoomChange change) {
        throw new IllegalStateException("nobody observes rooms");
    }

    @Override
    public Parser parser() {
        return parser;
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
        Future<?> later = timer.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> later.cancel(false);
    }
}
