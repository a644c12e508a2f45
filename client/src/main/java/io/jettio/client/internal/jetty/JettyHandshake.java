package io.jettio.client.internal.jetty;

import io.jettio.client.engine.EngineException;
import io.jettio.client.internal.engine.HttpCarrier;
import io.jettio.client.internal.engine.WebSocketCarrier;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.client.CoreClientUpgradeRequest;
import org.eclipse.jetty.websocket.core.client.UpgradeListener;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;
import org.eclipse.jetty.websocket.core.exception.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * The handshake of one WebSocket on Jetty's client, which keeps what it was answered with. The frames are ours, unless an
 * extension was negotiated.
 */
final class JettyHandshake extends CoreClientUpgradeRequest
        implements Response.Listener, Request.Listener, UpgradeListener {
    // An inflated message comes in parts of this size, of which a connection takes 1 024.
    private static final String DEFLATE = "permessage-deflate;@inflate_buffer_size=65536;@deflate_buffer_size=16384";

    private final JettyCarriers carriers;
    private final JettyConnection connection;
    private final CoreWebSocket byJetty;
    private final int maxMessageBytes;
    private final ResponseBody body = new ResponseBody(EngineException.MAX_BODY_BYTES);
    private volatile boolean connected;
    private volatile @Nullable Response response;

    // Only in the calls of Jetty.
    private boolean ours;

    private JettyHandshake(
            WebSocketCoreClient client,
            JettyCarriers carriers,
            WebSocketCarrier.Request request,
            JettyConnection connection) {
        super(client, request.uri());
        this.carriers = carriers;
        this.connection = connection;
        this.maxMessageBytes = request.maxMessageBytes();
        this.byJetty = new CoreWebSocket(connection, maxMessageBytes);
        listener(this);
        addListener(this);
        headers(fields -> request.headers().forEach(fields::put));
        Configuration.ConfigurationCustomizer settings = new Configuration.ConfigurationCustomizer();
        settings.setIdleTimeout(Duration.ZERO);
        settings.setMaxFrameSize(request.maxMessageBytes());
        // Compression works in parts; without it a message stays one frame.
        settings.setAutoFragment(request.deflate());
        if (request.deflate()) {
            addExtensions(DEFLATE);
        }
        if (!request.protocols().isEmpty()) {
            setSubProtocols(request.protocols());
        }
        setConfiguration(settings);
    }

    static WebSocketCarrier.Connection connect(
            JettyCarriers carriers, WebSocketCarrier.Request request, WebSocketCarrier.Listener listener) {
        JettyConnection connection = new JettyConnection(carriers.isProxied(), listener);
        try {
            WebSocketCoreClient client = carriers.webSocketClient();
            JettyHandshake handshake = new JettyHandshake(client, carriers, request, connection);
            connection.handshake(handshake);
            CompletableFuture<CoreSession> connecting = client.connect(handshake);
            connection.connecting(connecting);
        } catch (Exception failure) {
            connection.failed(failure);
        }
        return connection;
    }

    @Override
    public FrameHandler getFrameHandler() {
        return byJetty;
    }

    @Override
    public void upgrade(Response answer, EndPoint endPoint) {
        if (answer.getHeaders().contains(HttpHeader.SEC_WEBSOCKET_EXTENSIONS)) {
            super.upgrade(answer, endPoint);
            return;
        }
        String protocol = answer.getHeaders().get(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL);
        if (protocol != null && !getSubProtocols().contains(protocol)) {
            throw new ProtocolException("the server chose a subprotocol that was not offered: " + protocol);
        }
        ours = true;
        response = answer;
        endPoint.setIdleTimeout(0);
        endPoint.upgrade(carriers.newWebSocket(endPoint, maxMessageBytes, connection));
    }

    @Override
    public void onComplete(Result result) {
        // Jetty does not know that it succeeded.
        if (!ours) {
            super.onComplete(result);
        }
    }

    boolean isConnected() {
        return connected;
    }

    /** The header fields of the answer. */
    HttpCarrier.Headers answerHeaders() {
        Response answer = response;
        return answer == null ? HttpCarrier.Headers.NONE : new JettyHeaders(answer.getHeaders());
    }

    /** The answer where it is not the one that opens a WebSocket; null where there is none. */
    HttpCarrier.@Nullable Response refusal() {
        Response answer = response;
        if (answer == null || answer.getStatus() == HttpStatus.SWITCHING_PROTOCOLS_101) {
            return null;
        }
        return new HttpCarrier.Response(answer.getStatus(), answerHeaders(), body.whole(null));
    }

    @Override
    public void onHandshakeRequest(Request request) {
        // Also where the client is the application's.
        request.followRedirects(false);
    }

    @Override
    public void onHandshakeResponse(Request request, Response answer) {
        // Of an answer that opens a WebSocket the listener's own methods are told too late.
        response = answer;
    }

    @Override
    public void onBegin(Request request) {
        connected = true;
    }

    @Override
    public void onHeaders(Response answer) {
        response = answer;
    }

    @Override
    public void onContent(Response answer, ByteBuffer content) {
        // What is beyond the limit is not kept.
        int kept = Math.min(content.remaining(), body.room());
        body.add(content.slice().limit(kept));
        content.position(content.limit());
    }
}
