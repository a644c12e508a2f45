package io.jettio.server.jetty;

import io.jettio.protocol.DecodeLimits;
import io.jettio.server.engine.EngineServerOptions;
import io.jettio.server.internal.Loggers;
import io.jettio.server.internal.engine.EngineCore;
import io.jettio.server.internal.engine.EngineHost;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.TunnelSupport;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.Graceful;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.exception.WebSocketException;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives the engine the requests of its path, and everybody else's to the next handler. */
abstract sealed class EngineHandler extends Handler.Wrapper implements Graceful
        permits SocketIoHandler, EngineIoHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Loggers.JETTY);
    private static final Pattern KEY = Pattern.compile("[+/0-9A-Za-z]{22}==");
    private static final int INPUT_BUFFER = 16 << 10;
    private static final int OUTPUT_BUFFER = 32 << 10;

    private final EngineCore engine;
    // Set while starting, before any request.
    private @Nullable WebSocketMappings webSockets;
    private @Nullable MessageDeflate deflate;
    private @Nullable ClosingWebSockets closings;
    private @Nullable HostStop stop;

    EngineHandler(EngineHost host, @Nullable Handler next) {
        super(next);
        this.engine = host.engineCore();
    }

    DecodeLimits limits() {
        return engine.options().limits();
    }

    @Override
    protected void doStart() throws Exception {
        EngineServerOptions options = engine.options();
        // Components of our own: those of the server that we are mounted in are not ours to change.
        WebSocketComponents own = WebSocketExtensions.components(getServer());
        addManaged(own);
        webSockets = new WebSocketMappings(own);
        if (options.compression().perMessageDeflate()) {
            deflate = new MessageDeflate(
                    own.getDeflaterPool(),
                    own.getInflaterPool(),
                    options.compression().perMessageDeflateThresholdBytes(),
                    limits().maxPayloadBytes());
        }
        closings = new ClosingWebSockets(getServer().getScheduler());
        stop = new HostStop(getServer(), engine, closings);
        super.doStart();
        stop.started();
    }

    /** The WebSockets that wait for the answer to their close. */
    ClosingWebSockets closings() {
        return Objects.requireNonNull(closings);
    }

    /** The host stops gracefully: nobody new is let in, and who is there is told. */
    @Override
    public CompletableFuture<Void> shutdown() {
        return Objects.requireNonNull(stop).shutdown();
    }

    @Override
    public boolean isShutdown() {
        return engine.isSuspended();
    }

    /** The host stops: so do the sessions, and whoever starts it again finds the server ready. */
    @Override
    protected void doStop() throws Exception {
        Objects.requireNonNull(stop).stopped();
        super.doStop();
        removeBean(Objects.requireNonNull(webSockets).getWebSocketComponents());
        deflate = null;
    }

    /** What compresses the messages of a WebSocket for which that was negotiated, or null where it never is. */
    @Nullable
    MessageDeflate messageDeflate() {
        return deflate;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!engine.owns(Request.getPathInContext(request))) {
            return super.handle(request, response, callback);
        }
        engine.handle(new JettyHttpExchange(this, request, response, callback));
        return true;
    }

    /** Whether a request wants to become a WebSocket: by HTTP/1.1's Upgrade, or by HTTP/2's extended CONNECT. */
    boolean asksForWebSocket(Request request) {
        if (request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_2) {
            return request.getHeaders().contains(HttpHeader.UPGRADE, "websocket");
        }
        TunnelSupport tunnel = request.getTunnelSupport();
        return tunnel != null && "websocket".equals(tunnel.getProtocol());
    }

    /** Begins the WebSocket's handshake; whether it is under way. Otherwise nothing was answered. */
    boolean upgrade(Request request, Response response, Callback callback, FrameHandler handler) {
        if (!hasKey(request)) {
            return false;
        }
        WebSocketMappings mappings = Objects.requireNonNull(webSockets);
        try {
            if (mappings.upgrade(
                    new Negotiator(handler, deflate != null), request, response, callback, this::configure)) {
                return true;
            }
        } catch (WebSocketException | HttpException.RuntimeException e) {
            LOG.debug("a WebSocket handshake that cannot be done", e);
        }
        return false;
    }

    /** RFC 6455, 4.2.1: the key is 16 bytes in base64, which Jetty leaves unchecked. HTTP/2 has none (RFC 8441, 5). */
    private static boolean hasKey(Request request) {
        String key = request.getHeaders().get(HttpHeader.SEC_WEBSOCKET_KEY);
        return request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2
                || (key != null && KEY.matcher(key).matches());
    }

    private void configure(Configuration webSocket) {
        int maxMessage = limits().maxPayloadBytes();
        webSocket.setIdleTimeout(Duration.ZERO); // the heartbeat decides
        webSocket.setAutoFragment(false);
        webSocket.setMaxFrameSize(maxMessage);
        webSocket.setMaxTextMessageSize(maxMessage);
        webSocket.setMaxBinaryMessageSize(maxMessage);
        webSocket.setInputBufferSize(INPUT_BUFFER);
        webSocket.setOutputBufferSize(OUTPUT_BUFFER);
    }

    /** Accepts what the engine has accepted already, with the extension that was switched on and no other. */
    private record Negotiator(FrameHandler handler, boolean deflates) implements WebSocketNegotiator {
        @Override
        public FrameHandler negotiate(ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
            response.setExtensions(WebSocketExtensions.negotiated(deflates, request.getExtensions()));
            return handler;
        }
    }
}
