package io.jettio.server.internal.socketio;

import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.protocol.socketio.AckPacket;
import io.jettio.protocol.socketio.ConnectPacket;
import io.jettio.protocol.socketio.DisconnectPacket;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.server.BroadcastOperator;
import io.jettio.server.DisconnectReason;
import io.jettio.server.internal.GuardedBy;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One client in one namespace: its state, what it sends and gets, the acks that it owes. */
final class DefaultSocket extends ListeningSocket {
    private enum State {
        /** The middlewares judge. */
        CONNECTING,
        JOINED,
        ENDED
    }

    private final Set<String> joined = new HashSet<>(2); // guarded by the namespace's rooms
    private boolean leftOwnRoom; // guarded by the namespace's rooms

    @GuardedBy("this")
    private State state = State.CONNECTING;

    @GuardedBy("this")
    private @Nullable AckTable acks;

    /** Whether the answer to CONNECT is queued and the socket has not ended: only then broadcasts are for it. */
    private volatile boolean welcomed;

    private boolean departed; // only on the lane

    DefaultSocket(Connection connection, DefaultNamespace namespace, String id, ConnectPacket connect) {
        super(connection, namespace, id, connect);
    }

    // ---------------------------------------------------------------- life

    /** Has the middlewares judge the connection(). */
    void begin() {
        lane().add(new Admission(this, namespace()));
    }

    /**
     * The middlewares let it in. It is registered before the client is told, so that it misses no broadcast, and what is
     * broadcast meanwhile waits in {@link #deliver} until the answer is queued.
     */
    boolean admit(List<EnginePacket> answer) {
        synchronized (this) {
            if (state != State.CONNECTING) {
                return false;
            }
            state = State.JOINED;
            namespace().rooms().add(this);
            connection().session().send(answer);
            welcomed = true;
        }
        connection().joined();
        return true;
    }

    /** The middlewares refused it; whether the client is still there to be told. */
    boolean reject() {
        connection().leave(this);
        synchronized (this) {
            boolean there = state == State.CONNECTING;
            state = State.ENDED;
            return there;
        }
    }

    synchronized boolean isJoined() {
        return state == State.JOINED;
    }

    /** Ends the socket. Called on any thread. Only the first call counts; whether this was it. */
    boolean end(DisconnectReason reason) {
        boolean wasJoined;
        AckTable owed;
        synchronized (this) {
            if (state == State.ENDED) {
                return false;
            }
            wasJoined = state == State.JOINED;
            state = State.ENDED;
            welcomed = false;
            owed = acks;
        }
        if (owed != null) {
            owed.close();
        }
        if (wasJoined) {
            lane().add(new Departure(this, reason));
        }
        lane().breakHold(); // whoever still judges, judges nothing that matters
        return true;
    }

    void departed() {
        departed = true;
        namespace().rooms().remove(this);
        connection().laneEnded();
    }

    /** On the lane: whether the application was told of the end, after which it is told of no event. */
    boolean hasDeparted() {
        return departed;
    }

    // ---------------------------------------------------------------- what comes

    void onEvent(EventPacket event, int size) {
        connection().inflow().arrived(size);
        lane().add(new EventTask(this, event, size, exceeded(event)));
    }

    void onAck(AckPacket ack) {
        AckTable table;
        synchronized (this) {
            table = acks;
        }
        if (table != null) {
            table.answer(ack.id(), ack.arguments());
        }
    }

    // ---------------------------------------------------------------- what goes

    /** Queues a packet that several sockets get. */
    void deliver(Outgoing outgoing) {
        if (welcomed || isWelcomed()) {
            tellOutgoing(outgoing.packet());
            connection().session().send(outgoing.encoded(connection().revision()));
        }
    }

    /** Whoever holds the lock may be queueing the answer to CONNECT. */
    private synchronized boolean isWelcomed() {
        return welcomed;
    }

    @Override
    public void emitAll(String event, List<? extends @Nullable Object> arguments) {
        ReservedEvents.check(event);
        EventPacket packet = new EventPacket(
                namespace().name(), Packet.NO_ID, event, connection().parser().payload(arguments));
        if (isJoined()) {
            tellOutgoing(packet);
            connection().send(packet);
        }
    }

    @Override
    public <T> CompletableFuture<@Nullable T> emitWithAck(String event, Class<T> type, @Nullable Object... arguments) {
        return requests(connection().options().ackTimeout()).emitWithAck(event, type, arguments);
    }

    @Override
    public <T> @Nullable T call(String event, Class<T> type, @Nullable Object... arguments)
            throws InterruptedException {
        return requests(connection().options().ackTimeout()).call(event, type, arguments);
    }

    @Override
    public AckEmitter timeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("timeout must be positive and at most a day: " + timeout);
        }
        return requests(timeout);
    }

    private AckRequests requests(Duration timeout) {
        return new AckRequests(this, timeout);
    }

    /** The acks that the client owes; made with the first. */
    synchronized AckTable acks() {
        AckTable table = acks;
        if (table == null) {
            table = new AckTable(
                    namespace().server().engineCore().deadlines(),
                    connection().options().maxPendingAcks());
            acks = table;
            if (state == State.ENDED) {
                table.close();
            }
        }
        return table;
    }

    // ---------------------------------------------------------------- rooms

    /** Guarded by the namespace's rooms. */
    Set<String> joined() {
        return joined;
    }

    /** Guarded by the namespace's rooms. */
    void leftOwnRoom(boolean left) {
        leftOwnRoom = left;
    }

    /** Guarded by the namespace's rooms. */
    boolean hasLeftOwnRoom() {
        return leftOwnRoom;
    }

    @Override
    public void join(String... rooms) {
        namespace().rooms().join(this, Arrays.asList(rooms));
    }

    @Override
    public void leave(String room) {
        namespace().rooms().leave(this, room);
    }

    @Override
    public Set<String> rooms() {
        return namespace().rooms().of(this);
    }

    @Override
    public BroadcastOperator to(String room) {
        return to(List.of(room));
    }

    @Override
    public BroadcastOperator to(Collection<String> rooms) {
        return new DefaultBroadcastOperator(namespace(), Set.copyOf(rooms), Set.of(id()));
    }

    @Override
    public BroadcastOperator except(String room) {
        return broadcast().except(room);
    }

    @Override
    public BroadcastOperator broadcast() {
        return new DefaultBroadcastOperator(namespace(), Set.of(), Set.of(id()));
    }

    // ---------------------------------------------------------------- the rest of the API

    @Override
    public boolean connected() {
        return isJoined();
    }

    @Override
    public String transport() {
        return connection().session().transportKind().wireName();
    }

    @Override
    public void disconnect() {
        if (!isJoined()) {
            return;
        }
        connection().endHere(this);
        if (end(DisconnectReason.SERVER_NAMESPACE_DISCONNECT)) {
            connection().send(new DisconnectPacket(namespace().name()));
        }
    }

    @Override
    public void disconnectAll() {
        connection().disconnectAll();
    }
}
