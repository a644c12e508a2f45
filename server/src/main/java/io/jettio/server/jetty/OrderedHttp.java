package io.jettio.server.jetty;

import java.util.Objects;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * HTTP/1.1 connections of Jetty's that one thread reads at a time, for a Jetty of your own:
 *
 * <pre>{@code
 * Server jetty = new Server(OrderedHttp.threads(200));
 * jetty.addConnector(new ServerConnector(jetty, OrderedHttp.connections(jetty, new HttpConfiguration())));
 * }</pre>
 *
 * <p>Jetty (12.0.31 to 12.1.14, and perhaps later) answers a request whose head is bad, or is cut off, on a second thread,
 * which has a third one read on while the first is still about to leave. If that one is held up at this moment, the
 * connection's buffer goes back to the pool twice, the pool gives it to two other connections, and one of them is served
 * what the other one sent. Nobody has to mean harm for it: a client that goes away in the middle of a head is enough. With
 * these two parts the third thread comes when the first has left. A server that listens by itself uses them.
 *
 * <p>Both parts are needed, and the threads must not be virtual ones: Jetty would go past the pool to them.
 */
public final class OrderedHttp {
    private OrderedHttp() {}

    /**
     * Threads for a server with such connections: a pool as Jetty's own in all else, and to be configured like it.
     *
     * @param most how many threads there may be; at least 8, or else Jetty does not start
     * @return the pool, not started
     * @throws IllegalArgumentException if there may be fewer than Jetty's least
     */
    public static QueuedThreadPool threads(int most) {
        return new Threads(most);
    }

    /**
     * What makes such connections, in the place of Jetty's {@link HttpConnectionFactory}: alone, or behind TLS.
     *
     * @param server whose thread pool is of {@link #threads(int)}
     * @param http as for Jetty's
     * @return the factory, for connectors of this server
     * @throws IllegalArgumentException if the server has another thread pool, with which the order would not be kept
     */
    public static HttpConnectionFactory connections(Server server, HttpConfiguration http) {
        if (!(server.getThreadPool() instanceof Threads)) {
            throw new IllegalArgumentException("the server's thread pool must be of OrderedHttp.threads, was "
                    + server.getThreadPool().getClass().getName());
        }
        return new Connections(Objects.requireNonNull(http, "http"));
    }

    private static final class Connections extends HttpConnectionFactory {
        Connections(HttpConfiguration http) {
            super(http);
        }

        @Override
        public Connection newConnection(Connector connector, EndPoint end) {
            return super.newConnection(connector, new OrderedEndPoint(end));
        }
    }

    private static final class Threads extends QueuedThreadPool {
        Threads(int most) {
            super(most);
        }

        /** Jetty executes a connection so that it reads on. */
        @Override
        public void execute(Runnable job) {
            if (job instanceof Connection connection && connection.getEndPoint() instanceof OrderedEndPoint end) {
                end.readOn(job, super::execute);
            } else {
                super.execute(job);
            }
        }
    }
}
