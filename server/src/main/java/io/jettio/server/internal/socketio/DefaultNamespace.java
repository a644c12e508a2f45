package io.jettio.server.internal.socketio;

import io.jettio.common.handlers.HandlerObject;
import io.jettio.protocol.TypeRef;
import io.jettio.protocol.handler.EmitResult;
import io.jettio.protocol.handler.Listener;
import io.jettio.protocol.handler.Registration;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.BroadcastOperator;
import io.jettio.server.Deduplication;
import io.jettio.server.Namespace;
import io.jettio.server.RemoteSocket;
import io.jettio.server.Socket;
import io.jettio.server.adapter.AckSink;
import io.jettio.server.adapter.Adapter;
import io.jettio.server.adapter.BroadcastOptions;
import io.jettio.server.adapter.Cancellable;
import io.jettio.server.adapter.ClusterResult;
import io.jettio.server.adapter.Flags;
import io.jettio.server.adapter.Receipt;
import io.jettio.server.adapter.RoomChange;
import io.jettio.server.engine.OutboundPolicy;
import io.jettio.server.internal.handlers.Call;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A namespace of this server. What concerns more than one socket goes through its adapter. */
final class DefaultNamespace extends WholeNamespace implements Namespace, Audience {
    /** How long other nodes are waited for. */
    private static final Duration NODES_TIMEOUT = Duration.ofSeconds(5);

    private final DefaultSocketIoServer server;
    private final Namespaces registry;
    private final String name;
    private final @Nullable DefaultDynamicNamespace parent;
    private final List<DefaultNamespace> alone = List.of(this);
    private final Occupancy occupancy = new Occupancy();
    private final Set<DefaultSocket> judged = ConcurrentHashMap.newKeySet();
    private final Map<String, DefaultSocket> sockets = new ConcurrentHashMap<>();
    private final EventRules rules;
    private final Entrance entrance;
    private final RoomObservers roomObservers;
    private final ServerSide serverSide;
    private final AtomicLong ackIds = new AtomicLong();
    private volatile @Nullable Repeats repeats;
    private final BroadcastOperator all = new DefaultBroadcastOperator(this, BroadcastOptions.ALL);
    private final @Nullable PrivateIds privateIds; // null where clients are not recovered
    private final Lingering lingering;
    private final Adapter adapter;

    DefaultNamespace(
            DefaultSocketIoServer server, Namespaces registry, String name, @Nullable DefaultDynamicNamespace parent) {
        this.server = server;
        this.registry = registry;
        this.name = name;
        this.parent = parent;
        this.rules = new EventRules(parent == null ? server.rules() : parent.rules());
        this.entrance = new Entrance(parent == null ? null : parent.entrance());
        this.roomObservers = new RoomObservers(server.engineCore().threads());
        this.serverSide = new ServerSide(server.parser(), server.engineCore().threads());
        this.privateIds = server.options().recovery().isPresent() ? new PrivateIds() : null;
        this.lingering = new Lingering(this);
        this.adapter = server.options().adapter().create(new LocalDelivery(this));
        AdapterStages.watch("init", adapter.init());
    }

    @Override
    public DefaultSocketIoServer server() {
        return server;
    }

    @Override
    public Collection<DefaultNamespace> namespaces() {
        return alone;
    }

    /** Whose child it is, or null where it was declared. */
    @Nullable
    DefaultDynamicNamespace parent() {
        return parent;
    }

    Occupancy occupancy() {
        return occupancy;
    }

    Adapter adapter() {
        return adapter;
    }

    /** The private ids of its sockets; null where clients are not recovered. */
    @Nullable
    PrivateIds privateIds() {
        return privateIds;
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

    @Override
    public void deduplicate(Deduplication deduplication) {
        Objects.requireNonNull(deduplication, "deduplication");
        repeats = new Repeats(deduplication, server.engineCore().deadlines()::now);
    }

    /** The keys of events, where the application names keys. */
    @Nullable
    Repeats repeats() {
        return repeats;
    }

    @Override
    Entrance entrance() {
        return entrance;
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
    public Registration register(Object handlers, Class<?> annotated) {
        return register(RegisteredHandlers.examined(handlers, annotated));
    }

    Registration register(HandlerObject<Call> handlers) {
        return RegisteredHandlers.register(handlers, this, name, entrance, rules);
    }

    // ---------------------------------------------------------------- its sockets

    /** A socket is to be judged, which has entered. */
    void beginJudging(DefaultSocket socket) {
        judged.add(socket);
    }

    /** A socket was let in. */
    void add(DefaultSocket socket) {
        sockets.put(socket.id(), socket);
        judged.remove(socket);
        adapter.add(socket);
    }

    /** A socket that the middlewares have let in is about to be registered by the adapter. */
    void expect(DefaultSocket socket) {
        sockets.put(socket.id(), socket);
        judged.remove(socket);
    }

    /** It was not registered. */
    void expectNoMore(DefaultSocket socket) {
        sockets.remove(socket.id(), socket);
    }

    /** A socket that had entered is at its end. */
    void leave(DefaultSocket socket) {
        judged.remove(socket);
        leave();
    }

    /** Somebody who had entered does not become a socket. */
    void leave() {
        if (occupancy.leave()) {
            registry.emptied(this);
        }
    }

    /** A socket's lane is at its end. */
    void remove(DefaultSocket socket) {
        if (sockets.remove(socket.id(), socket)) {
            Recoverable recoverable = socket.recoverable();
            String pid = recoverable == null || !recoverable.mayComeBack() ? null : recoverable.pid();
            if (pid == null) {
                AdapterStages.watch("disconnect", adapter.delAll(socket));
            } else {
                lingering.begin();
                AdapterStages.watch("session", adapter.persistSession(socket, pid, socket.dataByName()));
            }
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

    EmitResult broadcast(String event, Payload arguments, BroadcastOptions options) {
        EventPacket packet = new EventPacket(name, Packet.NO_ID, event, arguments);
        OutboundPolicy keyed = withKey(packet, options.flags());
        BroadcastOptions how =
                keyed == null ? options : options.with(options.flags().withPolicy(keyed));
        Receipt known = AdapterStages.watch("broadcast", adapter.broadcast(packet, how));
        return known == null ? EmitResult.NOBODY : known.local();
    }

    /** Sends an event to one socket by way of the log from which clients are recovered. */
    EmitResult emit(DefaultSocket socket, EventPacket packet, Flags flags) {
        OutboundPolicy keyed = withKey(packet, flags);
        Flags how = keyed == null ? flags : flags.withPolicy(keyed);
        Receipt known = AdapterStages.watch("emit", adapter.emit(socket, packet, how));
        return known == null ? EmitResult.NOBODY : known.local();
    }

    /**
     * Asks for the key by which a message is coalesced now, since it is queued under a lock where it is logged: a policy
     * that needs to ask nobody; null where the flags stay as they are.
     */
    private @Nullable OutboundPolicy withKey(EventPacket packet, Flags flags) {
        OutboundPolicy policy =
                flags.policy() == null ? server.options().engine().outboundPolicy() : flags.policy();
        if (privateIds == null || policy.kind() != OutboundPolicy.Kind.COALESCE) {
            return null;
        }
        Object key = Outgoing.key(server.parser(), packet, policy);
        return key == null ? OutboundPolicy.dropOldest() : OutboundPolicy.coalesceBy(key);
    }

    Cancellable ask(String event, Payload arguments, BroadcastOptions options, AckSink sink) {
        EventPacket packet = new EventPacket(name, Packet.NO_ID, event, arguments);
        Duration own = options.flags().timeout();
        return adapter.broadcastWithAck(
                packet, options, own == null ? server.options().ackTimeout() : own, sink);
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

    // ---------------------------------------------------------------- the end

    @Override
    public void close() {
        if (!registry.remove(this)) {
            return;
        }
        judged.forEach(DefaultSocket::namespaceClosed);
        sockets.values().forEach(DefaultSocket::disconnect);
        lingering.end(); // nobody comes back to it
        closeAdapter(false);
    }

    /** Closes the adapter, once; unless it is the server that is closed, only behind the last socket. */
    void closeAdapter(boolean serverClosed) {
        if (occupancy.takeAdapterClose(serverClosed)) {
            lingering.end();
            AdapterStages.watch("close", adapter.close());
        }
    }
}
