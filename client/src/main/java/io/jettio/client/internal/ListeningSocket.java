package io.jettio.client.internal;

import io.jettio.client.AckEmitter;
import io.jettio.client.ConnectError;
import io.jettio.client.DisconnectReason;
import io.jettio.client.Retry;
import io.jettio.client.Socket;
import io.jettio.protocol.TypeRef;
import io.jettio.protocol.handler.EmitResult;
import io.jettio.protocol.handler.EventHandler;
import io.jettio.protocol.handler.Listener;
import io.jettio.protocol.handler.Listener2;
import io.jettio.protocol.handler.Registration;
import io.jettio.protocol.socketio.Payload;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The half of a socket that an application's listeners and emits meet: a lane and an emitter, no state. */
abstract class ListeningSocket implements Socket, SocketEmitter.Outlet {
    private final SocketLane lane;
    private final SocketEmitter emitter;

    ListeningSocket(Resources resources, Duration ackTimeout) {
        this.lane = new SocketLane(this, resources.handlers());
        this.emitter = new SocketEmitter(this, resources.completions(), new Sending(ackTimeout, null, false));
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
    public final AckEmitter asVolatile() {
        return emitter.asVolatile();
    }

    @Override
    public final AckEmitter timeToLive(Duration time) {
        return emitter.timeToLive(time);
    }

    @Override
    public final Registration handle(String event, EventHandler handler) {
        return lane.handle(event, handler, EventHandlers.Place.LAST);
    }

    @Override
    public final Registration handleOnce(String event, EventHandler handler) {
        return lane.handle(event, handler, EventHandlers.Place.ONCE);
    }

    @Override
    public final Registration handleFirst(String event, EventHandler handler) {
        return lane.handle(event, handler, EventHandlers.Place.FIRST);
    }

    @Override
    public final Set<String> eventNames() {
        return lane.eventNames();
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
        return lane.any().add(listener);
    }

    @Override
    public final Registration prependAny(Listener2<String, Payload> listener) {
        return lane.any().addFirst(listener);
    }

    @Override
    public final void offAny() {
        lane.any().clear();
    }

    @Override
    public final Registration onAnyOutgoing(Listener2<String, Payload> listener) {
        return lane.anyOutgoing().add(listener);
    }

    @Override
    public final Registration prependAnyOutgoing(Listener2<String, Payload> listener) {
        return lane.anyOutgoing().addFirst(listener);
    }

    @Override
    public final void offAnyOutgoing() {
        lane.anyOutgoing().clear();
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
    public final Registration onRefusal(Function<? super ConnectError, Retry> decision) {
        return lane.onRefusal(decision);
    }

    @Override
    public final Registration onError(Listener<HandlerFailure> listener) {
        return lane.onError(listener);
    }
}
