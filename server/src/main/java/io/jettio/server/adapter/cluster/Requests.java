package io.jettio.server.adapter.cluster;

import io.jettio.server.adapter.Cancellable;
import io.jettio.server.adapter.LocalSockets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The requests of one node that others have not answered yet; none is kept beyond its end. Thread-safe. */
final class Requests {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final LocalSockets sockets;
    private final Map<String, Pending> pending = new ConcurrentHashMap<>();

    Requests(LocalSockets sockets) {
        this.sockets = sockets;
    }

    /** Eight random bytes in hexadecimal digits, as nodes and requests are named. */
    static String newId() {
        byte[] bytes = new byte[8];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /**
     * Keeps a request until its end.
     *
     * @param request the request
     * @param ended completes with its end
     * @param timeout after which it is ended; null for never
     * @return its id
     */
    String add(Pending request, CompletableFuture<?> ended, @Nullable Duration timeout) {
        String id = newId();
        pending.put(id, request);
        Cancellable deadline = timeout == null ? () -> {} : sockets.schedule(timeout, request::end);
        var unused = ended.whenComplete((result, failure) -> {
            pending.remove(id);
            deadline.cancel();
        });
        return id;
    }

    /** A node answers; whether somebody waits for that. */
    boolean response(ClusterMessage.Response response) {
        Pending request = pending.get(response.requestId());
        if (request != null) {
            request.response(response);
        }
        return request != null;
    }

    /** Tells every request. */
    void tell(Consumer<Pending> what) {
        List.copyOf(pending.values()).forEach(what);
    }

    /** How many there are. */
    int size() {
        return pending.size();
    }
}
