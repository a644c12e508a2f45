package io.jettio.integration.deployment;

import java.util.function.UnaryOperator;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * An application's own Jetty, which serves something else, too, and lets no connection be idle for more than 4 s: longer than
 * a test may stand still between two requests.
 */
final class HostJetty implements Deployment {
    static final long IDLE_MILLIS = 4_000;

    private final Server jetty;
    private final ServerConnector connector;
    private final boolean secure;

    private HostJetty(Server jetty, ServerConnector connector, boolean secure) {
        this.jetty = jetty;
        this.connector = connector;
        this.secure = secure;
    }

    /** Starts one with a handler around the application's; with TLS where there is a certificate. */
    static HostJetty start(UnaryOperator<Handler> mounted, LoopbackTls tls) throws Exception {
        Server jetty = new Server();
        HttpConfiguration http = new HttpConfiguration();
        ServerConnector connector;
        if (tls == null) {
            connector = new ServerConnector(jetty, new HttpConnectionFactory(http));
        } else {
            http.addCustomizer(new SecureRequestCustomizer(false));
            SslContextFactory.Server context = new SslContextFactory.Server();
            context.setKeyStorePath(tls.keyStore().toString());
            context.setKeyStorePassword(LoopbackTls.PASSWORD);
            connector = new ServerConnector(
                    jetty, new SslConnectionFactory(context, "http/1.1"), new HttpConnectionFactory(http));
        }
        connector.setHost("127.0.0.1");
        connector.setIdleTimeout(IDLE_MILLIS);
        jetty.addConnector(connector);
        jetty.setHandler(mounted.apply(new Application()));
        jetty.start();
        return new HostJetty(jetty, connector, tls != null);
    }

    @Override
    public boolean secure() {
        return secure;
    }

    @Override
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            jetty.stop();
        } catch (Exception e) {
            throw new AssertionError("the application's Jetty did not stop", e);
        }
    }

    /** What the application serves by itself. */
    private static final class Application extends Handler.Abstract.NonBlocking {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            String text = "the application's " + Request.getPathInContext(request);
            response.getHeaders().put("Content-Length", text.length());
            Content.Sink.write(response, true, text, callback);
            return true;
        }
    }
}
