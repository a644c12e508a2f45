package io.jettio.server.adapter.cluster;

import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.adapter.AckSink;
import io.jettio.server.adapter.Adapter;
import io.jettio.server.adapter.BroadcastOptions;
import io.jettio.server.adapter.Cancellable;
import io.jettio.server.adapter.ClusterResult;
import io.jettio.server.adapter.Flags;
import io.jettio.server.adapter.InMemoryAdapter;
import io.jettio.server.adapter.LocalSocket;
import io.jettio.server.adapter.LocalSockets;
import io.jettio.server.adapter.Receipt;
import io.jettio.server.adapter.SessionClaim;
import io.jettio.server.adapter.SocketDetails;
import io.jettio.server.adapter.Welcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of one namespace on several nodes. This node's sockets and their rooms are in an {@link InMemoryAdapter}, and
 * nobody else knows of them; what concerns the sockets of others is said to all nodes, each of which does its part.
 *
 * <p>What concerns sockets of this node is done before a call returns, also while the broker is away. A client that comes
 * back is recovered where it was connected before, with what all nodes sent it meanwhile; on another node it is new. Made by
 * a {@link ClusterAdapterFactory}.
 */
public final class ClusterAdapter implements Adapter {
    private final ClusterNode node;
    private final InMemoryAdapter local;
    private final String namespace;

    ClusterAdapter(ClusterAdapterFactory factory, LocalSockets sockets) {
        this.namespace = sockets.namespace();
        this.local = new InMemoryAdapter(sockets);
        this.node = new ClusterNode(factory, sockets, local);
    }

    /** What travels. */
    ClusterNode node() {
        return node;
    }

    @Override
    public CompletionStage<Void> init() {
        return local.init().thenCompose(done -> node.open());
    }

    @Override
    public CompletionStage<Void> close() {
        return node.close().thenCompose(done -> local.close());
    }

    // ---------------------------------------------------------------- sockets of this node and their rooms

    @Override
    public void add(LocalSocket socket) {
        local.add(socket);
    }

    @Override
    public CompletionStage<Void> addAll(String sid, Collection<String> rooms) {
        return local.addAll(sid, rooms);
    }

    @Override
    public CompletionStage<Void> del(String sid, String room) {
        return local.del(sid, room);
    }

    @Override
    public CompletionStage<Void> delAll(LocalSocket socket) {
        return local.delAll(socket);
    }

    @Override
    public Set<String> socketRooms(String sid) {
        return local.socketRooms(sid);
    }

    @Override
    public Set<String> sids(String room) {
        return local.sids(room);
    }

    @Override
    public Set<String> rooms() {
        return local.rooms();
    }

    // ---------------------------------------------------------------- clients that come back, to this node

    @Override
    public boolean admit(LocalSocket socket, Welcome welcome) {
        return local.admit(socket, welcome);
    }

    @Override
    public CompletionStage<Receipt> emit(LocalSocket socket, EventPacket packet, Flags flags) {
        return local.emit(socket, packet, flags);
    }

    @Override
    public CompletionStage<Void> persistSession(LocalSocket socket, String pid, Map<String, Object> data) {
        return local.persistSession(socket, pid, data);
    }

    @Override
    public CompletionStage<Optional<SessionClaim>> restoreSession(String pid, String offset) {
        return local.restoreSession(pid, offset);
    }

    // ---------------------------------------------------------------- sockets of all nodes

    @Override
    public CompletionStage<Receipt> broadcast(EventPacket packet, BroadcastOptions options) {
        CompletionStage<Receipt> here = local.broadcast(packet, options);
        if (options.flags().local()) {
            return here;
        }
        boolean queued = node.publish(
                new ClusterMessage.Broadcast(node.uid(), namespace, packet, options, null),
                options.flags().isVolatile());
        return queued ? here.thenApply(receipt -> new Receipt(receipt.local(), receipt.offset(), true)) : here;
    }

    @Override
    public Cancellable broadcastWithAck(EventPacket packet, BroadcastOptions options, Duration timeout, AckSink sink) {
        if (options.flags().local()) {
            return local.broadcastWithAck(packet, options, timeout, sink);
        }
        AckGathering acks = new AckGathering(sink);
        Cancellable own = local.broadcastWithAck(packet, options, timeout, acks);
        BroadcastOptions timed = options.with(options.flags().withTimeout(timeout));
        node.ask(
                acks,
                acks.future(),
                timeout.isZero() ? null : timeout,
                id -> new ClusterMessage.Broadcast(node.uid(), namespace, packet, timed, id));
        return () -> {
            own.cancel();
            acks.end();
        };
    }

    @Override
    public CompletionStage<ClusterResult<SocketDetails>> fetchSockets(BroadcastOptions options, Duration timeout) {
        CompletionStage<ClusterResult<SocketDetails>> here = local.fetchSockets(options, timeout);
        if (options.flags().local()) {
            return here;
        }
        return here.thenCompose(own -> gather(
                own.values(),
                response -> response instanceof ClusterMessage.FetchSocketsResponse found ? found.sockets() : null,
                timeout,
                id -> new ClusterMessage.FetchSockets(node.uid(), namespace, options, id)));
    }

    @Override
    public CompletionStage<ClusterResult<String>> allRooms(Duration timeout) {
        return this.<String>gather(
                        local.rooms(),
                        response -> response instanceof ClusterMessage.AllRoomsResponse found ? found.rooms() : null,
                        timeout,
                        id -> new ClusterMessage.AllRooms(node.uid(), namespace, id))
                .thenApply(found -> new ClusterResult<>(
                        new ArrayList<>(new LinkedHashSet<>(found.values())),
                        found.expectedNodes(),
                        found.missingNodes(),
                        found.complete()));
    }

    @Override
    public CompletionStage<Void> addSockets(BroadcastOptions options, Collection<String> rooms) {
        List<String> names = List.copyOf(rooms);
        return moving(
                options,
                new ClusterMessage.SocketsJoin(node.uid(), namespace, options, names),
                local.addSockets(options, names));
    }

    @Override
    public CompletionStage<Void> delSockets(BroadcastOptions options, Collection<String> rooms) {
        List<String> names = List.copyOf(rooms);
        return moving(
                options,
                new ClusterMessage.SocketsLeave(node.uid(), namespace, options, names),
                local.delSockets(options, names));
    }

    @Override
    public CompletionStage<Void> disconnectSockets(BroadcastOptions options, boolean close) {
        return moving(
                options,
                new ClusterMessage.DisconnectSockets(node.uid(), namespace, options, close),
                local.disconnectSockets(options, close));
    }

    private CompletionStage<Void> moving(BroadcastOptions options, ClusterMessage message, CompletionStage<Void> here) {
        return options.flags().local()
                ? here
                : here.thenCompose(done -> node.publish(message)).thenRun(() -> {});
    }

    // ---------------------------------------------------------------- between nodes

    @Override
    public CompletionStage<Void> serverSideEmit(EventPacket packet) {
        return node.publish(new ClusterMessage.ServerSideEmit(node.uid(), namespace, packet, null))
                .thenRun(() -> {});
    }

    @Override
    public CompletionStage<ClusterResult<Payload>> serverSideEmitWithAck(EventPacket packet, Duration timeout) {
        return gather(
                null,
                response -> response instanceof ClusterMessage.ServerSideEmitResponse found
                        ? List.of(found.answer())
                        : null,
                timeout,
                id -> new ClusterMessage.ServerSideEmit(node.uid(), namespace, packet, id));
    }

    @Override
    public CompletionStage<Integer> serverCount() {
        return node.expected().thenApply(others -> others.count() + 1);
    }

    private <T> CompletableFuture<ClusterResult<T>> gather(
            @Nullable Collection<T> own,
            Function<ClusterMessage.Response, @Nullable Collection<T>> read,
            Duration timeout,
            Function<String, ClusterMessage> message) {
        Gathering<T> request = new Gathering<>(own, read);
        node.ask(request, request.future(), timeout, message);
        return request.future();
    }

    @Override
    public String toString() {
        return "ClusterAdapter[" + namespace + ", " + node.uid() + "]";
    }
}
