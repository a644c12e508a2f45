package io.jettio.server.internal.socketio;

import io.jettio.server.BroadcastOperator;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A choice of sockets in a namespace. */
record DefaultBroadcastOperator(DefaultNamespace namespace, Set<String> in, Set<String> without)
        implements BroadcastOperator {
    @Override
    public BroadcastOperator to(String room) {
        return to(List.of(room));
    }

    @Override
    public BroadcastOperator to(Collection<String> rooms) {
        return new DefaultBroadcastOperator(namespace, union(in, rooms), without);
    }

    @Override
    public BroadcastOperator except(String room) {
        return except(List.of(room));
    }

    @Override
    public BroadcastOperator except(Collection<String> rooms) {
        return new DefaultBroadcastOperator(namespace, in, union(without, rooms));
    }

    @Override
    public void emitAll(String event, List<? extends @Nullable Object> arguments) {
        namespace.broadcast(event, arguments, in, without);
    }

    private static Set<String> union(Set<String> some, Collection<String> more) {
        Set<String> both = new HashSet<>(some);
        both.addAll(more);
        return Set.copyOf(both);
    }
}
