package io.jettio.server.internal.socketio;

import io.jettio.protocol.TypeRef;
import io.jettio.protocol.handler.EmitResult;
import io.jettio.protocol.handler.ErrorMapper;
import io.jettio.protocol.handler.Listener;
import io.jettio.server.AckEmitter;
import io.jettio.server.AsyncMiddleware;
import io.jettio.server.BroadcastAcks;
import io.jettio.server.BroadcastOperator;
import io.jettio.server.EventInterceptor;
import io.jettio.server.EventScope;
import io.jettio.server.Middleware;
import io.jettio.server.RateLimit;
import io.jettio.server.RemoteSocket;
import io.jettio.server.Socket;
import io.jettio.server.Socket.HandlerFailure;
import io.jettio.server.adapter.ClusterResult;
import io.jettio.server.engine.OutboundPolicy;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What is an operator, lets sockets in and has rules for events, because it stands for a whole namespace or for all of them. */
abstract class WholeNamespace implements BroadcastOperator, EventScope {
    /** The operator that chooses all sockets. */
    abstract BroadcastOperator all();

    /** The rules for events. */
    abstract EventRules rules();

    /** Who is let in. */
    abstract Entrance entrance();

    /** Calls somebody for each socket that was let in, as every kind of namespace promises. */
    public final void onConnection(Listener<Socket> listener) {
        entrance().onConnection(listener);
    }

    /** Asks somebody whether a client is let in, as every kind of namespace promises. */
    public final void use(Middleware middleware) {
        entrance().use(middleware);
    }

    /** Asks somebody who may answer later. */
    public final void useAsync(AsyncMiddleware middleware) {
        entrance().useAsync(middleware);
    }

    @Override
    public final void useOnEvents(EventInterceptor interceptor) {
        rules().intercept(interceptor);
    }

    @Override
    public final void onError(Listener<HandlerFailure> hook) {
        rules().onError(hook);
    }

    @Override
    public final void mapErrors(ErrorMapper mapper) {
        rules().mapErrors(mapper);
    }

    @Override
    public final void limitEvents(RateLimit limit) {
        rules().limit(limit);
    }

    @Override
    public final void limitEvents(String event, RateLimit limit) {
        rules().limit(event, limit);
    }

    @Override
    public final BroadcastOperator to(Collection<String> rooms) {
        return all().to(rooms);
    }

    @Override
    public final BroadcastOperator except(Collection<String> rooms) {
        return all().except(rooms);
    }

    @Override
    public final BroadcastOperator local() {
        return all().local();
    }

    @Override
    public final BroadcastOperator asVolatile() {
        return all().asVolatile();
    }

    @Override
    public final BroadcastOperator compress(boolean compress) {
        return all().compress(compress);
    }

    @Override
    public final BroadcastOperator policy(OutboundPolicy policy) {
        return all().policy(policy);
    }

    @Override
    public final BroadcastOperator timeout(Duration timeout) {
        return all().timeout(timeout);
    }

    @Override
    public final AckEmitter single() {
        return all().single();
    }

    @Override
    public final EmitResult emitAll(String event, List<? extends @Nullable Object> arguments) {
        return all().emitAll(event, arguments);
    }

    @Override
    public final <T> CompletableFuture<BroadcastAcks<T>> emitAllWithAck(
            String event, Class<T> type, List<? extends @Nullable Object> arguments) {
        return all().emitAllWithAck(event, type, arguments);
    }

    @Override
    public final <T> CompletableFuture<BroadcastAcks<T>> emitAllWithAck(
            String event, TypeRef<T> type, List<? extends @Nullable Object> arguments) {
        return all().emitAllWithAck(event, type, arguments);
    }

    @Override
    public final CompletableFuture<ClusterResult<RemoteSocket>> fetchSockets() {
        return all().fetchSockets();
    }

    @Override
    public final void socketsJoin(String... rooms) {
        all().socketsJoin(rooms);
    }

    @Override
    public final void socketsLeave(String... rooms) {
        all().socketsLeave(rooms);
    }

    @Override
    public final void disconnectSockets(boolean close) {
        all().disconnectSockets(close);
    }
}
