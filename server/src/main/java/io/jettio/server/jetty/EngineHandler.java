package io.jettio.server.jetty;

import io.jettio.server.engine.EngineServerOptions;
import io.jettio.server.internal.engine.EngineCore;
import io.jettio.server.internal.engine.EngineHost;
import io.jettio.server.internal.engine.WebSocketHandler;
import java.util.EventListener;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.zip.Deflater;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.server.handler.StatisticsHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.Graceful;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.compression.CompressionPool;
import org.eclipse.jetty.util.compression.DeflaterPool;
import org.eclipse.jetty.util.compression.InflaterPool;
import org.jspecify.annotations.Nullable;

/** Gives the engine the requests of its path, and everybody else's to the next handler. */
abstract sealed class EngineHandler extends Handler.Wrapper implements Graceful
        permits SocketIoHandler, EngineIoHandler {
    /** Begins the names of what a server of Jetty's makes for itself. */
    private static final String SERVERS_OWN = Server.class.getName() + '$';

    private final EngineCore engine;
    private final PolledConnections polled = new PolledConnections();
    private final FreshConnections fresh = new FreshConnections(this::isAlone);
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
        if (isOutermost()) {
            fresh.begin(getServer());
        }
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
        fresh.end();
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

    /** Somebody else's request, perhaps the first of its connection, or on one that has polled before. */
    private boolean handleOther(Request request, Response response, Callback callback) throws Exception {
        OrderedEndPoint end = OrderedEndPoint.of(request);
        if (end != null) {
            end.readBySelecting(false);
        }
        Request seen = PolledConnections.asOfHost(request);
        SelectedRead read = SelectedRead.of(request);
        if (read == null || getServer().getInvocationType() == InvocationType.NON_BLOCKING) {
            return super.handle(seen, response, callback);
        }
        new HostRequest(super::handle, seen, response, callback).behind(read);
        return true;
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

    /**
     * Whether nothing of the host's own sees our requests, and what becomes of a connection with them, so that nothing blocks
     * whoever brings them.
     */
    boolean isAlone(Connector connector, HttpConfiguration http) {
        Server server = getServer();
        return isOutermost()
                && server.getClass() == Server.class
                && server.getRequestLog() == null
                && answersAsJetty(server.getErrorHandler())
                && http.getCustomizers().stream().allMatch(EngineHandler::isOfJetty)
                && http.getComplianceViolationListeners().stream().allMatch(EngineHandler::isOfJetty)
                && connector.getEventListeners().stream().noneMatch(EngineHandler::seesConnections);
    }

    /** Whether errors get Jetty's own answers, and not by another handler of the host's. */
    private static boolean answersAsJetty(Request.@Nullable Handler errors) {
        return errors == null
                || errors.getClass() == ErrorHandler.class
                || errors.getClass().getName().startsWith(SERVERS_OWN);
    }

    /** Whether a listener of the host's is told of connections, also of one that becomes a WebSocket. */
    static boolean seesConnections(EventListener listener) {
        return listener instanceof Connection.Listener && !isOfJetty(listener);
    }

    private static boolean isOfJetty(Object part) {
        return part.getClass().getName().startsWith("org.eclipse.jetty.");
    }

    /** Begins the WebSocket's handshake; whether it is under way. Otherwise nothing was answered. */
    boolean upgrade(Request request, Response response, Callback callback, WebSocketHandler handler) {
        return Objects.requireNonNull(webSockets).begin(request, response, callback, handler);
    }
}
