package io.jettio.server.internal.socketio;

import io.jettio.protocol.handler.EmitResult;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.RemoteSocket;
import io.jettio.server.adapter.AckSink;
import io.jettio.server.adapter.BroadcastOptions;
import io.jettio.server.adapter.Cancellable;
import io.jettio.server.adapter.ClusterResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** One broadcast in each namespace of an audience, and what comes of them together. */
final class Broadcasts {
    private Broadcasts() {}

    static EmitResult emit(Audience audience, String event, Payload arguments, BroadcastOptions options) {
        EmitResult sum = null;
        for (DefaultNamespace namespace : audience.namespaces()) {
            EmitResult one = namespace.broadcast(event, arguments, options);
            sum = sum == null
                    ? one
                    : new EmitResult(
                            sum.accepted() + one.accepted(),
                            sum.dropped() + one.dropped(),
                            sum.refused() + one.refused());
        }
        return sum == null ? EmitResult.NOBODY : sum;
    }

    static Cancellable ask(Audience audience, String event, Payload arguments, BroadcastOptions options, AckSink sink) {
        List<DefaultNamespace> namespaces = List.copyOf(audience.namespaces());
        if (namespaces.isEmpty()) {
            sink.done(true);
            return () -> {};
        }
        if (namespaces.size() == 1) {
            return namespaces.get(0).ask(event, arguments, options, sink);
        }
        JoinedAcks joined = new JoinedAcks(namespaces.size(), sink);
        List<Cancellable> waits = new ArrayList<>(namespaces.size());
        for (DefaultNamespace namespace : namespaces) {
            waits.add(namespace.ask(event, arguments, options, joined));
        }
        return () -> waits.forEach(Cancellable::cancel);
    }

    static CompletableFuture<ClusterResult<RemoteSocket>> fetch(Audience audience, BroadcastOptions options) {
        CompletableFuture<ClusterResult<RemoteSocket>> all = null;
        for (DefaultNamespace namespace : audience.namespaces()) {
            CompletableFuture<ClusterResult<RemoteSocket>> one = namespace.fetchSockets(options);
            all = all == null ? one : all.thenCombine(one, Broadcasts::joined);
        }
        return all == null ? CompletableFuture.completedFuture(ClusterResult.ofOneNode(List.of())) : all;
    }

    private static ClusterResult<RemoteSocket> joined(
            ClusterResult<RemoteSocket> some, ClusterResult<RemoteSocket> more) {
        List<RemoteSocket> values = new ArrayList<>(some.values());
        values.addAll(more.values());
        Set<String> missing = new HashSet<>(some.missingNodes());
        missing.addAll(more.missingNodes());
        return new ClusterResult<>(
                values,
                Math.max(some.expectedNodes(), more.expectedNodes()),
                missing,
                some.complete() && more.complete());
    }
}
