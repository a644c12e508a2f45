package io.jettio.server.internal.socketio;

import io.jettio.protocol.handler.ErrorMapper;
import io.jettio.protocol.handler.Listener;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.AsyncMiddleware;
import io.jettio.server.BroadcastOperator;
import io.jettio.server.EventInterceptor;
import io.jettio.server.Middleware;
import io.jettio.server.Namespace;
import io.jettio.server.RateLimit;
import io.jettio.server.Socket;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A namespace of this server. */
final class DefaultNamespace implements Namespace {
    /** What a middleware returns that judges at once. */
    static final CompletionStage<?> DONE = CompletableFuture.completedFuture(true);

    private final DefaultSocketIoServer server;
    private final String name;
    private final Rooms rooms = new Rooms();
    private final EventRules rules;
    private final List<AsyncMiddleware> middlewares = new CopyOnWriteArrayList<>();
    private final List<Listener<Socket>> connectionListeners = new CopyOnWriteArrayList<>();

    DefaultNamespace(DefaultSocketIoServer server, String name) {
        this.server = server;
        this.name = name;
        this.rules = new EventRules(server.rules());
    }

    DefaultSocketIoServer server() {
        return server;
    }

    Rooms rooms() {
        return rooms;
    }

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

    @Override
    public void useOnEvents(EventInterceptor interceptor) {
        rules.intercept(interceptor);
    }

    @Override
    public void onError(Listener<Socket.HandlerFailure> hook) {
        rules.onError(hook);
    }

    @Override
    public void mapErrors(ErrorMapper mapper) {
        rules.mapErrors(mapper);
    }

    @Override
    public void limitEvents(RateLimit limit) {
        rules.limit(limit);
    }

    @Override
    public void limitEvents(String event, RateLimit limit) {
        rules.limit(event, limit);
    }

    @Override
    public BroadcastOperator to(String room) {
        return to(List.of(room));
    }

    @Override
    public BroadcastOperator to(Collection<String> names) {
        return new DefaultBroadcastOperator(this, Set.copyOf(names), Set.of());
    }

    @Override
    public BroadcastOperator except(String room) {
        return new DefaultBroadcastOperator(this, Set.of(), Set.of(room));
    }

    @Override
    public void emitAll(String event, List<? extends @Nullable Object> arguments) {
        broadcast(event, arguments, Set.of(), Set.of());
    }

    /** Encodes once, and queues the same bytes for each chosen socket. */
    void broadcast(String event, List<? extends @Nullable Object> arguments, Set<String> in, Set<String> except) {
        ReservedEvents.check(event);
        Payload payload = server.parser().payload(arguments);
        Outgoing outgoing = new Outgoing(server.parser(), new EventPacket(name, Packet.NO_ID, event, payload));
        for (DefaultSocket socket : rooms.choose(in, except)) {
            socket.deliver(outgoing);
        }
    }

    @Override
    public Collection<Socket> sockets() {
        return List.copyOf(rooms.all());
    }

    @Override
    public Optional<Socket> socket(String id) {
        return Optional.ofNullable(rooms.socket(id));
    }

    @Override
    public Collection<String> socketsIn(String room) {
        return List.of(rooms.choose(Set.of(room), Set.of())).stream()
                .map(DefaultSocket::id)
                .toList();
    }
}
