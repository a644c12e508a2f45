package io.jettio.server.internal.socketio;

import io.jettio.protocol.handler.EventHandler;
import io.jettio.protocol.handler.Listener;
import io.jettio.protocol.handler.Registration;
import io.jettio.protocol.socketio.ConnectPacket;
import io.jettio.server.DisconnectReason;
import io.jettio.server.Handshake;
import io.jettio.server.Socket;
import io.jettio.server.internal.GuardedBy;
import io.jettio.server.internal.run.HandlerThreads;
import io.jettio.server.internal.run.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The half of a socket that an application's handlers meet: who it is, its lane, and what is told of its events. */
abstract class ListeningSocket implements Socket {
    private final Connection connection;
    private final DefaultNamespace namespace;
    private final String id;
    private final Handshake handshake;
    private final Lane lane;
    private final HandlerTable handlers = new HandlerTable();
    private final Object endLock = new Object();

    @GuardedBy("endLock")
    private List<Listener<DisconnectReason>> disconnectListeners = new ArrayList<>(1);

    @GuardedBy("endLock")
    private @Nullable DisconnectReason toldReason;

    private volatile @Nullable Listener<HandlerFailure> errorHook;

    ListeningSocket(Connection connection, DefaultNamespace namespace, String id, ConnectPacket connect) {
        this.connection = connection;
        this.namespace = namespace;
        this.id = id;
        this.handshake = new Handshake(connection.session().handshake(), connect.data());
        this.lane = new Lane(threads());
    }

    final Connection connection() {
        return connection;
    }

    @Override
    public final DefaultNamespace namespace() {
        return namespace;
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final Handshake handshake() {
        return handshake;
    }

    final HandlerThreads threads() {
        return namespace.server().engineCore().threads();
    }

    final Lane lane() {
        return lane;
    }

    final HandlerTable handlers() {
        return handlers;
    }

    final @Nullable Listener<HandlerFailure> errorHook() {
        return errorHook;
    }

    /** Those who want to be told of the end; who comes later is told at once. */
    final List<Listener<DisconnectReason>> takeDisconnectListeners(DisconnectReason reason) {
        synchronized (endLock) {
            List<Listener<DisconnectReason>> all = disconnectListeners;
            disconnectListeners = List.of();
            toldReason = reason;
            return all;
        }
    }

    @Override
    public final Registration handle(String event, EventHandler handler) {
        return handlers.add(event, handler);
    }

    @Override
    public final void off(String event) {
        handlers.removeAll(event);
    }

    @Override
    public final void onDisconnect(Listener<DisconnectReason> listener) {
        DisconnectReason reason;
        synchronized (endLock) {
            reason = toldReason;
            if (reason == null) {
                disconnectListeners.add(listener);
                return;
            }
        }
        lane.add(() -> Departure.tell(this, listener, reason));
    }

    @Override
    public final void onError(Listener<HandlerFailure> hook) {
        errorHook = Objects.requireNonNull(hook, "hook");
    }

    @Override
    public final String toString() {
        return "Socket[" + id + " in " + namespace.name() + "]";
    }
}
