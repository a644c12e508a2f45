package io.jettio.server.jetty;

import java.util.ArrayList;
import java.util.EventListener;
import java.util.List;
import java.util.function.BiPredicate;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.jspecify.annotations.Nullable;

/**
 * Has the selecting thread read the first request of a host's connections, which for ours is mostly the handshake of a
 * WebSocket. For this the factory of connections is exchanged in connectors that speak nothing but HTTP/1.1 over plain
 * sockets, while they have not started; it makes what the host's own one makes. Elsewhere connections begin as Jetty
 * has it.
 */
final class FreshConnections {
    private final BiPredicate<Connector, HttpConfiguration> allowed;
    private List<Exchanged> exchanged = List.of();

    private record Exchanged(ServerConnector connector, StandIn factory) {}

    /** @param allowed whether nothing of the host's blocks who brings a request of ours; asked for each connection */
    FreshConnections(BiPredicate<Connector, HttpConfiguration> allowed) {
        this.allowed = allowed;
    }

    /** The handler starts, before the connectors do that are to be; one that runs has what an earlier start gave it. */
    void begin(Server server) {
        List<Exchanged> found = new ArrayList<>();
        for (Connector each : server.getConnectors()) {
            if (each instanceof ServerConnector connector
                    && connector.getConnectionFactories().size() == 1
                    && exchange(connector) instanceof StandIn factory) {
                factory.begin(this);
                found.add(new Exchanged(connector, factory));
            }
        }
        exchanged = found;
    }

    private static ConnectionFactory exchange(ServerConnector connector) {
        ConnectionFactory now = connector.getDefaultConnectionFactory();
        if (!connector.isRunning()
                && now instanceof HttpConnectionFactory http
                && (http.getClass() == HttpConnectionFactory.class || http instanceof OrderedHttp.Connections)) {
            connector.addConnectionFactory(new StandIn(http));
        }
        return connector.getDefaultConnectionFactory();
    }

    /** The handler stops, after the connectors did; where one goes on, its connections begin as Jetty has it. */
    void end() {
        for (Exchanged each : exchanged) {
            each.factory().end(this);
            if (!each.connector().isRunning() && each.connector().getDefaultConnectionFactory() == each.factory()) {
                each.connector().addConnectionFactory(each.factory().hosts);
            }
        }
        exchanged = List.of();
    }

    /** The host's own factory, where another one stands in for it. */
    static @Nullable ConnectionFactory hosts(@Nullable ConnectionFactory factory) {
        return factory instanceof StandIn other ? other.hosts : factory;
    }

    /** Makes what the host's factory makes, and has it read so while a handler runs that wants it. */
    private static final class StandIn extends HttpConnectionFactory {
        private final HttpConnectionFactory hosts;
        private volatile @Nullable FreshConnections owner;

        StandIn(HttpConnectionFactory hosts) {
            super(hosts.getHttpConfiguration());
            this.hosts = hosts;
            addBean(hosts);
        }

        void begin(FreshConnections handlers) {
            owner = handlers;
        }

        void end(FreshConnections handlers) {
            if (owner == handlers) {
                owner = null;
            }
        }

        private boolean isAllowed(Connector connector) {
            FreshConnections now = owner;
            return now != null
                    && connector.getConnectionFactories().size() == 1
                    && connector.getServer().getInvocationType() != InvocationType.NON_BLOCKING // or it does anyway
                    && hosts.getEventListeners().stream().noneMatch(EngineHandler::seesConnections)
                    && now.allowed.test(connector, getHttpConfiguration());
        }

        @Override
        public Connection newConnection(Connector connector, EndPoint end) {
            if (!isAllowed(connector)) {
                return hosts.newConnection(connector, end);
            }
            if (!(hosts instanceof OrderedHttp.Connections)) {
                return hosts.newConnection(
                        connector,
                        new FreshEndPoint(end, OrderedHttp.handOver(connector, end), () -> isAllowed(connector)));
            }
            Connection connection = hosts.newConnection(connector, end);
            if (connection.getEndPoint() instanceof OrderedEndPoint ordered) {
                ordered.readBySelecting(true);
            }
            return connection;
        }

        // ------------------------------------------------------------ what is set here is set there

        @Override
        public int getInputBufferSize() {
            return hosts.getInputBufferSize();
        }

        @Override
        public void setInputBufferSize(int size) {
            if (hosts != null) { // not while this is made
                hosts.setInputBufferSize(size);
            }
        }

        @Override
        public boolean addEventListener(EventListener listener) {
            return hosts.addEventListener(listener);
        }

        @Override
        public boolean removeEventListener(EventListener listener) {
            return hosts.removeEventListener(listener);
        }
    }
}
