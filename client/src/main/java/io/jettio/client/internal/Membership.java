package io.jettio.client.internal;

import io.jettio.client.ConnectError;
import io.jettio.client.DisconnectReason;
import io.jettio.client.ManagerOptions;
import io.jettio.client.Retry;
import io.jettio.protocol.Frame;
import io.jettio.protocol.TypeRef;
import io.jettio.protocol.json.JsonException;
import io.jettio.protocol.socketio.ConnectErrorPacket;
import io.jettio.protocol.socketio.ConnectPacket;
import io.jettio.protocol.socketio.DisconnectPacket;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.Payload;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whether a socket is in its namespace: joins it, is refused, leaves it, and takes what arrives meanwhile. Strand. */
final class Membership {
    private static final TypeRef<Map<String, Object>> OBJECT = new TypeRef<>() {};

    private enum State {
        /** Not connected, nor to be. */
        INACTIVE,
        /** To be connected: waits for the manager's connection, for the credentials, or for a delay to pass. */
        WAITING,
        /** CONNECT has been sent. */
        JOINING,
        CONNECTED,
        /** Refused; the application decides what follows. */
        DECIDING
    }

    private final SocketImpl socket;
    private final ManagerImpl manager;
    private final Joining joining;
    private final Recovery recovery = new Recovery(System::currentTimeMillis);
    private final List<Connecting> watchers = new ArrayList<>();
    // What the server sent before it answered CONNECT.
    private final ArrayDeque<EventPacket> early = new ArrayDeque<>();

    // The volatile ones are read by other threads.
    private volatile State state = State.INACTIVE;
    private volatile @Nullable String id;
    private volatile boolean recovered;
    private int connections;
    // The last connection that the listeners have been told of, or soon will be.
    private int announced;
    // Refusals asked about, so that a late decision is none.
    private int refusals;
    // Over which CONNECT has been sent and not been answered, also when this socket left meanwhile.
    private @Nullable Connection unanswered;

    Membership(SocketImpl socket, ManagerImpl manager, ManagerOptions options) {
        this.socket = socket;
        this.manager = manager;
        this.joining = new Joining(socket, this, manager, options);
    }

    // ---- any thread ----

    @Nullable
    String id() {
        return id;
    }

    boolean recovered() {
        return recovered;
    }

    boolean isActive() {
        return state != State.INACTIVE;
    }

    void auth(Supplier<? extends CompletionStage<? extends @Nullable Object>> value) {
        joining.auth(value);
    }

    // ---- strand ----

    boolean isConnected() {
        return state == State.CONNECTED;
    }

    /** Whether the connection of this number still stands. */
    boolean isConnected(int connection) {
        return state == State.CONNECTED && connections == connection;
    }

    void activate() {
        if (manager.link().isClosed()) {
            return;
        }
        if (state == State.INACTIVE) {
            if (unanswered != null && manager.link().isCurrent(unanswered)) {
                // A second CONNECT would break the protocol; the answer to the first will do.
                state = State.JOINING;
                return;
            }
            state = State.WAITING;
            manager.link().socketActive(socket);
        } else if (state == State.DECIDING) {
            retry();
        }
    }

    private void retry() {
        refusals++;
        state = State.WAITING;
        manager.link().socketActive(socket);
    }

    /** There is a connection to join over. */
    void joinOver(Connection connection) {
        if (state == State.WAITING) {
            joining.begin(connection, recovery.claim());
        }
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
        } else if (packet instanceof DisconnectPacket) {
            ended(DisconnectReason.IO_SERVER_DISCONNECT);
        } else if (packet instanceof ConnectErrorPacket refusal) {
            refused(refusal);
        }
    }

    private void accepted(ConnectPacket packet) {
        unanswered = null;
        Map<String, Object> data = object(packet.data());
        if (!(data.get("sid") instanceof String sid)) {
            if (state == State.JOINING || state == State.WAITING) {
                giveUp(ConnectError.failed(
                        ConnectError.Stage.VERSION,
                        "CONNECT without sid: the server speaks Socket.IO 2, which is Engine.IO 3",
                        null));
            }
            return;
        }
        if (state == State.INACTIVE) {
            // Left before the server knew us; leaving a namespace that was not joined yet is not allowed.
            manager.sendControl(manager.encode(new DisconnectPacket(socket.namespace())));
        }
        if (state != State.JOINING) {
            return;
        }
        connections++;
        recovered = recovery.accepted(data.get("pid") instanceof String pid ? pid : null);
        state = State.CONNECTED;
        id = sid;
        joining.succeeded();
        // As in JavaScript, what came early is told first, then what waited goes out, and is told to who looks at it.
        for (EventPacket event = early.poll(); event != null; event = early.poll()) {
            deliver(event);
        }
        socket.flush();
        announce();
    }

    /** Tells that the socket is connected, once; behind what waited to go out, unless the connection ends over that. */
    private void announce() {
        if (announced != connections) {
            announced = connections;
            socket.lane().connected(connections);
            for (Connecting watcher : List.copyOf(watchers)) {
                watcher.connected(socket);
            }
        }
    }

    private void event(EventPacket packet) {
        if (state == State.CONNECTED) {
            manager.inbound().queued(packet.arguments().bytes());
            deliver(packet);
            manager.updateReading();
        } else if (state == State.JOINING) {
            manager.inbound().queued(packet.arguments().bytes());
            early.add(packet);
            manager.updateReading();
        }
    }

    private void deliver(EventPacket packet) {
        int size = packet.arguments().bytes();
        Payload arguments = recovery.arguments(packet);
        socket.arrived(packet.event(), arguments);
        socket.lane().event(packet, arguments, new EventAck(socket, connections, packet), () -> taken(size));
    }

    private void taken(int size) {
        if (manager.inbound().taken(size)) {
            manager.strand().execute(manager::updateReading);
        }
    }

    private void dropEarly() {
        for (EventPacket event = early.poll(); event != null; event = early.poll()) {
            taken(event.arguments().bytes());
        }
    }

    private void refused(ConnectErrorPacket packet) {
        unanswered = null;
        if (state != State.JOINING) {
            return;
        }
        dropEarly();
        Map<String, Object> body = object(packet.data());
        Object data = body.get("data");
        // Some servers send no object, but their message alone.
        Object message = body.isEmpty() ? text(packet.data()) : body.get("message");
        ConnectError error = ConnectError.refused(
                message instanceof String text ? text : "refused",
                data == null ? null : manager.payload(List.of(data)));
        if (!socket.lane().decidesRefusals()) {
            giveUp(error);
            return;
        }
        state = State.DECIDING;
        int mine = ++refusals;
        tellWatchers(error, true);
        socket.lane().refused(error, retry -> manager.strand().execute(() -> decided(mine, error, retry)));
    }

    private void decided(int which, ConnectError error, Retry decision) {
        if (state != State.DECIDING || which != refusals) {
            return;
        }
        if (decision.delay().isEmpty()) {
            state = State.INACTIVE;
            tellWatchers(error, false);
            manager.link().socketInactive();
        } else if (decision.delay().get().isZero()) {
            retry();
        } else {
            state = State.WAITING;
            joining.later(decision.delay().get());
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

    private static @Nullable String text(Payload payload) {
        try {
            return payload.get(0, String.class);
        } catch (JsonException unfit) {
            return null;
        }
    }

    /** The credentials could not be had; it is tried again, or not. */
    void notJoined(ConnectError error, boolean again) {
        if (again) {
            socket.lane().connectFailed(error);
            tellWatchers(error, true);
        } else {
            giveUp(error);
        }
    }

    /** Gives up until somebody connects this socket again. */
    private void giveUp(ConnectError error) {
        state = State.INACTIVE;
        joining.cancel();
        socket.lane().connectFailed(error);
        tellWatchers(error, false);
        manager.link().socketInactive();
    }

    /** The manager's connection could not be had; it goes on trying, or not. */
    void connectionFailed(ConnectError error, boolean again) {
        state = again ? State.WAITING : State.INACTIVE;
        joining.cancel();
        socket.lane().connectFailed(error);
        tellWatchers(error, again);
    }

    /** The manager's connection is gone; if there is to be another, this socket joins again. */
    void connectionLost(DisconnectReason reason, @Nullable Throwable cause, boolean again) {
        State was = state;
        state = again ? State.WAITING : State.INACTIVE;
        joining.cancel();
        dropEarly();
        if (was == State.CONNECTED) {
            announce();
            id = null;
            socket.disconnected(reason);
        } else {
            ConnectError error = ConnectError.failed(
                    ConnectError.Stage.NAMESPACE, "the connection was lost before the answer: " + reason, cause);
            socket.lane().connectFailed(error);
            tellWatchers(error, again);
        }
    }

    void leave() {
        if (state == State.CONNECTED) {
            manager.sendControl(manager.encode(new DisconnectPacket(socket.namespace())));
        }
        ended(DisconnectReason.IO_CLIENT_DISCONNECT);
    }

    private void ended(DisconnectReason reason) {
        if (state == State.INACTIVE) {
            return;
        }
        boolean was = state == State.CONNECTED;
        state = State.INACTIVE;
        joining.cancel();
        dropEarly();
        if (was) {
            announce();
            id = null;
            socket.disconnected(reason);
        } else {
            socket.gaveUp();
        }
        tellWatchers(ConnectError.failed(ConnectError.Stage.CLIENT, reason.toString(), null), false);
        manager.link().socketInactive();
    }

    // ---- those who wait for this socket ----

    void watch(Connecting who) {
        if (state == State.CONNECTED) {
            who.connected(socket);
            return;
        }
        watchers.add(who);
        if (manager.link().isClosed()) {
            tellWatchers(ConnectError.failed(ConnectError.Stage.CLIENT, "the manager has been closed", null), false);
        }
        activate();
    }

    void unwatch(Connecting who) {
        watchers.remove(who);
    }

    private void tellWatchers(ConnectError error, boolean again) {
        for (Connecting watcher : List.copyOf(watchers)) {
            watcher.failed(socket, error, again);
        }
    }
}
