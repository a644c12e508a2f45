package io.jettio.server.adapter.cluster;

import io.jettio.server.adapter.ClusterResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A request that each node answers once: gathers the answers. */
final class Gathering<T> implements Pending {
    private final CompletableFuture<ClusterResult<T>> future = new CompletableFuture<>();
    private final Function<ClusterMessage.Response, @Nullable Collection<T>> read;
    private final int ourselves;

    // Guarded by this object as a lock.

    private final List<T> values;
    private final AwaitedNodes nodes = new AwaitedNodes();

    /** @param own what this node answers; null where it is not asked */
    Gathering(@Nullable Collection<T> own, Function<ClusterMessage.Response, @Nullable Collection<T>> read) {
        this.values = own == null ? new ArrayList<>() : new ArrayList<>(own);
        this.ourselves = own == null ? 0 : 1;
        this.read = read;
    }

    CompletableFuture<ClusterResult<T>> future() {
        return future;
    }

    @Override
    public void expect(Expected expected) {
        synchronized (this) {
            nodes.expect(expected);
        }
        endIfOver();
    }

    @Override
    public void response(ClusterMessage.Response response) {
        Collection<T> answer = read.apply(response);
        synchronized (this) {
            if (answer == null) {
                if (response instanceof ClusterMessage.NotHeard) {
                    nodes.miss(response.uid());
                }
            } else if (nodes.report(response.uid())) {
                values.addAll(answer);
            }
        }
        endIfOver();
    }

    @Override
    public void left(String uid) {
        synchronized (this) {
            nodes.leave(uid);
        }
        endIfOver();
    }

    @Override
    public void silent(String uid) {
        synchronized (this) {
            nodes.silence(uid);
        }
        endIfOver();
    }

    @Override
    public void end() {
        synchronized (this) {
            nodes.giveUp();
        }
        endIfOver();
    }

    private void endIfOver() {
        ClusterResult<T> result;
        synchronized (this) {
            if (!nodes.isOver()) {
                return;
            }
            result = new ClusterResult<>(values, nodes.expected() + ourselves, nodes.missing(), nodes.isComplete());
        }
        future.complete(result);
    }
}
