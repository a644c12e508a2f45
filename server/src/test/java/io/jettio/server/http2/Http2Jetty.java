package io.jettio.server.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.SocketIoServer;
import io.jettio.server.jetty.SocketIoHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;
import org.eclipse.jetty.http2.frames.SettingsFrame;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** An application's Jetty that speaks HTTP/2, with Socket.IO mounted in it, and a client that speaks nothing else. */
final class Http2Jetty implements AutoCloseable {
    private static final String PATH = "/socket.io/?EIO=4&";

    private final boolean secure;
    private final Server jetty = new Server();
    private final ServerConnector connector;
    private final HttpClient client;
    private final HTTP2Client http2;
    private final Session session;

    /** Over TLS with ALPN (h2) where there is a key store, else in clear text (h2c). */
    Http2Jetty(SocketIoServer io, KeyStore keys, String password, long idleMillis) throws Exception {
        secure = keys != null;
        connector = keys == null ? clearText() : overTls(keys, password);
        connector.setHost("127.0.0.1");
        connector.setIdleTimeout(idleMillis);
        jetty.addConnector(connector);
        jetty.setHandler(new SocketIoHandler(io, null));
        jetty.start();

        ClientConnector clientConnector = new ClientConnector();
        SslContextFactory.Client tls = new SslContextFactory.Client();
        if (keys != null) {
            tls.setTrustStore(keys);
        }
        clientConnector.setSslContextFactory(tls);
        http2 = new HTTP2Client(clientConnector);
        client = new HttpClient(new HttpClientTransportOverHTTP2(http2));
        client.start();
        session = connected(keys == null ? null : tls);
    }

    /** A connection for WebSockets, once the server has said that it takes them. */
    private Session connected(SslContextFactory.Client tls) throws Exception {
        CompletableFuture<Integer> connectProtocol = new CompletableFuture<>();
        Session.Listener listener = new Session.Listener() {
            @Override
            public void onSettings(Session from, SettingsFrame frame) {
                if (!frame.isReply()) {
                    connectProtocol.complete(frame.getSettings().get(SettingsFrame.ENABLE_CONNECT_PROTOCOL));
                }
            }
        };
        Session connected = http2.connect(
                        tls,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), connector.getLocalPort()),
                        listener)
                .get(20, TimeUnit.SECONDS);
        assertThat(connectProtocol.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        return connected;
    }

    private ServerConnector clearText() {
        HttpConfiguration http = new HttpConfiguration();
        return new ServerConnector(jetty, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
    }

    private ServerConnector overTls(KeyStore keys, String password) {
        HttpConfiguration http = new HttpConfiguration();
        http.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(keys);
        tls.setKeyStorePassword(password);
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        return new ServerConnector(
                jetty,
                new SslConnectionFactory(tls, alpn.getProtocol()),
                alpn,
                new HTTP2ServerConnectionFactory(http),
                new HttpConnectionFactory(http));
    }

    HttpClient client() {
        return client;
    }

    /** Asks for a WebSocket, on one connection for all. */
    Http2WebSocket webSocket(String query, String extensions) throws Exception {
        return Http2WebSocket.ask(session, "127.0.0.1:" + connector.getLocalPort(), PATH + query, extensions);
    }

    String httpUri(String query) {
        return (secure ? "https" : "http") + "://127.0.0.1:" + connector.getLocalPort() + PATH + query;
    }

    @Override
    public void close() {
        try {
            client.stop();
            jetty.stop();
        } catch (Exception e) {
            throw new AssertionError("did not stop", e);
        }
    }
}
