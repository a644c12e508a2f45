package io.jettio.server.jetty;

import io.jettio.server.internal.engine.WebSocketHandler;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.TunnelSupport;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** A request that becomes a WebSocket: by an upgrade of HTTP/1.1 (RFC 6455, 4.2) or an extended CONNECT (RFC 8441). */
final class WebSocketHandshake {
    private static final String VERSION = "13";
    private static final Pattern KEY = Pattern.compile("[+/0-9A-Za-z]{22}==");
    private static final String KEY_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final ClosingWebSockets closings;
    private final @Nullable MessageDeflate deflate;
    private final int maxMessageBytes;

    /** For messages of at most so many bytes, which may be compressed unless there is nothing that does it. */
    WebSocketHandshake(ClosingWebSockets closings, @Nullable MessageDeflate deflate, int maxMessageBytes) {
        this.closings = closings;
        this.deflate = deflate;
        this.maxMessageBytes = maxMessageBytes;
    }

    /** Whether a request wants to become a WebSocket. */
    static boolean isAskedFor(Request request) {
        if (!isHttp2(request)) {
            return request.getHeaders().contains(HttpHeader.UPGRADE, "websocket");
        }
        TunnelSupport tunnel = request.getTunnelSupport();
        return tunnel != null && "websocket".equals(tunnel.getProtocol());
    }

    private static boolean isHttp2(Request request) {
        return request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2;
    }

    /** Begins the handshake; whether it is under way. Otherwise nothing was answered. */
    boolean begin(Request request, Response response, Callback callback, WebSocketHandler handler) {
        HttpFields headers = request.getHeaders();
        TunnelSupport tunnel = request.getTunnelSupport();
        if (!isAskedFor(request) || tunnel == null) {
            return false;
        }
        if (!VERSION.equals(only(headers, HttpHeader.SEC_WEBSOCKET_VERSION))) {
            // Whatever else the refusal says, it has to name the version that would do (section 4.2.2).
            response.getHeaders().put(HttpHeader.SEC_WEBSOCKET_VERSION, VERSION);
            return false;
        }
        if (!isHttp2(request) && !switchProtocols(request, response)) {
            return false;
        }
        String deflates =
                deflate == null ? null : DeflateNegotiation.answer(headers.getValuesList("Sec-WebSocket-Extensions"));
        if (deflates != null) {
            response.getHeaders().put(HttpHeader.SEC_WEBSOCKET_EXTENSIONS, deflates);
        }
        JettyWebSocket next = connection(
                request,
                DelegatingEndPoint.unwrapped(tunnel.getEndPoint()),
                handler,
                deflates == null ? null : deflate);
        request.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, next);
        if (!isHttp2(request)) {
            int most = request.getConnectionMetaData().getHttpConfiguration().getResponseHeaderSize();
            request.addHttpStreamWrapper(stream -> new HandshakeAnswer(stream, next, most, handler::onError));
        }
        response.write(true, null, callback);
        return true;
    }

    /** The value of a header that may be there once (section 11.3); null if it is not, or more often. */
    private static @Nullable String only(HttpFields headers, HttpHeader name) {
        List<String> values = headers.getValuesList(name);
        return values.size() == 1 ? values.get(0) : null;
    }

    private static boolean switchProtocols(Request request, Response response) {
        HttpFields headers = request.getHeaders();
        String key = only(headers, HttpHeader.SEC_WEBSOCKET_KEY);
        if (!request.getMethod().equals("GET")
                || request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_1_1
                || !headers.contains(HttpHeader.CONNECTION, "upgrade")
                || key == null
                || !KEY.matcher(key).matches()
                || JettyBody.follows(request)) { // nobody would read it, and it would be taken for frames
            return false;
        }
        response.setStatus(HttpStatus.SWITCHING_PROTOCOLS_101);
        response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
        response.getHeaders().put(HttpHeader.CONNECTION, "Upgrade");
        response.getHeaders().put(HttpHeader.SEC_WEBSOCKET_ACCEPT, accept(key));
        return true;
    }

    private static String accept(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((key + KEY_SUFFIX).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    private JettyWebSocket connection(
            Request request, EndPoint end, WebSocketHandler handler, @Nullable MessageDeflate negotiated) {
        ConnectionMetaData data = request.getConnectionMetaData();
        JettyWebSocket connection = new JettyWebSocket(
                end,
                data.getConnector().getExecutor(),
                data.getConnector().getByteBufferPool(),
                new JettyWebSocket.Setup(handler, closings, negotiated, maxMessageBytes));
        data.getConnector().getEventListeners().forEach(connection::addEventListener);
        connection.handsOverBy(OrderedHttp.handOver(data.getConnector(), end));
        return connection;
    }
}
