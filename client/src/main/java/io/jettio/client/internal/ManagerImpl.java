package io.jettio.client.internal;

import io.jettio.client.BufferFullException;
import io.jettio.client.ConnectFailedException;
import io.jettio.client.ManagerOptions;
import io.jettio.client.ReconnectPolicy;
import io.jettio.client.Socket;
import io.jettio.client.internal.concurrent.Shutdown;
import io.jettio.client.internal.concurrent.Strand;
import io.jettio.client.internal.engine.Endpoint;
import io.jettio.client.internal.engine.EngineContext;
import io.jettio.client.internal.engine.InboundGate;
import io.jettio.client.internal.engine.OutboundLimit;
import io.jettio.common.handlers.HandlerObject;
import io.jettio.common.run.FlushScope;
import io.jettio.protocol.Frame;
import io.jettio.protocol.handler.Registration;
import io.jettio.protocol.parser.Encoder;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.Payload;
import io.jettio.protocol.socketio.ProtocolRevision;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What sockets share: the link, the limits, the wire format, the threads; and the application's side of it. */
public final class ManagerImpl extends ListeningManager {
    private final URI uri;
    private final ManagerOptions options;
    private final Resources resources;
    private final Strand strand;
    private final EngineContext context;
    private final boolean ownedBySocket;
    private final Consumer<ManagerImpl> whenClosed;
    private final Encoder encoder;
    private final OutboundLimit outbound;
    private final AtomicInteger acksWaiting = new AtomicInteger();
    private final InboundGate inbound = new InboundGate(() -> acksWaiting.get() > 0);
    private final Map<String, SocketImpl> sockets = new ConcurrentHashMap<>();
    private final Link link;
    private final Waiters waiters = new Waiters(this);
    private final @Nullable ClosingHook hook;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicBoolean finishing = new AtomicBoolean();
    private final CompletableFuture<Void> connectionsEnded = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    private volatile ReconnectPolicy policy;

    // Strand.
    private boolean readingPaused;

    /**
     * Makes a manager.
     *
     * @param uri the server's address
     * @param options how it behaves
     * @param resources its threads and carriers, released by {@link #close()}
     * @param ownedBySocket whether a socket's close closes it too
     */
    public ManagerImpl(URI uri, ManagerOptions options, Resources resources, boolean ownedBySocket) {
        this(uri, options, resources, ownedBySocket, manager -> {});
    }

    ManagerImpl(
            URI uri,
            ManagerOptions options,
            Resources resources,
            boolean ownedBySocket,
            Consumer<ManagerImpl> whenClosed) {
        super(resources.handlers());
        // Refuses a wrong address here, where the caller sees it.
        Objects.requireNonNull(Endpoint.of(uri, options.engine()));
        this.uri = uri;
        this.options = options;
        this.policy = options.reconnectPolicy();
        this.resources = resources;
        this.strand = resources.strand();
        this.context = new EngineContext(
                options.engine(), resources.carriers(), strand, resources.tasks(), resources.handlers());
        this.ownedBySocket = ownedBySocket;
        this.whenClosed = whenClosed;
        this.encoder = options.parser().encoder(ProtocolRevision.V5);
        this.outbound = new OutboundLimit(options.engine());
        this.link = new Link(this, listeners());
        this.hook = options.closeOnShutdown() ? new ClosingHook(this::close) : null;
    }

    // ---- for applications, any thread ----

    @Override
    public ManagerOptions options() {
        return options;
    }

    @Override
    public Socket socket(String namespace) {
        return socket(namespace, options);
    }

    /**
     * {@return the socket of a namespace}
     *
     * @param namespace a missing slash in front is added
     * @param own how that socket behaves, where it is new
     */
    public Socket socket(String namespace, ManagerOptions own) {
        return connectedWhereWanted(made(namespace, own), own);
    }

    /**
     * {@return the socket of a namespace}
     *
     * @param namespace a missing slash in front is added
     * @param ahead is told ahead of its listeners
     */
    public Socket socket(String namespace, Ahead ahead) {
        SocketImpl socket = made(namespace, options);
        socket.tellAhead(ahead);
        return connectedWhereWanted(socket, options);
    }

    private SocketImpl made(String namespace, ManagerOptions own) {
        String name = name(namespace);
        requireOpen();
        SocketImpl socket = sockets.computeIfAbsent(
                name,
                key -> new SocketImpl(
                        this, key, own, new AckRegistry(strand, own.maxPendingAcks(), acksWaiting), ownedBySocket));
        requireOpen(); // again: who closed it meanwhile may not have seen this socket, and would not end what it awaits
        return socket;
    }

    private static Socket connectedWhereWanted(SocketImpl socket, ManagerOptions own) {
        if (own.autoConnect()) {
            socket.connect();
        }
        return socket;
    }

    private static String name(String namespace) {
        String name = namespace.startsWith("/") ? namespace : "/" + namespace;
        if (name.indexOf(',') >= 0 || name.indexOf('?') >= 0) {
            throw new IllegalArgumentException("a namespace has no comma and no question mark: " + namespace);
        }
        return name;
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
    public CompletableFuture<Void> connectAsync(Duration timeout, String... namespaces) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        var unused = startConnecting(timeout, List.of(namespaces))
                .whenCompleteAsync(
                        (done, failure) -> {
                            if (failure == null) {
                                result.complete(null);
                            } else {
                                result.completeExceptionally(failure);
                            }
                        },
                        resources.completions());
        return result;
    }

    @Override
    public void connect(Duration timeout, String... namespaces) throws InterruptedException {
        CompletableFuture<Void> result = startConnecting(timeout, List.of(namespaces));
        try {
            FlushScope.flushNow();
            result.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof ConnectFailedException cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    /** The future completes on the strand. */
    private CompletableFuture<Void> startConnecting(Duration timeout, List<String> namespaces) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive: " + timeout);
        }
        Map<String, SocketImpl> wanted = new LinkedHashMap<>();
        for (String namespace : namespaces.isEmpty() ? List.of("/") : namespaces) {
            socket(namespace);
            SocketImpl socket = sockets.get(name(namespace));
            if (socket != null) {
                wanted.put(socket.namespace(), socket);
            }
        }
        return waiters.connect(wanted, timeout);
    }

    @Override
    public boolean awaitEnd(Duration timeout) throws InterruptedException {
        return waiters.awaitEnd(timeout);
    }

    @Override
    public ReconnectPolicy reconnectPolicy() {
        return policy;
    }

    @Override
    public void reconnectPolicy(ReconnectPolicy value) {
        policy = Objects.requireNonNull(value, "policy");
        strand.execute(() -> link.policyChanged(value));
    }

    @Override
    public void networkChanged() {
        strand.execute(link::networkChanged);
    }

    /** Begins what {@link #close()} waits for. */
    void beginClose() {
        if (closing.compareAndSet(false, true)) {
            strand.execute(() -> link.shutDown(List.copyOf(sockets.values())));
        }
    }

    @Override
    public void close() {
        beginClose();
        if (finishing.compareAndSet(false, true)) {
            Shutdown.await(connectionsEnded, options.engine().closeTimeout().plusSeconds(1));
            resources.release(this);
            whenClosed.accept(this);
            if (hook != null) {
                hook.remove();
            }
            stopped.complete(null);
            waiters.stopped();
        } else if (!resources.isInside()) {
            Shutdown.await(stopped, options.engine().closeTimeout().plus(Shutdown.STEP.multipliedBy(2)));
        }
    }

    /**
     * {@return completes when the listeners that wait now have run}
     */
    CompletableFuture<Void> listenersDone() {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        CompletableFuture<Void> own = new CompletableFuture<>();
        listeners().behindAll(() -> own.complete(null));
        all.add(own);
        for (SocketImpl socket : sockets.values()) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            socket.lane().behindAll(() -> done.complete(null));
            all.add(done);
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new));
    }

    void requireOpen() {
        if (closing.get()) {
            throw new IllegalStateException("the manager is closed");
        }
    }

    // ---- for its parts, any thread ----

    URI uri() {
        return uri;
    }

    Resources resources() {
        return resources;
    }

    Strand strand() {
        return strand;
    }

    EngineContext context() {
        return context;
    }

    InboundGate inbound() {
        return inbound;
    }

    Link link() {
        return link;
    }

    /** The socket of a namespace that has been asked for. */
    @Nullable
    SocketImpl known(String namespace) {
        return sockets.get(namespace);
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
            throw full();
        }
    }

    BufferFullException full() {
        return new BufferFullException(
                "too much waits to be sent: " + outbound.packets() + " packets, " + outbound.bytes() + " bytes");
    }

    /** Counts what has been counted elsewhere until now. */
    void addRoom(Emission emission) {
        outbound.add(emission.packets(), emission.bytes());
    }

    void release(Emission emission) {
        outbound.release(emission.packets(), emission.bytes());
    }

    void released(int packets, long bytes) {
        outbound.release(packets, bytes);
    }

    // ---- strand ----

    void send(List<Frame> frames) {
        Connection connection = link.connection();
        if (connection != null) {
            connection.session().send(frames);
        }
    }

    /** Sends what the protocol itself has to say. */
    void sendControl(List<Frame> frames) {
        Connection connection = link.connection();
        if (connection != null) {
            long bytes = 0;
            for (Frame frame : frames) {
                bytes += frame.size();
            }
            outbound.add(frames.size(), bytes);
            connection.session().send(frames);
        }
    }

    void updateReading() {
        boolean pause = inbound.shouldPause(readingPaused);
        Connection connection = link.connection();
        if (pause != readingPaused && connection != null) {
            readingPaused = pause;
            connection.session().pauseReading(pause);
        }
    }

    void connectionGone() {
        readingPaused = false;
    }

    List<SocketImpl> activeSockets() {
        List<SocketImpl> active = new ArrayList<>();
        for (SocketImpl socket : sockets.values()) {
            if (socket.active()) {
                active.add(socket);
            }
        }
        return active;
    }

    /** There is no connection, and none will be by itself. */
    void ended() {
        waiters.ended();
    }

    void connectionsEnded() {
        connectionsEnded.complete(null);
    }
}
