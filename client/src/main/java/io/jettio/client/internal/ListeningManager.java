package io.jettio.client.internal;

import io.jettio.client.ConnectError;
import io.jettio.client.DisconnectReason;
import io.jettio.client.Manager;
import io.jettio.client.Socket;
import io.jettio.common.run.HandlerThreads;
import io.jettio.protocol.handler.Listener;
import io.jettio.protocol.handler.Registration;
import io.jettio.protocol.socketio.Packet;

/** The half of a manager that an application's listeners meet: no state. */
abstract class ListeningManager implements Manager {
    private final ManagerListeners listeners;

    ListeningManager(HandlerThreads threads) {
        this.listeners = new ManagerListeners(threads);
    }

    final ManagerListeners listeners() {
        return listeners;
    }

    @Override
    public final Registration onOpen(Socket.Action listener) {
        return listeners.open().add(listener);
    }

    @Override
    public final Registration onError(Listener<ConnectError> listener) {
        return listeners.error().add(listener);
    }

    @Override
    public final Registration onClose(Listener<DisconnectReason> listener) {
        return listeners.close().add(listener);
    }

    @Override
    public final Registration onPing(Socket.Action listener) {
        return listeners.ping().add(listener);
    }

    @Override
    public final Registration onPacket(Listener<Packet> listener) {
        return listeners.packet().add(listener);
    }

    @Override
    public final Registration onReconnectAttempt(Listener<Integer> listener) {
        return listeners.attempt().add(listener);
    }

    @Override
    public final Registration onReconnect(Listener<Integer> listener) {
        return listeners.success().add(listener);
    }

    @Override
    public final Registration onReconnectError(Listener<ConnectError> listener) {
        return listeners.reconnectError().add(listener);
    }

    @Override
    public final Registration onReconnectFailed(Socket.Action listener) {
        return listeners.usedUp().add(listener);
    }

    @Override
    public final Registration onGiveUp(Socket.Action listener) {
        return listeners.giveUp().add(listener);
    }
}
