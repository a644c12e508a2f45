package io.jettio.server.internal.socketio;

import io.jettio.protocol.handler.Listener;
import io.jettio.server.AsyncMiddleware;
import io.jettio.server.Middleware;
import io.jettio.server.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Who judges those that want into a namespace, and who is told of those that were let in. */
final class Entrance {
    /** What a middleware returns that judges at once. */
    static final CompletionStage<?> DONE = CompletableFuture.completedFuture(true);

    private final @Nullable Entrance inherited;
    private final List<AsyncMiddleware> middlewares = new CopyOnWriteArrayList<>();
    private final List<Listener<Socket>> connectionListeners = new CopyOnWriteArrayList<>();

    Entrance() {
        this(null);
    }

    /** What is registered in the other one goes before what is registered here. */
    Entrance(@Nullable Entrance inherited) {
        this.inherited = inherited;
    }

    void use(Middleware middleware) {
        Objects.requireNonNull(middleware, "middleware");
        middlewares.add(request -> {
            middleware.accept(request);
            return DONE;
        });
    }

    void useAsync(AsyncMiddleware middleware) {
        middlewares.add(Objects.requireNonNull(middleware, "middleware"));
    }

    void onConnection(Listener<Socket> listener) {
        connectionListeners.add(Objects.requireNonNull(listener, "listener"));
    }

    void removeConnectionListener(Listener<Socket> listener) {
        connectionListeners.remove(listener);
    }

    List<AsyncMiddleware> middlewares() {
        return inherited == null ? middlewares : joined(inherited.middlewares, middlewares);
    }

    List<Listener<Socket>> connectionListeners() {
        return inherited == null ? connectionListeners : joined(inherited.connectionListeners, connectionListeners);
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        List<T> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
