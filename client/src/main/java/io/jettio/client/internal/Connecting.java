package io.jettio.client.internal;

import io.jettio.client.ConnectError;
import io.jettio.client.ConnectFailedException;
import io.jettio.client.internal.concurrent.Strand;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Somebody's wait for several sockets to be connected. Strand. */
final class Connecting {
    private final Map<String, SocketImpl> sockets;
    private final Strand strand;
    private final CompletableFuture<Void> result = new CompletableFuture<>();

    private final Set<String> open = new HashSet<>();
    private final Map<String, ConnectError> last = new HashMap<>();
    private Strand.@Nullable Timer timer;

    Connecting(Map<String, SocketImpl> sockets, Strand strand) {
        this.sockets = sockets;
        this.strand = strand;
    }

    /** Completes on the strand. */
    CompletableFuture<Void> result() {
        return result;
    }

    void start(Duration timeout) {
        open.addAll(sockets.keySet());
        timer = strand.after(timeout, () -> tooLate(timeout));
        for (SocketImpl socket : sockets.values()) {
            socket.watch(this);
        }
    }

    /** A socket is connected. */
    void connected(SocketImpl socket) {
        last.remove(socket.namespace());
        done(socket);
    }

    /** A socket could not connect; it goes on trying, or not. */
    void failed(SocketImpl socket, ConnectError error, boolean again) {
        last.put(socket.namespace(), error);
        if (!again) {
            done(socket);
        }
    }

    private void done(SocketImpl socket) {
        socket.unwatch(this);
        open.remove(socket.namespace());
        if (open.isEmpty()) {
            end();
        }
    }

    private void tooLate(Duration timeout) {
        for (String namespace : open) {
            last.computeIfAbsent(
                    namespace,
                    name -> ConnectError.failed(ConnectError.Stage.NAMESPACE, "not connected within " + timeout, null));
        }
        end();
    }

    /** The manager has stopped before this could end. Any thread. */
    void abandon() {
        Map<String, ConnectError> failures = new LinkedHashMap<>();
        sockets.keySet()
                .forEach(namespace -> failures.put(
                        namespace,
                        ConnectError.failed(ConnectError.Stage.CLIENT, "the manager has been closed", null)));
        result.completeExceptionally(new ConnectFailedException(failures));
    }

    private void end() {
        if (timer != null) {
            timer.cancel();
        }
        sockets.values().forEach(socket -> socket.unwatch(this));
        Map<String, ConnectError> failures = new LinkedHashMap<>();
        for (String namespace : sockets.keySet()) {
            ConnectError error = last.get(namespace);
            if (error != null) {
                failures.put(namespace, error);
            }
        }
        if (failures.isEmpty()) {
            result.complete(null);
        } else {
            result.completeExceptionally(new ConnectFailedException(failures));
        }
    }
}
