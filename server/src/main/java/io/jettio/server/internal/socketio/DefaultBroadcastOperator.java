package io.jettio.server.internal.socketio;

import io.jettio.protocol.TypeRef;
import io.jettio.protocol.handler.EmitResult;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.AckEmitter;
import io.jettio.server.BroadcastAcks;
import io.jettio.server.BroadcastOperator;
import io.jettio.server.RemoteSocket;
import io.jettio.server.adapter.BroadcastOptions;
import io.jettio.server.adapter.ClusterResult;
import io.jettio.server.adapter.Flags;
import io.jettio.server.engine.OutboundPolicy;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A choice of sockets in a namespace, or in several. */
record DefaultBroadcastOperator(Audience audience, BroadcastOptions options) implements BroadcastOperator {
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
        return new DefaultBroadcastOperator(audience, others);
    }

    @Override
    public AckEmitter single() {
        return new SingleEmitter(audience, options);
    }

    @Override
    public EmitResult emitAll(String event, List<? extends @Nullable Object> arguments) {
        ReservedEvents.check(event);
        return Broadcasts.emit(audience, event, payload(arguments), options);
    }

    @Override
    public <T> CompletableFuture<BroadcastAcks<T>> emitAllWithAck(
            String event, Class<T> type, List<? extends @Nullable Object> arguments) {
        return ask(event, Objects.requireNonNull(type, "type"), arguments);
    }

    @Override
    public <T> CompletableFuture<BroadcastAcks<T>> emitAllWithAck(
            String event, TypeRef<T> type, List<? extends @Nullable Object> arguments) {
        return ask(event, type.type(), arguments);
    }

    private <T> CompletableFuture<BroadcastAcks<T>> ask(
            String event, Type type, List<? extends @Nullable Object> arguments) {
        ReservedEvents.check(event);
        Payload payload = payload(arguments);
        GatheredAcks<T> acks = new GatheredAcks<>(audience.server().engineCore().threads(), type);
        acks.future().onCancel(Broadcasts.ask(audience, event, payload, options, acks)::cancel);
        return acks.future();
    }

    private Payload payload(List<? extends @Nullable Object> arguments) {
        return audience.server().parser().payload(arguments);
    }

    @Override
    public CompletableFuture<ClusterResult<RemoteSocket>> fetchSockets() {
        return Broadcasts.fetch(audience, options);
    }

    @Override
    public void socketsJoin(String... rooms) {
        List<String> all = List.of(rooms);
        audience.namespaces()
                .forEach(one -> AdapterStages.watch("socketsJoin", one.adapter().addSockets(options, all)));
    }

    @Override
    public void socketsLeave(String... rooms) {
        List<String> all = List.of(rooms);
        audience.namespaces()
                .forEach(
                        one -> AdapterStages.watch("socketsLeave", one.adapter().delSockets(options, all)));
    }

    @Override
    public void disconnectSockets(boolean close) {
        audience.namespaces()
                .forEach(one ->
                        AdapterStages.watch("disconnectSockets", one.adapter().disconnectSockets(options, close)));
    }
}
