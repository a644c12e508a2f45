package io.jettio.server.jetty;

import io.jettio.common.jetty.SelectorBatch;
import io.jettio.common.run.HandOver;
import java.net.InetSocketAddress;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread at a time read from an HTTP/1.1 connection of Jetty's, for a Jetty of your own:
 *
 * <pre>{@code
 * Server jetty = OrderedHttp.server(new InetSocketAddress(8080)); // instead of new Server(…)
 *
 * Server other = new Server(OrderedHttp.threads(200)); // or, where the connectors are of your own making
 * other.addConnector(…);
 * OrderedHttp.install(other);
 * }</pre>
 *
 * <p>Jetty (12.0.31 to 12.1.14, and perhaps later) answers a request whose head is bad, or is cut off, on a second thread,
 * which has a third one read on while the first is still about to leave. If that one is held up at this moment, the
 * connection's buffer goes back to the pool twice, the pool gives it to two other connections, and one of them is served
 * what the other one sent. Nobody has to mean harm for it: a client that goes away in the middle of a head is enough. With
 * these two parts the third thread comes when the first has left. A server that listens by itself has them.
 *
 * <p>Both parts are needed, and the pool must not have virtual threads: Jetty would go past the pool to them.
 */
public final class OrderedHttp {
    private static final int JETTYS_DEFAULT = 200;

    private OrderedHttp() {}

    /**
     * {@return a server with one such connector and up to 200 threads, not started, as {@code new Server(address)} is one}
     *
     * @param address where it listens; port 0 for one that the system chooses
     */
    public static Server server(InetSocketAddress address) {
        Server server = new Server(threads(JETTYS_DEFAULT));
        ServerConnector connector = new ServerConnector(server);
        connector.setHost(address.getHostString());
        connector.setPort(address.getPort());
        server.addConnector(connector);
        install(server);
        return server;
    }

    /**
     * Threads for a server with such connections: a pool as Jetty's own in all else, and to be configured like it.
     *
     * @param most how many threads there may be at the most; Jetty's own default is 200, its least 8
     * @return the pool, not started
     * @throws IllegalArgumentException if there may be fewer than Jetty's least
     */
    public static QueuedThreadPool threads(int most) {
        return new Threads(most);
    }

    /**
     * Exchanges what makes HTTP/1.1 connections in the connectors that a server has now: alone, behind TLS, and beside
     * HTTP/2. Each keeps its {@link HttpConfiguration}; what is of another class than Jetty's {@link HttpConnectionFactory}
     * itself stays.
     *
     * @param server not started, its thread pool made by {@link #threads(int)}
     * @throws IllegalArgumentException if it has another thread pool, or a connector has an executor of its own: the order
     *     would not be kept
     * @throws IllegalStateException if a connector has been started
     */
    public static void install(Server server) {
        if (!(server.getThreadPool() instanceof Threads)) {
            throw new IllegalArgumentException("the server's thread pool must be made by OrderedHttp.threads, was a "
                    + server.getThreadPool().getClass().getName());
        }
        for (Connector connector : server.getConnectors()) {
            if (connector.getExecutor() != server.getThreadPool()) {
                throw new IllegalArgumentException("a connector has an executor of its own: " + connector);
            }
            ConnectionFactory http = connector.getConnectionFactory(HttpVersion.HTTP_1_1.asString());
            if (FreshConnections.hosts(http) instanceof HttpConnectionFactory plain
                    && plain.getClass() == HttpConnectionFactory.class
                    && connector instanceof AbstractConnector changeable) {
                changeable.addConnectionFactory(new Connections(plain.getHttpConfiguration()));
            }
        }
    }

    /** Makes connections that are read in order. */
    static final class Connections extends HttpConnectionFactory {
        Connections(HttpConfiguration http) {
            super(http);
        }

        @Override
        public Connection newConnection(Connector connector, EndPoint end) {
            OrderedEndPoint ordered = new OrderedEndPoint(end, handOver(connector, end));
            Connection connection = super.newConnection(connector, ordered);
            ordered.order(connection);
            return connection;
        }
    }

    /** What gathers the work of the thread that selects an end point of this connector, if that is known. */
    static @Nullable HandOver handOver(Connector connector, EndPoint end) {
        return connector instanceof ServerConnector tcp ? SelectorBatch.of(tcp.getSelectorManager(), end) : null;
    }

    private static final class Threads extends QueuedThreadPool {
        Threads(int most) {
            super(most);
        }

        /** Jetty executes a connection so that it reads on. */
        @Override
        public void execute(Runnable job) {
            if (!OrderedEndPoint.readsOn(job, super::execute)) {
                super.execute(job);
            }
        }
    }
}
