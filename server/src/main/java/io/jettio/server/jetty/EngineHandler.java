package io.jettio.server.jetty;

import io.jettio.server.engine.EngineServerOptions;
import io.jettio.server.internal.engine.EngineCore;
import io.jettio.server.internal.engine.EngineHost;
import io.jettio.server.internal.engine.WebSocketHandler;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.zip.Deflater;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.StatisticsHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.component.Graceful;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.compression.CompressionPool;
import org.eclipse.jetty.util.compression.DeflaterPool;
import org.eclipse.jetty.util.compression.InflaterPool;
import org.jspecify.annotations.Nullable;

/** Gives the engine the requests of its path, and everybody else's to the next handler. */
abstract sealed class EngineHandler extends Handler.Wrapper implements Graceful
        permits SocketIoHandler, EngineIoHandler {
    private final EngineCore engine;
    private final PolledConnections polled = new PolledConnections();
    // Set while starting, before any request.
    private @Nullable WebSocketHandshake webSockets;
    private List<LifeCycle> pools = List.of();
    private @Nullable HostStop stop;

    EngineHandler(EngineHost host, @Nullable Handler next) {
        super(next);
        this.engine = host.engineCore();
    }

    @Override
    protected void doStart() throws Exception {
        EngineServerOptions options = engine.options();
        ClosingWebSockets closings = new ClosingWebSockets(getServer().getScheduler());
        int maxMessage = options.limits().maxPayloadBytes();
        webSockets = new WebSocketHandshake(closings, deflate(options, maxMessage), maxMessage);
        stop = new HostStop(getServer(), engine, closings);
        super.doStart();
        stop.started();
    }

    /** What compresses messages, with pools that live as long as this runs; null where nothing is compressed. */
    private @Nullable MessageDeflate deflate(EngineServerOptions options, int maxMessage) {
        if (!options.compression().perMessageDeflate()) {
            return null;
        }
        DeflaterPool deflaters = new DeflaterPool(CompressionPool.DEFAULT_CAPACITY, Deflater.DEFAULT_COMPRESSION, true);
        InflaterPool inflaters = new InflaterPool(CompressionPool.DEFAULT_CAPACITY, true);
        pools = List.of(deflaters, inflaters);
        pools.forEach(this::addManaged);
        return new MessageDeflate(
                deflaters, inflaters, options.compression().perMessageDeflateThresholdBytes(), maxMessage);
    }

    /** The host stops gracefully: nobody new is let in, and who is there is told. */
    @Override
    public CompletableFuture<Void> shutdown() {
        return Objects.requireNonNull(stop).shutdown();
    }

    @Override
    public boolean isShutdown() {
        return engine.life().isSuspended();
    }

    /** The host stops: so do the sessions, and whoever starts it again finds the server ready. */
    @Override
    protected void doStop() throws Exception {
        Objects.requireNonNull(stop).stopped();
        super.doStop();
        pools.forEach(this::removeBean);
        pools = List.of();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!engine.owns(Request.getPathInContext(request))) {
            return handleOther(request, response, callback);
        }
        engine.handle(new JettyHttpExchange(this, request, response, callback));
        return true;
    }

    /** Somebody else's request, perhaps on a connection that has polled before. */
    private boolean handleOther(Request request, Response response, Callback callback) throws Exception {
        OrderedEndPoint end = OrderedEndPoint.of(request);
        if (end == null) {
            return super.handle(request, response, callback);
        }
        end.polls(false);
        Request seen = PolledConnections.asOfHost(request);
        if (!end.selects() || getServer().getInvocationType() == InvocationType.NON_BLOCKING) {
            return super.handle(seen, response, callback);
        }
        threadsOf(request).execute(() -> {
            try {
                if (!super.handle(seen, response, callback) && !handleByDefault(seen, response, callback)) {
                    Response.writeError(seen, response, callback, HttpStatus.NOT_FOUND_404);
                }
            } catch (Exception | Error e) {
                callback.failed(e); // as Jetty does
            }
        });
        return true;
    }

    /** What gives a blocking handler its thread: virtual ones, where the host has such. */
    private static Executor threadsOf(Request request) {
        Executor threads = request.getComponents().getExecutor();
        Executor virtual = VirtualThreads.getVirtualThreadsExecutor(threads);
        return virtual == null ? threads : virtual;
    }

    private boolean handleByDefault(Request request, Response response, Callback callback) throws Exception {
        Handler last = getServer().getDefaultHandler();
        return last != null && last.handle(request, response, callback);
    }

    /** A request of ours is about to be answered, not by a WebSocket and not by an error. */
    void answers(Request request, Response response) {
        if (isOutermost()) {
            polled.answers(request, response);
        }
    }

    /** Whether nothing of the host's own is around this; what Spring Boot counts requests with never blocks. */
    private boolean isOutermost() {
        Handler outermost = getServer().getHandler();
        while (outermost instanceof Handler.Wrapper wrapper
                && (wrapper instanceof HealthHandler || wrapper.getClass() == StatisticsHandler.class)) {
            outermost = wrapper.getHandler();
        }
        return outermost == this;
    }

    /** Whether nothing of the host's own sees our requests on a connection, so that nothing blocks whoever brings them. */
    boolean isAlone(ConnectionMetaData connection) {
        return isOutermost()
                && getServer().getRequestLog() == null
                && connection.getHttpConfiguration().getCustomizers().stream().allMatch(EngineHandler::isOfJetty);
    }

    private static boolean isOfJetty(Object part) {
        return part.getClass().getName().startsWith("org.eclipse.jetty.server.");
    }

    /** Begins the WebSocket's handshake; whether it is under way. Otherwise nothing was answered. */
    boolean upgrade(Request request, Response response, Callback callback, WebSocketHandler handler) {
        return Objects.requireNonNull(webSockets).begin(request, response, callback, handler);
    }
}
