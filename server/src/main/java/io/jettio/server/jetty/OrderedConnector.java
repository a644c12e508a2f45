package io.jettio.server.jetty;

import java.util.Collection;
import java.util.EventListener;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.TryExecutor;
import org.jspecify.annotations.Nullable;

/**
 * A host's connector as those connections see it that are read in order: it is the host's in all but the executor, which has
 * what reads on wait for those who read. It accepts nothing and is never started.
 */
final class OrderedConnector extends ServerConnector {
    private final ServerConnector host;
    private final HttpConnectionFactory hosts;
    private final HttpConnectionFactory own;

    /** For a connector and what it makes connections of HTTP/1.1 with. */
    OrderedConnector(ServerConnector host, HttpConnectionFactory factory) {
        super(
                host.getServer(),
                new Ordering(TryExecutor.asTryExecutor(host.getExecutor())),
                host.getScheduler(),
                host.getByteBufferPool(),
                0,
                1);
        this.host = host;
        this.hosts = factory;
        this.own = withoutCache(factory);
    }

    /** As the host's factory, but for the cache of header fields, which takes 100 KiB for each connection that stays. */
    private static HttpConnectionFactory withoutCache(HttpConnectionFactory factory) {
        if (factory.getHttpConfiguration().getClass() != HttpConfiguration.class) {
            return factory;
        }
        HttpConfiguration http = new HttpConfiguration(factory.getHttpConfiguration());
        http.setHeaderCacheSize(0);
        HttpConnectionFactory own = new HttpConnectionFactory(http);
        own.setInputBufferSize(factory.getInputBufferSize());
        factory.getEventListeners().forEach(own::addEventListener);
        return own;
    }

    /** The host's own. */
    ServerConnector host() {
        return host;
    }

    /** The host's own. */
    HttpConfiguration hostsConfiguration() {
        return hosts.getHttpConfiguration();
    }

    /** A connection of HTTP/1.1 on an end point below another connection of this connector, read in order from its beginning. */
    Connection connection(OrderedEndPoint end) {
        Connection connection = own.newConnection(this, end);
        end.order(connection);
        return connection;
    }

    private record Ordering(TryExecutor host) implements TryExecutor {
        @Override
        public void execute(Runnable job) {
            if (!OrderedEndPoint.readsOn(job, host)) {
                host.execute(job);
            }
        }

        @Override
        public boolean tryExecute(Runnable job) {
            return host.tryExecute(job);
        }
    }

    // ---------------------------------------------------------------- what connections and handlers ask for

    @Override
    public boolean isShutdown() {
        return host.isShutdown();
    }

    @Override
    public CompletableFuture<Void> shutdown() {
        return host.shutdown();
    }

    @Override
    public @Nullable ConnectionFactory getConnectionFactory(String protocol) {
        return host.getConnectionFactory(protocol);
    }

    @Override
    public <T> @Nullable T getConnectionFactory(Class<T> type) {
        return host.getConnectionFactory(type);
    }

    @Override
    public Collection<ConnectionFactory> getConnectionFactories() {
        return host.getConnectionFactories();
    }

    @Override
    public List<String> getProtocols() {
        return host.getProtocols();
    }

    @Override
    public String getDefaultProtocol() {
        return host.getDefaultProtocol();
    }

    @Override
    public ConnectionFactory getDefaultConnectionFactory() {
        return host.getDefaultConnectionFactory();
    }

    @Override
    public List<EventListener> getEventListeners() {
        return host.getEventListeners();
    }

    @Override
    public Collection<EndPoint> getConnectedEndPoints() {
        return host.getConnectedEndPoints();
    }

    /** Where the thread is found that selects the connection. */
    @Override
    public SelectorManager getSelectorManager() {
        return host.getSelectorManager();
    }

    @Override
    public String getName() {
        return host.getName();
    }

    @Override
    public String getHost() {
        return host.getHost();
    }

    @Override
    public int getLocalPort() {
        return host.getLocalPort();
    }
}
