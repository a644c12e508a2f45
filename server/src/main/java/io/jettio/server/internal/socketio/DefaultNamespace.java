package io.jettio.server.internal.socketio;

import io.jettio.protocol.TypeRef;
import io.jettio.protocol.handler.EmitResult;
import io.jettio.protocol.handler.Listener;
import io.jettio.protocol.handler.Registration;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.AsyncMiddleware;
import io.jettio.server.BroadcastAcks;
import io.jettio.server.BroadcastOperator;
import io.jettio.server.Middleware;
import io.jettio.server.Namespace;
import io.jettio.server.RemoteSocket;
import io.jettio.server.Socket;
import io.jettio.server.adapter.Adapter;
import io.jettio.server.adapter.BroadcastOptions;
import io.jettio.server.adapter.ClusterResult;
import io.jettio.server.adapter.Flags;
import io.jettio.server.adapter.Receipt;
import io.jettio.server.adapter.RoomChange;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A namespace of this server. What concerns more than one socket goes through its adapter. */
final class DefaultNamespace extends WholeNamespace implements Namespace {
    /** How long other nodes are waited for. */
    private static final Duration NODES_TIMEOUT = Duration.ofSeconds(5);

    /** What a middleware returns that judges at once. */
    static final CompletionStage<?> DONE = CompletableFuture.completedFuture(true);

    private final DefaultSocketIoServer server;
    private final String name;
    private final Map<String, DefaultSocket> sockets = new ConcurrentHashMap<>();
    private final EventRules rules;
    private final List<AsyncMiddleware> middlewares = new CopyOnWriteArrayList<>();
    private final List<Listener<Socket>> connectionListeners = new CopyOnWriteArrayList<>();
    private final RoomObservers roomObservers;
    private final ServerSide serverSide;
    private final AtomicLong ackIds = new AtomicLong();
    private final BroadcastOperator all = new DefaultBroadcastOperator(this, BroadcastOptions.ALL);
    private final Adapter adapter;

    DefaultNamespace(DefaultSocketIoServer server, String name) {
        this.server = server;
        this.name = name;
        this.rules = new EventRules(server.rules());
        this.roomObservers = new RoomObservers(server.engineCore().threads());
        this.serverSide = new ServerSide(server.parser(), server.engineCore().threads());
        this.adapter = server.options().adapter().create(new LocalDelivery(this));
        AdapterStages.watch("init", adapter.init());
    }

    DefaultSocketIoServer server() {
        return server;
    }

    Adapter adapter() {
        return adapter;
    }

    RoomObservers roomObservers() {
        return roomObservers;
    }

    /** An ack id that no other event of this namespace has had. */
    long nextAckId() {
        return ackIds.getAndIncrement();
    }

    @Override
    EventRules rules() {
        return rules;
    }

    List<AsyncMiddleware> middlewares() {
        return middlewares;
    }

    List<Listener<Socket>> connectionListeners() {
        return connectionListeners;
    }

    @Override
    BroadcastOperator all() {
        return all;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void onConnection(Listener<Socket> listener) {
        connectionListeners.add(listener);
    }

    @Override
    public void use(Middleware middleware) {
        Objects.requireNonNull(middleware, "middleware");
        middlewares.add(request -> {
            middleware.accept(request);
            return DONE;
        });
    }

    @Override
    public void useAsync(AsyncMiddleware middleware) {
        middlewares.add(Objects.requireNonNull(middleware, "middleware"));
    }

    // ---------------------------------------------------------------- its sockets

    /** A socket was let in. */
    void add(DefaultSocket socket) {
        sockets.put(socket.id(), socket);
        adapter.add(socket);
    }

    /** A socket's lane is at its end. */
    void remove(DefaultSocket socket) {
        if (sockets.remove(socket.id(), socket)) {
            AdapterStages.watch("disconnect", adapter.delAll(socket.id()));
        }
    }

    /** Whether a socket is here, and not another that has its id. */
    boolean knows(EmittingSocket socket) {
        return sockets.get(socket.id()) == socket;
    }

    @Override
    public Collection<Socket> sockets() {
        return List.copyOf(sockets.values());
    }

    @Override
    public Optional<Socket> socket(String id) {
        return Optional.ofNullable(sockets.get(id));
    }

    @Override
    public int size() {
        return sockets.size();
    }

    // ---------------------------------------------------------------- rooms

    @Override
    public Collection<String> socketsIn(String room) {
        return adapter.sids(room);
    }

    @Override
    public Set<String> rooms() {
        return adapter.rooms();
    }

    @Override
    public CompletableFuture<ClusterResult<String>> allRooms() {
        return AdapterStages.onCompletions(server.engineCore().threads(), adapter.allRooms(NODES_TIMEOUT));
    }

    @Override
    public void closeRoom(String room) {
        to(room).socketsLeave(room);
    }

    @Override
    public Registration onRoomChange(Listener<RoomChange> listener) {
        return roomObservers.add(Objects.requireNonNull(listener, "listener"));
    }

    // ---------------------------------------------------------------- broadcasts

    EmitResult broadcast(String event, List<? extends @Nullable Object> arguments, BroadcastOptions options) {
        CompletionStage<Receipt> sent = adapter.broadcast(packet(event, arguments), options);
        Receipt known = AdapterStages.watch("broadcast", sent);
        return known == null ? EmitResult.NOBODY : known.local();
    }

    <T> CompletableFuture<BroadcastAcks<T>> broadcastWithAck(
            String event, Type type, List<? extends @Nullable Object> arguments, BroadcastOptions options) {
        EventPacket packet = packet(event, arguments);
        GatheredAcks<T> acks = new GatheredAcks<>(server.engineCore().threads(), type);
        acks.future().onCancel(adapter.broadcastWithAck(packet, options, ackTimeout(options.flags()), acks)::cancel);
        return acks.future();
    }

    CompletableFuture<ClusterResult<RemoteSocket>> fetchSockets(BroadcastOptions options) {
        Duration timeout = options.flags().timeout() == null
                ? NODES_TIMEOUT
                : options.flags().timeout();
        return AdapterStages.onCompletions(
                server.engineCore().threads(),
                adapter.fetchSockets(options, timeout).thenApply(found -> {
                    List<RemoteSocket> remote = new ArrayList<>(found.values().size());
                    found.values().forEach(details -> remote.add(new DefaultRemoteSocket(details, to(details.id()))));
                    return new ClusterResult<>(remote, found.expectedNodes(), found.missingNodes(), found.complete());
                }));
    }

    /** How long acks are waited for; zero for as long as the sockets are connected. */
    Duration ackTimeout(Flags flags) {
        return flags.timeout() == null ? server.options().ackTimeout() : flags.timeout();
    }

    private EventPacket packet(String event, List<? extends @Nullable Object> arguments) {
        ReservedEvents.check(event);
        return new EventPacket(name, Packet.NO_ID, event, server.parser().payload(arguments));
    }

    // ---------------------------------------------------------------- other nodes

    @Override
    public ServerSide serverSide() {
        return serverSide;
    }

    @Override
    public void serverSideEmitAll(String event, List<? extends @Nullable Object> arguments) {
        AdapterStages.watch("serverSideEmit", adapter.serverSideEmit(packet(event, arguments)));
    }

    @Override
    public <T> CompletableFuture<ClusterResult<@Nullable T>> serverSideEmitAllWithAck(
            String event, Class<T> type, List<? extends @Nullable Object> arguments) {
        return askNodes(event, Objects.requireNonNull(type, "type"), arguments);
    }

    @Override
    public <T> CompletableFuture<ClusterResult<@Nullable T>> serverSideEmitAllWithAck(
            String event, TypeRef<T> type, List<? extends @Nullable Object> arguments) {
        return askNodes(event, type.type(), arguments);
    }

    private <T> CompletableFuture<ClusterResult<@Nullable T>> askNodes(
            String event, Type type, List<? extends @Nullable Object> arguments) {
        return AdapterStages.onCompletions(
                server.engineCore().threads(),
                adapter.serverSideEmitWithAck(packet(event, arguments), NODES_TIMEOUT)
                        .thenApply(found -> {
                            List<@Nullable T> answers =
                                    new ArrayList<>(found.values().size());
                            for (Payload answer : found.values()) {
                                answers.add(AnswerFuture.<@Nullable T>first(answer, type));
                            }
                            return new ClusterResult<@Nullable T>(
                                    answers, found.expectedNodes(), found.missingNodes(), found.complete());
                        }));
    }

    /** The server is closed. */
    void close() {
        AdapterStages.watch("close", adapter.close());
    }
}
