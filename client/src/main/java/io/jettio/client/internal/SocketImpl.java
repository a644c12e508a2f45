package io.jettio.client.internal;

import io.jettio.client.AckException;
import io.jettio.client.ConnectError;
import io.jettio.client.DisconnectReason;
import io.jettio.client.Manager;
import io.jettio.client.Socket;
import io.jettio.protocol.Frame;
import io.jettio.protocol.TypeRef;
import io.jettio.protocol.json.JsonException;
import io.jettio.protocol.socketio.AckPacket;
import io.jettio.protocol.socketio.ConnectErrorPacket;
import io.jettio.protocol.socketio.ConnectPacket;
import io.jettio.protocol.socketio.DisconnectPacket;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.Payload;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One namespace: joins and leaves it, sends and buffers, and hands what arrives to its lane or to those who wait. */
final class SocketImpl extends ListeningSocket {
    private static final TypeRef<Map<String, Object>> OBJECT = new TypeRef<>() {};

    private enum State {
        /** Not connected, nor to be. */
        INACTIVE,
        /** To be connected: waits for the manager's connection, or for the credentials. */
        WAITING,
        /** CONNECT has been sent. */
        JOINING,
        CONNECTED
    }

    private final ManagerImpl manager;
    private final String namespace;
    private final AckRegistry acks;
    private final boolean ownsManager;

    // Strand; the volatile ones are read by other threads.
    private volatile State state = State.INACTIVE;
    private volatile @Nullable String id;
    private final ArrayDeque<Emission> buffer = new ArrayDeque<>();
    private int connections;
    // Over which CONNECT has been sent and not been answered, also when this socket left meanwhile.
    private @Nullable Connection unanswered;

    SocketImpl(ManagerImpl manager, String namespace, AckRegistry acks, boolean ownsManager) {
        super(manager.threads(), manager.options().ackTimeout());
        this.manager = manager;
        this.namespace = namespace;
        this.acks = acks;
        this.ownsManager = ownsManager;
    }

    // ---- for applications, any thread ----

    @Override
    public String namespace() {
        return namespace;
    }

    @Override
    public Manager manager() {
        return manager;
    }

    @Override
    public @Nullable String id() {
        return id;
    }

    @Override
    public boolean connected() {
        return id != null;
    }

    @Override
    public boolean active() {
        return state != State.INACTIVE;
    }

    @Override
    public Socket connect() {
        manager.requireOpen();
        manager.strand().execute(this::activate);
        return this;
    }

    @Override
    public Socket disconnect() {
        manager.strand().execute(this::leave);
        return this;
    }

    @Override
    public void close() {
        manager.strand().execute(() -> {
            leave();
            discard();
        });
        if (ownsManager) {
            manager.close();
        }
    }

    // ---- out, any thread ----

    @Override
    public void emit(String event, List<? extends @Nullable Object> arguments) {
        EventHandlers.requireFree(event);
        Emission emission = encode(event, Packet.NO_ID, manager.payload(arguments), null);
        manager.requireRoom(emission);
        manager.strand().execute(() -> send(emission));
    }

    @Override
    public CompletableFuture<Payload> request(
            String event, List<? extends @Nullable Object> arguments, Duration timeout) {
        EventHandlers.requireFree(event);
        Payload payload = manager.payload(arguments);
        PendingAck ack = acks.register(event, timeout);
        if (!ack.isOver()) {
            Emission emission = encode(event, ack.id(), payload, ack);
            if (manager.tryRoom(emission)) {
                manager.strand().execute(() -> send(emission));
            } else {
                ack.fail(AckException.Reason.BUFFER_FULL);
            }
        }
        return ack.answer();
    }

    private Emission encode(String event, long ackId, Payload payload, @Nullable PendingAck ack) {
        return new Emission(manager.encode(new EventPacket(namespace, ackId, event, payload)), ack);
    }

    /** Answers an event, if the connection that it came over still stands. */
    boolean answer(int connection, long ackId, List<? extends @Nullable Object> arguments, BooleanSupplier isFirst) {
        Payload payload = manager.payload(arguments);
        Emission emission = new Emission(manager.encode(new AckPacket(namespace, ackId, payload)), null);
        manager.requireRoom(emission);
        if (!isFirst.getAsBoolean()) {
            manager.release(emission);
            return false;
        }
        manager.strand().execute(() -> {
            if (state == State.CONNECTED && connections == connection && manager.isAlive()) {
                manager.send(emission.frames());
            } else {
                manager.release(emission);
            }
        });
        return true;
    }

    // ---- strand ----

    private void send(Emission emission) {
        if (manager.isClosed()) {
            manager.release(emission);
        } else if (state == State.CONNECTED && manager.isAlive()) {
            write(emission);
        } else {
            buffer.add(emission);
        }
    }

    private void write(Emission emission) {
        if (emission.isMoot()) {
            manager.release(emission);
            return;
        }
        if (emission.ack() != null) {
            emission.ack().markSent();
            manager.updateReading();
        }
        manager.send(emission.frames());
    }

    private void activate() {
        if (state != State.INACTIVE || manager.isClosed()) {
            return;
        }
        if (unanswered != null && manager.isCurrent(unanswered)) {
            // A second CONNECT would break the protocol; the answer to the first will do.
            state = State.JOINING;
            return;
        }
        state = State.WAITING;
        manager.socketActive(this);
    }

    /** CONNECT with credentials goes out. */
    void join(Connection connection, List<Frame> connect) {
        if (state == State.WAITING) {
            state = State.JOINING;
            unanswered = connection;
            manager.sendControl(connect);
        }
    }

    void received(Packet packet) {
        if (packet instanceof ConnectPacket connect) {
            accepted(connect);
        } else if (packet instanceof EventPacket event) {
            event(event);
        } else if (packet instanceof AckPacket ack) {
            acks.answered(ack.id(), ack.arguments());
        } else if (packet instanceof DisconnectPacket) {
            ended(DisconnectReason.IO_SERVER_DISCONNECT);
        } else if (packet instanceof ConnectErrorPacket refusal) {
            refused(refusal);
        }
    }

    private void accepted(ConnectPacket packet) {
        unanswered = null;
        if (state == State.INACTIVE) {
            // Left before the server knew us; leaving a namespace that was not joined yet is not allowed.
            manager.sendControl(manager.encode(new DisconnectPacket(namespace)));
        }
        if (state != State.JOINING) {
            return;
        }
        Map<String, Object> data = object(packet.data());
        if (!(data.get("sid") instanceof String sid)) {
            fail(ConnectError.failed("CONNECT without sid: the server does not speak Socket.IO 3 or later", null));
            return;
        }
        connections++;
        state = State.CONNECTED;
        id = sid;
        lane().connected(connections);
        for (Emission next = buffer.poll(); next != null; next = buffer.poll()) {
            if (!manager.isAlive()) {
                buffer.addFirst(next);
                return;
            }
            write(next);
        }
    }

    private void event(EventPacket packet) {
        if (state == State.CONNECTED) {
            int size = packet.arguments().bytes();
            manager.inbound().queued(size);
            lane().event(packet, packet.arguments(), new EventAck(this, connections, packet), () -> {
                if (manager.inbound().taken(size)) {
                    manager.strand().execute(manager::updateReading);
                }
            });
            manager.updateReading();
        }
    }

    private void refused(ConnectErrorPacket packet) {
        unanswered = null;
        if (state == State.JOINING) {
            Map<String, Object> error = object(packet.data());
            Object data = error.get("data");
            String message = error.get("message") instanceof String text ? text : "refused";
            fail(ConnectError.refused(message, data == null ? null : manager.payload(List.of(data))));
        }
    }

    private Map<String, Object> object(Payload payload) {
        try {
            Map<String, Object> value = payload.get(0, OBJECT);
            return value == null ? Map.of() : value;
        } catch (JsonException unfit) {
            return Map.of();
        }
    }

    /** Gives up until the next {@link #connect()}. */
    void fail(ConnectError error) {
        state = State.INACTIVE;
        lane().connectFailed(error);
        manager.socketInactive();
    }

    /** The manager's connection could not be had; it goes on trying, or not. */
    void connectionFailed(ConnectError error, boolean again) {
        state = again ? State.WAITING : State.INACTIVE;
        lane().connectFailed(error);
    }

    /** The manager's connection is gone; if there is to be another, this socket joins again. */
    void connectionLost(DisconnectReason reason, boolean again) {
        boolean was = state == State.CONNECTED;
        state = again ? State.WAITING : State.INACTIVE;
        if (was) {
            disconnected(reason);
        }
    }

    void leave() {
        if (state == State.CONNECTED) {
            manager.sendControl(manager.encode(new DisconnectPacket(namespace)));
        }
        ended(DisconnectReason.IO_CLIENT_DISCONNECT);
    }

    private void ended(DisconnectReason reason) {
        if (state == State.INACTIVE) {
            return;
        }
        boolean was = state == State.CONNECTED;
        state = State.INACTIVE;
        if (was) {
            disconnected(reason);
        }
        manager.socketInactive();
    }

    private void disconnected(DisconnectReason reason) {
        id = null;
        lane().disconnected(reason);
        acks.disconnected();
    }

    /** Drops what waits to be sent. */
    void discard() {
        for (Emission next = buffer.poll(); next != null; next = buffer.poll()) {
            manager.release(next);
            if (next.ack() != null) {
                next.ack().fail(AckException.Reason.DISCONNECTED);
            }
        }
    }

    /** The manager is closed: nothing will be sent or answered. */
    void shutDown() {
        leave();
        discard();
        acks.close();
    }
}
