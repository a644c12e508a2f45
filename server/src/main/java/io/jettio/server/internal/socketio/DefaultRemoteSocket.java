package io.jettio.server.internal.socketio;

import io.jettio.protocol.TypeRef;
import io.jettio.protocol.handler.EmitResult;
import io.jettio.server.AckEmitter;
import io.jettio.server.BroadcastOperator;
import io.jettio.server.Handshake;
import io.jettio.server.RemoteSocket;
import io.jettio.server.adapter.SocketDetails;
import io.jettio.server.engine.OutboundPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What was found of a socket, and the operator that chooses it. */
record DefaultRemoteSocket(SocketDetails details, BroadcastOperator operator, AckEmitter emitter)
        implements RemoteSocket {
    DefaultRemoteSocket(SocketDetails details, BroadcastOperator operator) {
        this(details, operator, operator.single());
    }

    @Override
    public String id() {
        return details.id();
    }

    @Override
    public Handshake handshake() {
        return new Handshake(details.request(), details.auth());
    }

    @Override
    public Set<String> rooms() {
        return details.rooms();
    }

    @Override
    public Map<String, Object> data() {
        return details.data();
    }

    @Override
    public void join(String... rooms) {
        operator.socketsJoin(rooms);
    }

    @Override
    public void leave(String... rooms) {
        operator.socketsLeave(rooms);
    }

    @Override
    public void disconnect(boolean close) {
        operator.disconnectSockets(close);
    }

    @Override
    public AckEmitter timeout(Duration timeout) {
        return emitter.timeout(timeout);
    }

    @Override
    public AckEmitter asVolatile() {
        return emitter.asVolatile();
    }

    @Override
    public AckEmitter compress(boolean compress) {
        return emitter.compress(compress);
    }

    @Override
    public AckEmitter policy(OutboundPolicy policy) {
        return emitter.policy(policy);
    }

    @Override
    public EmitResult emitAll(String event, List<? extends @Nullable Object> arguments) {
        return emitter.emitAll(event, arguments);
    }

    @Override
    public <T> CompletableFuture<@Nullable T> emitAllWithAck(
            String event, Class<T> type, List<? extends @Nullable Object> arguments) {
        return emitter.emitAllWithAck(event, type, arguments);
    }

    @Override
    public <T> CompletableFuture<@Nullable T> emitAllWithAck(
            String event, TypeRef<T> type, List<? extends @Nullable Object> arguments) {
        return emitter.emitAllWithAck(event, type, arguments);
    }

    @Override
    public <T> @Nullable T callAll(String event, Class<T> type, List<? extends @Nullable Object> arguments)
            throws InterruptedException {
        return emitter.callAll(event, type, arguments);
    }

    @Override
    public <T> @Nullable T callAll(String event, TypeRef<T> type, List<? extends @Nullable Object> arguments)
            throws InterruptedException {
        return emitter.callAll(event, type, arguments);
    }
}
