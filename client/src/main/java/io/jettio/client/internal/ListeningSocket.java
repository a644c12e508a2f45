package io.jettio.client.internal;

import io.jettio.client.AckEmitter;
import io.jettio.client.ConnectError;
import io.jettio.client.DisconnectReason;
import io.jettio.client.Socket;
import io.jettio.client.internal.concurrent.Threads;
import io.jettio.protocol.TypeRef;
import io.jettio.protocol.handler.EmitResult;
import io.jettio.protocol.handler.ErrorMapper;
import io.jettio.protocol.handler.EventHandler;
import io.jettio.protocol.handler.Listener;
import io.jettio.protocol.handler.Listener2;
import io.jettio.protocol.handler.Registration;
import io.jettio.protocol.socketio.Payload;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The half of a socket that an application's listeners and emits meet: a lane and an emitter, no state. */
abstract class ListeningSocket implements Socket, SocketEmitter.Outlet {
    private final SocketLane lane;
    private final SocketEmitter emitter;

    ListeningSocket(Threads threads, Duration ackTimeout) {
        this.lane = new SocketLane(this, threads.handlers());
        this.emitter = new SocketEmitter(this, threads.completions(), ackTimeout);
    }

    final SocketLane lane() {
        return lane;
    }

    @Override
    public final EmitResult emitAll(String event, List<? extends @Nullable Object> arguments) {
        return emitter.emitAll(event, arguments);
    }

    @Override
    public final <T> CompletableFuture<@Nullable T> emitAllWithAck(
            String event, Class<T> type, List<? extends @Nullable Object> arguments) {
        return emitter.emitAllWithAck(event, type, arguments);
    }

    @Override
    public final <T> CompletableFuture<@Nullable T> emitAllWithAck(
            String event, TypeRef<T> type, List<? extends @Nullable Object> arguments) {
        return emitter.emitAllWithAck(event, type, arguments);
    }

    @Override
    public final <T> @Nullable T callAll(String event, Class<T> type, List<? extends @Nullable Object> arguments)
            throws InterruptedException {
        return emitter.callAll(event, type, arguments);
    }

    @Override
    public final <T> @Nullable T callAll(String event, TypeRef<T> type, List<? extends @Nullable Object> arguments)
            throws InterruptedException {
        return emitter.callAll(event, type, arguments);
    }

    @Override
    public final AckEmitter timeout(Duration timeout) {
        return emitter.timeout(timeout);
    }

    @Override
    public final Registration handle(String event, EventHandler handler) {
        return lane.handle(event, handler, false);
    }

    @Override
    public final Registration handleOnce(String event, EventHandler handler) {
        return lane.handle(event, handler, true);
    }

    @Override
    public final void off(String event) {
        lane.off(event);
    }

    @Override
    public final void off() {
        lane.off();
    }

    @Override
    public final Registration onAny(Listener2<String, Payload> listener) {
        return lane.onAny(listener);
    }

    @Override
    public final Registration onConnect(Action listener) {
        return lane.onConnect(listener, this::connected);
    }

    @Override
    public final Registration onDisconnect(Listener<DisconnectReason> listener) {
        return lane.onDisconnect(listener);
    }

    @Override
    public final Registration onConnectError(Listener<ConnectError> listener) {
        return lane.onConnectError(listener);
    }

    @Override
    public final Registration onError(Listener<HandlerFailure> listener) {
        return lane.failures().onError(listener);
    }

    @Override
    public final void mapErrors(ErrorMapper mapper) {
        lane.failures().mapErrors(mapper);
    }

    @Override
    public final Registration register(Object handlers) {
        return RegisteredHandlers.register(RegisteredHandlers.examined(handlers), this);
    }
}
