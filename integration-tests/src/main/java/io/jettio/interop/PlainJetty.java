package io.jettio.interop;

import java.net.InetSocketAddress;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** A Jetty such as an application has: one connector of Jetty's, and its defaults throughout. */
final class PlainJetty {
    private PlainJetty() {}

    /** Makes the application's handler for a server that has not been started. */
    @FunctionalInterface
    interface Application {
        Handler on(Server server);
    }

    static Served start(String host, int port, boolean secure, Application application) throws Exception {
        if (!secure) {
            return start(new Server(new InetSocketAddress(host, port)), false, application);
        }
        try (Certificate certificate = Certificate.make()) {
            return start(tls(host, port, certificate), true, application);
        }
    }

    private static Served start(Server server, boolean secure, Application application) throws Exception {
        server.setHandler(application.on(server));
        try {
            server.start();
        } catch (Exception e) {
            LifeCycle.stop(server);
            throw e;
        }
        return new Served(server.getURI().getPort(), secure, () -> LifeCycle.stop(server));
    }

    private static Server tls(String host, int port, Certificate certificate) {
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setKeyStorePath(certificate.keyStore().toString());
        context.setKeyStorePassword(Certificate.PASSWORD);
        HttpConfiguration http = new HttpConfiguration();
        http.addCustomizer(new SecureRequestCustomizer(false)); // any name will do: the host is the caller's choice
        HttpConnectionFactory http1 = new HttpConnectionFactory(http);
        Server server = new Server();
        ServerConnector connector =
                new ServerConnector(server, new SslConnectionFactory(context, http1.getProtocol()), http1);
        connector.setHost(host);
        connector.setPort(port);
        server.addConnector(connector);
        return server;
    }
}
