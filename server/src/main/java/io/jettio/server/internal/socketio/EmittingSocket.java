package io.jettio.server.internal.socketio;

import io.jettio.common.GuardedBy;
import io.jettio.protocol.TypeRef;
import io.jettio.protocol.handler.EmitResult;
import io.jettio.protocol.handler.Listener;
import io.jettio.protocol.socketio.AckPacket;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.ProtocolRevision;
import io.jettio.server.AckEmitter;
import io.jettio.server.BroadcastOperator;
import io.jettio.server.Handshake;
import io.jettio.server.Socket;
import io.jettio.server.adapter.BroadcastOptions;
import io.jettio.server.adapter.Flags;
import io.jettio.server.adapter.LocalSocket;
import io.jettio.server.engine.OutboundPolicy;
import io.jettio.server.engine.SendResult;
import io.jettio.server.internal.engine.Origin;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The half of a socket that sends: its emits, the acks that its client owes, its rooms. */
abstract class EmittingSocket extends ListeningSocket implements LocalSocket, Origin {
    @GuardedBy("this")
    private @Nullable AckTable acks;

    @GuardedBy("this")
    private boolean acksEnded;

    private volatile @Nullable Listener<Socket> writableListener;

    /** What makes it recoverable; null where it is not. */
    private final @Nullable Recoverable recoverable;

    EmittingSocket(Connection connection, DefaultNamespace namespace, String id, Handshake handshake) {
        super(connection, namespace, id, handshake);
        boolean comesBack = namespace.privateIds() != null && connection.revision() == ProtocolRevision.V5;
        this.recoverable = comesBack ? new Recoverable() : null;
    }

    /** What makes it recoverable; null where it is not. */
    final @Nullable Recoverable recoverable() {
        return recoverable;
    }

    @Override
    public final boolean recovered() {
        return recoverable != null && recoverable.recovered();
    }

    /** Whether the middlewares let it in, and it has not ended. */
    abstract boolean isJoined();

    // ---------------------------------------------------------------- acks

    final void onAck(AckPacket ack) {
        AckTable table;
        synchronized (this) {
            table = acks;
        }
        if (table != null) {
            table.answer(ack.id(), ack.arguments());
        }
    }

    /** The acks that the client owes; made with the first. */
    final synchronized AckTable acks() {
        AckTable table = acks;
        if (table == null) {
            table = new AckTable(
                    namespace().server().engineCore().deadlines(),
                    connection().options().maxPendingAcks(),
                    namespace()::nextAckId);
            acks = table;
            if (acksEnded) {
                table.close();
            }
        }
        return table;
    }

    /** Fails everything that the client owes, and from now on everything at once. */
    final void endAcks() {
        AckTable owed;
        synchronized (this) {
            acksEnded = true;
            owed = acks;
        }
        if (owed != null) {
            owed.close();
        }
    }

    // ---------------------------------------------------------------- emits

    @Override
    public final EmitResult emitAll(String event, List<? extends @Nullable Object> arguments) {
        return emit(event, arguments, Flags.NONE);
    }

    final EmitResult emit(String event, List<? extends @Nullable Object> arguments, Flags flags) {
        ReservedEvents.check(event);
        EventPacket packet = new EventPacket(
                namespace().name(), Packet.NO_ID, event, connection().parser().payload(arguments));
        if (recoverable != null) {
            return isJoined() || recoverable.mayComeBack() ? emitLogged(packet, flags) : EmitResult.REFUSED;
        }
        if (!isJoined()) {
            return EmitResult.REFUSED;
        }
        SendResult result = connection().send(this, packet, flags, null);
        tellOutgoing(packet, result);
        return Outgoing.result(result);
    }

    /** Sends an event by way of the log from which clients are recovered. */
    abstract EmitResult emitLogged(EventPacket packet, Flags flags);

    private SocketEmitter emitter() {
        return new SocketEmitter(this, Flags.NONE);
    }

    @Override
    public final AckEmitter timeout(Duration timeout) {
        return emitter().timeout(timeout);
    }

    @Override
    public final AckEmitter asVolatile() {
        return emitter().asVolatile();
    }

    @Override
    public final AckEmitter compress(boolean compress) {
        return emitter().compress(compress);
    }

    @Override
    public final AckEmitter policy(OutboundPolicy policy) {
        return emitter().policy(policy);
    }

    @Override
    public final <T> CompletableFuture<@Nullable T> emitAllWithAck(
            String event, Class<T> type, List<? extends @Nullable Object> arguments) {
        return emitter().emitAllWithAck(event, type, arguments);
    }

    @Override
    public final <T> CompletableFuture<@Nullable T> emitAllWithAck(
            String event, TypeRef<T> type, List<? extends @Nullable Object> arguments) {
        return emitter().emitAllWithAck(event, type, arguments);
    }

    @Override
    public final <T> @Nullable T callAll(String event, Class<T> type, List<? extends @Nullable Object> arguments)
            throws InterruptedException {
        return emitter().callAll(event, type, arguments);
    }

    @Override
    public final <T> @Nullable T callAll(String event, TypeRef<T> type, List<? extends @Nullable Object> arguments)
            throws InterruptedException {
        return emitter().callAll(event, type, arguments);
    }

    /** Queues a packet that several sockets get. */
    abstract SendResult deliver(Outgoing outgoing);

    /** The same, and has somebody told of the end; null for nobody. */
    abstract SendResult deliver(Outgoing outgoing, @Nullable Consumer<Boolean> done);

    /** Queues a packet under a lock of the adapter's; {@code later} takes what is to follow outside of it. */
    abstract SendResult queue(Outgoing outgoing, List<Runnable> later);

    // ---------------------------------------------------------------- the queue

    @Override
    public final boolean isWritable() {
        return isJoined() && connection().isWritable();
    }

    @Override
    public final void onWritable(Listener<Socket> listener) {
        writableListener = Objects.requireNonNull(listener, "listener");
    }

    /** Everything that was queued is out, and somebody wanted to know. */
    final void onDrained() {
        Listener<Socket> listener = writableListener;
        if (listener == null) {
            return;
        }
        lane().add(() -> {
            try {
                listener.on(this);
            } catch (Exception | Error e) {
                Failures.tell(this, "writable", noArguments(), false, e);
            }
        });
    }

    // ---------------------------------------------------------------- rooms

    @Override
    public final void join(String... rooms) {
        join(Arrays.asList(rooms));
    }

    @Override
    public final void join(Collection<String> rooms) {
        if (namespace().knows(this)) {
            AdapterStages.watch("join", namespace().adapter().addAll(id(), List.copyOf(rooms)));
        }
    }

    @Override
    public final void leave(String room) {
        if (namespace().knows(this)) {
            AdapterStages.watch("leave", namespace().adapter().del(id(), room));
        }
    }

    @Override
    public final Set<String> rooms() {
        return namespace().knows(this) ? namespace().adapter().socketRooms(id()) : Set.of();
    }

    @Override
    public final BroadcastOperator to(String room) {
        return to(Set.of(room));
    }

    @Override
    public final BroadcastOperator to(Collection<String> rooms) {
        return new DefaultBroadcastOperator(
                namespace(), new BroadcastOptions(Set.copyOf(rooms), Set.of(id()), Flags.NONE));
    }

    @Override
    public final BroadcastOperator except(String room) {
        return broadcast().except(room);
    }

    @Override
    public final BroadcastOperator except(Collection<String> rooms) {
        return broadcast().except(rooms);
    }

    @Override
    public final BroadcastOperator broadcast() {
        return to(Set.of());
    }
}
