package io.jettio.client.internal;

import io.jettio.client.BufferFullException;
import io.jettio.client.ConnectError;
import io.jettio.client.DisconnectReason;
import io.jettio.client.Manager;
import io.jettio.client.ManagerOptions;
import io.jettio.client.Socket;
import io.jettio.client.engine.EngineCloseReason;
import io.jettio.client.internal.concurrent.Shutdown;
import io.jettio.client.internal.concurrent.Strand;
import io.jettio.client.internal.concurrent.Threads;
import io.jettio.client.internal.engine.Carriers;
import io.jettio.client.internal.engine.Endpoint;
import io.jettio.client.internal.engine.EngineContext;
import io.jettio.client.internal.engine.EngineSession;
import io.jettio.client.internal.engine.InboundGate;
import io.jettio.client.internal.engine.OutboundLimit;
import io.jettio.common.handlers.HandlerObject;
import io.jettio.protocol.Frame;
import io.jettio.protocol.handler.Listener;
import io.jettio.protocol.handler.Registration;
import io.jettio.protocol.parser.Encoder;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.Payload;
import io.jettio.protocol.socketio.ProtocolRevision;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The connection that sockets share: opens, reconnects and closes it, and routes between it and the sockets. */
public final class ManagerImpl implements Manager {
    private enum State {
        /** No connection, and none is wanted. */
        IDLE,
        OPENING,
        OPEN,
        /** Waits for the next attempt. */
        WAITING,
        CLOSED
    }

    private final ManagerOptions options;
    private final Endpoint endpoint;
    private final Threads threads;
    private final Strand strand;
    private final Carriers carriers;
    private final EngineContext context;
    private final boolean ownedBySocket;
    private final Encoder encoder;
    private final OutboundLimit outbound;
    private final AtomicInteger acksWaiting = new AtomicInteger();
    private final InboundGate inbound = new InboundGate(() -> acksWaiting.get() > 0);
    private final ManagerListeners listeners;
    private final Map<String, SocketImpl> sockets = new ConcurrentHashMap<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Void> connectionsEnded = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    // Strand.
    private State state = State.IDLE;
    private final Backoff backoff;
    private boolean reconnecting;
    private Strand.@Nullable Timer retry;
    private @Nullable Connection connection;
    // The current one, and those that are being closed behind what they still have to write.
    private final Set<Connection> connections = new HashSet<>();
    private boolean readingPaused;

    /**
     * Makes a manager.
     *
     * @param uri the server's address
     * @param options how it behaves
     * @param threads its threads, stopped by {@link #close()}
     * @param carriers its carriers, stopped by {@link #close()}
     * @param ownedBySocket whether a socket's close closes it too
     */
    public ManagerImpl(URI uri, ManagerOptions options, Threads threads, Carriers carriers, boolean ownedBySocket) {
        this.options = options;
        this.endpoint = Endpoint.of(uri, options.engine());
        this.threads = threads;
        this.strand = threads.strand();
        this.carriers = carriers;
        this.context = new EngineContext(options.engine(), carriers, threads);
        this.ownedBySocket = ownedBySocket;
        this.encoder = options.parser().encoder(ProtocolRevision.V5);
        this.outbound = new OutboundLimit(options.engine());
        this.listeners = new ManagerListeners(threads.handlers());
        this.backoff = new Backoff(options, () -> ThreadLocalRandom.current().nextDouble());
    }

    // ---- for applications, any thread ----

    @Override
    public ManagerOptions options() {
        return options;
    }

    @Override
    public Socket socket(String namespace) {
        String name = namespace.startsWith("/") ? namespace : "/" + namespace;
        if (name.indexOf(',') >= 0 || name.indexOf('?') >= 0) {
            throw new IllegalArgumentException("a namespace has no comma and no question mark: " + namespace);
        }
        requireOpen();
        return sockets.computeIfAbsent(
                name,
                key -> new SocketImpl(
                        this, key, new AckRegistry(strand, options.maxPendingAcks(), acksWaiting), ownedBySocket));
    }

    @Override
    public Registration register(Object handlers) {
        HandlerObject<HandlerCall> object = RegisteredHandlers.examined(handlers);
        String namespace = object.namespace();
        if (namespace == null) {
            throw new IllegalArgumentException(object.name() + " has no @InNamespace; register it with a socket");
        }
        return RegisteredHandlers.register(object, socket(namespace));
    }

    @Override
    public Registration onReconnectAttempt(Listener<Integer> listener) {
        return listeners.attempt().add(listener);
    }

    @Override
    public Registration onReconnect(Listener<Integer> listener) {
        return listeners.success().add(listener);
    }

    @Override
    public Registration onReconnectError(Listener<ConnectError> listener) {
        return listeners.error().add(listener);
    }

    @Override
    public Registration onReconnectFailed(Socket.Action listener) {
        return listeners.failed().add(listener);
    }

    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            strand.execute(this::shutDown);
            Shutdown.await(connectionsEnded, options.engine().closeTimeout().plusSeconds(1));
            carriers.stop(Shutdown.STEP);
            threads.stop(Shutdown.STEP);
            stopped.complete(null);
        } else if (!threads.isInside()) {
            Shutdown.await(stopped, options.engine().closeTimeout().plus(Shutdown.STEP.multipliedBy(2)));
        }
    }

    void requireOpen() {
        if (closing.get()) {
            throw new IllegalStateException("the manager is closed");
        }
    }

    // ---- for sockets, any thread ----

    Threads threads() {
        return threads;
    }

    Strand strand() {
        return strand;
    }

    InboundGate inbound() {
        return inbound;
    }

    Payload payload(List<? extends @Nullable Object> arguments) {
        return options.parser().payload(arguments);
    }

    List<Frame> encode(Packet packet) {
        return encoder.encode(packet);
    }

    boolean tryRoom(Emission emission) {
        return outbound.acquire(emission.packets(), emission.bytes());
    }

    void requireRoom(Emission emission) {
        if (!tryRoom(emission)) {
            throw new BufferFullException(describeRoom());
        }
    }

    String describeRoom() {
        return "too much waits to be sent: " + outbound.packets() + " packets, " + outbound.bytes() + " bytes";
    }

    void release(Emission emission) {
        outbound.release(emission.packets(), emission.bytes());
    }

    // ---- strand ----

    boolean isClosed() {
        return state == State.CLOSED;
    }

    /** Whether the connection can be written to; one whose ping is overdue ends by being asked. */
    boolean isAlive() {
        return connection != null && connection.session().checkAlive();
    }

    void send(List<Frame> frames) {
        if (connection != null) {
            connection.session().send(frames);
        }
    }

    /** Sends what the protocol itself has to say. */
    void sendControl(List<Frame> frames) {
        if (connection != null) {
            Emission emission = new Emission(frames, null);
            outbound.add(emission.packets(), emission.bytes());
            connection.session().send(frames);
        }
    }

    void updateReading() {
        boolean pause = inbound.shouldPause(readingPaused);
        if (pause != readingPaused && connection != null) {
            readingPaused = pause;
            connection.session().pauseReading(pause);
        }
    }

    void socketActive(SocketImpl socket) {
        if (state == State.IDLE) {
            open();
        } else if (state == State.OPEN && connection != null) {
            connection.join(socket);
        }
    }

    /** A socket left or was refused: with the last active one goes the connection. */
    void socketInactive() {
        if (activeSockets().isEmpty() && state != State.CLOSED) {
            state = State.IDLE;
            closeConnection();
        }
    }

    private void closeConnection() {
        if (retry != null) {
            retry.cancel();
        }
        reconnecting = false;
        backoff.reset();
        Connection current = connection;
        connection = null;
        readingPaused = false;
        if (current != null) {
            current.session().close();
        }
    }

    private List<SocketImpl> activeSockets() {
        List<SocketImpl> active = new ArrayList<>();
        for (SocketImpl socket : sockets.values()) {
            if (socket.active()) {
                active.add(socket);
            }
        }
        return active;
    }

    private void open() {
        state = State.OPENING;
        Connection next = new Connection(this, sockets, options, threads.tasks(), strand);
        next.start(new EngineSession(endpoint, context, next));
        connection = next;
        connections.add(next);
        next.session().open();
    }

    void opened(Connection which) {
        if (which == connection) {
            state = State.OPEN;
            activeSockets().forEach(which::join);
            if (reconnecting) {
                reconnecting = false;
                listeners.succeeded(backoff.attempts());
            }
            backoff.reset();
        }
    }

    boolean isCurrent(Connection which) {
        return which == connection;
    }

    void released(int packets, long bytes) {
        outbound.release(packets, bytes);
    }

    void ended(Connection which, EngineCloseReason reason, @Nullable Throwable cause) {
        connections.remove(which);
        if (state == State.CLOSED && connections.isEmpty()) {
            connectionsEnded.complete(null);
        }
        if (which != connection) {
            return;
        }
        connection = null;
        readingPaused = false;
        boolean wasOpen = state == State.OPEN;
        state = State.IDLE;
        if (wasOpen) {
            backoff.reset();
        }
        boolean again = options.reconnection() && backoff.attempts() < options.reconnectionAttempts();
        // The sockets' state first: whoever is told finds it.
        List<SocketImpl> active = activeSockets();
        if (wasOpen) {
            DisconnectReason why = DisconnectReason.valueOf(reason.name());
            active.forEach(socket -> socket.connectionLost(why, again));
        } else {
            String message = cause == null ? reason.toString() : String.valueOf(cause.getMessage());
            ConnectError error = ConnectError.failed(message, cause);
            active.forEach(socket -> socket.connectionFailed(error, again));
            if (reconnecting) {
                listeners.failedOnce(error);
            }
        }
        if (again) {
            tryAgain();
        } else {
            giveUp();
        }
    }

    private void tryAgain() {
        if (!activeSockets().isEmpty()) {
            state = State.WAITING;
            reconnecting = true;
            retry = strand.after(backoff.next(), () -> {
                listeners.attempting(backoff.attempts());
                open();
            });
        }
    }

    private void giveUp() {
        if (reconnecting) {
            listeners.gaveUp();
        }
        reconnecting = false;
        backoff.reset();
    }

    private void shutDown() {
        sockets.values().forEach(SocketImpl::shutDown);
        state = State.CLOSED;
        closeConnection();
        if (connections.isEmpty()) {
            connectionsEnded.complete(null);
        }
    }
}
