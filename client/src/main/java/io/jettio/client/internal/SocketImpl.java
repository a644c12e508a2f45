package io.jettio.client.internal;

import io.jettio.client.AckException;
import io.jettio.client.BufferFullException;
import io.jettio.client.ConnectError;
import io.jettio.client.DisconnectReason;
import io.jettio.client.Manager;
import io.jettio.client.ManagerOptions;
import io.jettio.client.Socket;
import io.jettio.protocol.handler.EmitResult;
import io.jettio.protocol.socketio.AckPacket;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.Payload;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One namespace as an application sees it, and the way out of what it emits. */
final class SocketImpl extends ListeningSocket {
    private final ManagerImpl manager;
    private final String namespace;
    private final AckRegistry acks;
    private final boolean ownsManager;
    private final SendBuffer buffer;
    private final RetryQueue retries;
    private final Membership membership;
    private volatile Ahead ahead = Ahead.NOBODY;

    SocketImpl(ManagerImpl manager, String namespace, ManagerOptions options, AckRegistry acks, boolean ownsManager) {
        super(manager.resources(), options.ackTimeout());
        this.manager = manager;
        this.namespace = namespace;
        this.acks = acks;
        this.ownsManager = ownsManager;
        this.buffer = new SendBuffer(options, manager.strand());
        this.retries = new RetryQueue(options, manager.strand(), buffer, this::trySend);
        this.membership = new Membership(this, manager, options);
    }

    /** From now on somebody is told of what happens ahead of listeners; on the strand. */
    void tellAhead(Ahead told) {
        ahead = told;
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
        return membership.id();
    }

    @Override
    public boolean connected() {
        return membership.id() != null;
    }

    @Override
    public boolean recovered() {
        return membership.recovered();
    }

    @Override
    public boolean active() {
        return membership.isActive();
    }

    @Override
    public Socket connect() {
        manager.requireOpen();
        manager.strand().execute(membership::activate);
        return this;
    }

    @Override
    public Socket auth(Supplier<? extends @Nullable Object> value) {
        Objects.requireNonNull(value, "value");
        return authAsync(() -> CompletableFuture.completedFuture(value.get()));
    }

    @Override
    public Socket authAsync(Supplier<? extends CompletionStage<? extends @Nullable Object>> value) {
        membership.auth(Objects.requireNonNull(value, "value"));
        return this;
    }

    @Override
    public Socket disconnect() {
        manager.strand().execute(membership::leave);
        return this;
    }

    @Override
    public void close() {
        manager.strand().execute(() -> {
            membership.leave();
            buffer.clear();
            retries.clear();
        });
        if (ownsManager) {
            manager.close();
        }
    }

    // ---- out, any thread ----

    @Override
    public EmitResult emit(String event, List<? extends @Nullable Object> arguments, Sending sending) {
        EventHandlers.requireFree(event);
        Payload payload = manager.payload(arguments);
        if (retries.isUsed() && !sending.isVolatile()) {
            var unused = retries.add(event, withKey(payload), sending);
            return EmitResult.ACCEPTED;
        }
        Emission emission = encode(event, Packet.NO_ID, payload, null, sending);
        return switch (offer(emission, sending)) {
            case TAKEN -> EmitResult.ACCEPTED;
            case DROPPED -> EmitResult.DROPPED;
            case REFUSED -> {
                if (connected()) {
                    throw manager.full();
                }
                throw new BufferFullException(buffer.describe());
            }
        };
    }

    @Override
    public CompletableFuture<Payload> request(
            String event, List<? extends @Nullable Object> arguments, Sending sending) {
        EventHandlers.requireFree(event);
        Payload payload = manager.payload(arguments);
        if (retries.isUsed() && !sending.isVolatile()) {
            try {
                return retries.add(event, withKey(payload), sending);
            } catch (BufferFullException full) {
                return CompletableFuture.failedFuture(new AckException(event, AckException.Reason.BUFFER_FULL));
            }
        }
        PendingAck ack = acks.register(event, sending.timeout());
        if (!ack.isOver()) {
            switch (offer(encode(event, ack.id(), payload, ack, sending), sending)) {
                case TAKEN -> {}
                case DROPPED -> ack.fail(AckException.Reason.DROPPED);
                case REFUSED -> ack.fail(AckException.Reason.BUFFER_FULL);
            }
        }
        return ack.answer();
    }

    private Payload withKey(Payload payload) {
        String key = retries.nextKey();
        return key == null ? payload : manager.options().parser().append(payload, key);
    }

    private Emission encode(String event, long ackId, Payload payload, @Nullable PendingAck ack, Sending sending) {
        List<io.jettio.protocol.Frame> frames = manager.encode(new EventPacket(namespace, ackId, event, payload));
        return new Emission(event, payload, frames, ack, sending.timeToLive());
    }

    /** Takes room, where the packet will wait, and hands it over. */
    private SendBuffer.Room offer(Emission emission, Sending sending) {
        if (sending.isVolatile()) {
            if (!manager.tryRoom(emission)) {
                return SendBuffer.Room.DROPPED;
            }
            manager.strand().execute(() -> sendVolatile(emission));
            return SendBuffer.Room.TAKEN;
        }
        boolean offline = !connected();
        SendBuffer.Room room;
        if (offline) {
            room = buffer.take(emission);
        } else {
            room = manager.tryRoom(emission) ? SendBuffer.Room.TAKEN : SendBuffer.Room.REFUSED;
        }
        if (room == SendBuffer.Room.TAKEN) {
            manager.strand().execute(() -> send(emission, offline));
        }
        return room;
    }

    /** Answers an event, if the connection that it came over still stands. */
    boolean answer(int connection, long ackId, List<? extends @Nullable Object> arguments, BooleanSupplier isFirst) {
        Payload payload = manager.payload(arguments);
        Emission emission =
                new Emission(null, payload, manager.encode(new AckPacket(namespace, ackId, payload)), null, null);
        manager.requireRoom(emission);
        if (!isFirst.getAsBoolean()) {
            manager.release(emission);
            return false;
        }
        manager.strand().execute(() -> {
            if (membership.isConnected(connection) && manager.link().isAlive()) {
                manager.send(emission.frames());
            } else {
                manager.release(emission);
            }
        });
        return true;
    }

    // ---- strand ----

    private void send(Emission emission, boolean offline) {
        if (membership.isConnected() && manager.link().isAlive()) {
            if (offline) {
                buffer.giveBack(emission);
                manager.addRoom(emission);
            }
            write(emission);
            return;
        }
        if (!offline) {
            manager.release(emission);
            buffer.takeAnyway(emission);
        }
        if (manager.link().isClosed()) {
            buffer.giveBack(emission);
            emission.fail(AckException.Reason.DISCONNECTED);
        } else {
            buffer.add(emission);
        }
    }

    /** As in JavaScript: what decides is the transport; a socket that has not joined yet keeps it like any other. */
    private void sendVolatile(Emission emission) {
        Connection connection = manager.link().connection();
        if (connection != null && connection.session().isWritable()) {
            send(emission, false);
        } else {
            manager.release(emission);
            emission.fail(AckException.Reason.DROPPED);
        }
    }

    private @Nullable PendingAck trySend(String event, Payload arguments, Sending sending) {
        if (!membership.isConnected() || !manager.link().isAlive()) {
            return null;
        }
        PendingAck ack = acks.register(event, sending.timeout());
        if (!ack.isOver()) {
            Emission emission = encode(event, ack.id(), arguments, ack, sending);
            manager.addRoom(emission);
            write(emission);
        }
        return ack;
    }

    private void write(Emission emission) {
        if (emission.isMoot()) {
            manager.release(emission);
            return;
        }
        PendingAck ack = emission.ack();
        if (ack != null) {
            ack.markSent();
            manager.updateReading();
        }
        String event = emission.event();
        if (event != null) {
            lane().sent(event, emission.arguments());
        }
        manager.send(emission.frames());
    }

    /** The socket has joined: what waited goes out. */
    void flush() {
        while (buffer.size() > 0 && manager.link().isAlive()) {
            Emission next = buffer.poll();
            if (next != null) {
                manager.addRoom(next);
                write(next);
            }
        }
        retries.drain();
    }

    void arrived(String event, Payload arguments) {
        ahead.arrived().accept(event, arguments);
    }

    /** It was not connected, and is not to be any more. */
    void gaveUp() {
        ahead.gaveUp().run();
    }

    void received(Packet packet) {
        if (packet instanceof AckPacket ack) {
            acks.answered(ack.id(), ack.arguments());
        } else {
            membership.received(packet);
        }
    }

    /** The connection ended under a connected socket. */
    void disconnected(DisconnectReason reason) {
        lane().disconnected(reason);
        acks.disconnected();
    }

    void joinOver(Connection connection) {
        membership.joinOver(connection);
    }

    void connectionFailed(ConnectError error, boolean again) {
        membership.connectionFailed(error, again);
    }

    void connectionLost(DisconnectReason reason, @Nullable Throwable cause, boolean again) {
        membership.connectionLost(reason, cause, again);
    }

    void watch(Connecting who) {
        membership.watch(who);
    }

    void unwatch(Connecting who) {
        membership.unwatch(who);
    }

    /** The manager is closed: nothing will be sent or answered. */
    void shutDown() {
        membership.leave();
        buffer.clear();
        retries.close();
        acks.close();
    }
}
