package io.jettio.server.internal.socketio;

import io.jettio.protocol.TypeRef;
import io.jettio.protocol.handler.EmitResult;
import io.jettio.server.AckEmitter;
import io.jettio.server.BroadcastAcks;
import io.jettio.server.BroadcastOperator;
import io.jettio.server.RemoteSocket;
import io.jettio.server.adapter.BroadcastOptions;
import io.jettio.server.adapter.ClusterResult;
import io.jettio.server.adapter.Flags;
import io.jettio.server.engine.OutboundPolicy;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A choice of sockets in a namespace. */
record DefaultBroadcastOperator(DefaultNamespace namespace, BroadcastOptions options) implements BroadcastOperator {
    @Override
    public BroadcastOperator to(Collection<String> rooms) {
        return with(options.to(rooms));
    }

    @Override
    public BroadcastOperator except(Collection<String> rooms) {
        return with(options.except(rooms));
    }

    @Override
    public BroadcastOperator local() {
        return with(options.flags().asLocal());
    }

    @Override
    public BroadcastOperator asVolatile() {
        return with(options.flags().asVolatile());
    }

    @Override
    public BroadcastOperator compress(boolean compress) {
        return with(options.flags().withCompress(compress));
    }

    @Override
    public BroadcastOperator policy(OutboundPolicy policy) {
        return with(options.flags().withPolicy(Objects.requireNonNull(policy, "policy")));
    }

    @Override
    public BroadcastOperator timeout(Duration timeout) {
        return with(options.flags().withTimeout(TypedEmitter.checked(timeout)));
    }

    private BroadcastOperator with(Flags flags) {
        return with(options.with(flags));
    }

    private BroadcastOperator with(BroadcastOptions others) {
        return new DefaultBroadcastOperator(namespace, others);
    }

    @Override
    public AckEmitter single() {
        return new SingleEmitter(namespace, options);
    }

    @Override
    public EmitResult emitAll(String event, List<? extends @Nullable Object> arguments) {
        return namespace.broadcast(event, arguments, options);
    }

    @Override
    public <T> CompletableFuture<BroadcastAcks<T>> emitAllWithAck(
            String event, Class<T> type, List<? extends @Nullable Object> arguments) {
        return namespace.broadcastWithAck(event, Objects.requireNonNull(type, "type"), arguments, options);
    }

    @Override
    public <T> CompletableFuture<BroadcastAcks<T>> emitAllWithAck(
            String event, TypeRef<T> type, List<? extends @Nullable Object> arguments) {
        return namespace.broadcastWithAck(event, type.type(), arguments, options);
    }

    @Override
    public CompletableFuture<ClusterResult<RemoteSocket>> fetchSockets() {
        return namespace.fetchSockets(options);
    }

    @Override
    public void socketsJoin(String... rooms) {
        AdapterStages.watch("socketsJoin", namespace.adapter().addSockets(options, List.of(rooms)));
    }

    @Override
    public void socketsLeave(String... rooms) {
        AdapterStages.watch("socketsLeave", namespace.adapter().delSockets(options, List.of(rooms)));
    }

    @Override
    public void disconnectSockets(boolean close) {
        AdapterStages.watch("disconnectSockets", namespace.adapter().disconnectSockets(options, close));
    }
}
