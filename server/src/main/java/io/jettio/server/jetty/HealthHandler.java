package io.jettio.server.jetty;

import io.jettio.server.SocketIoServer;
import io.jettio.server.engine.EngineServer;
import io.jettio.server.internal.engine.EngineCore;
import io.jettio.server.internal.engine.EngineHost;
import io.jettio.server.observe.ServerHealth;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Tells load balancers whether to send new clients to a server: {@code GET} and {@code HEAD} of one path, as a whole, are
 * answered 200 where the server takes handshakes and 503 otherwise, with {@link ServerHealth} as JSON; other methods are
 * answered 405, and other paths go to the next handler. It turns to 503 before the first handshake is refused. No answer
 * carries a CORS header or anything but the state and numbers, and none may be cached. The state is always that of the
 * moment; the numbers are looked up at most once a second, so that asking often costs nothing. Thread-safe; it never
 * blocks.
 */
public final class HealthHandler extends Handler.Wrapper {
    /** The path that is usual. */
    public static final String PATH = "/health";

    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final EngineCore engine;
    private final String path;
    private volatile @Nullable Known known;

    private record Known(ServerHealth health, long at) {}

    /**
     * Makes a handler for a Socket.IO server.
     *
     * @param io the server, made by {@link SocketIoServer#create}
     * @param path the path, such as {@link #PATH}
     * @param next takes what is not for this path; null answers that with 404
     */
    public HealthHandler(SocketIoServer io, String path, @Nullable Handler next) {
        this((EngineHost) io, path, next);
    }

    /**
     * Makes a handler for an Engine.IO server.
     *
     * @param server the server, made by {@link EngineServer#create}
     * @param path the path, such as {@link #PATH}
     * @param next takes what is not for this path; null answers that with 404
     */
    public HealthHandler(EngineServer server, String path, @Nullable Handler next) {
        this((EngineHost) server, path, next);
    }

    private HealthHandler(EngineHost host, String path, @Nullable Handler next) {
        super(next);
        this.engine = host.engineCore();
        this.path = Objects.requireNonNull(path, "path");
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!Request.getPathInContext(request).equals(path)) {
            return super.handle(request, response, callback);
        }
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            response.setStatus(HttpStatus.METHOD_NOT_ALLOWED_405);
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            response.write(true, BufferUtil.EMPTY_BUFFER, callback);
            return true;
        }
        ServerHealth health = health();
        response.setStatus(health.isReady() ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        byte[] body = json(health).getBytes(StandardCharsets.US_ASCII);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, BufferUtil.toBuffer(body), callback);
        return true;
    }

    private ServerHealth health() {
        long now = System.nanoTime();
        Known last = known;
        if (last == null
                || now - last.at() >= KEPT_NANOS
                || last.health().state() != engine.life().state()) {
            last = new Known(engine.health(), now);
            known = last;
        }
        return last.health();
    }

    private static String json(ServerHealth health) {
        return "{\"state\":\"" + health.state().name().toLowerCase(Locale.ROOT) + "\",\"connections\":"
                + health.connections() + ",\"mostQueuedBytes\":" + health.mostQueuedBytes()
                + ",\"mostQueuedPackets\":" + health.mostQueuedPackets() + "}";
    }
}
