package io.jettio.server.jetty;

import java.util.EventListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Puts an {@link OrderedEndPoint} below those connections of a host's Jetty that stay for polling, by a change of connections
 * behind an answer such as that to a WebSocket. The new connection is of Jetty's as well, configured as the host's. Who
 * goes over to a WebSocket has mostly done so by then. Thread-safe.
 */
final class PolledConnections {
    /** After so many requests a connection is one that stays. */
    private static final int STAYS_AFTER = 8;

    /** Jetty 12.0 finds TLS by the class of a connection's end point, which another one must not hide. */
    private static final boolean TLS_IS_TOLD = !Server.getVersion().startsWith("12.0.");

    private final Map<ServerConnector, OrderedConnector> connectors = new ConcurrentHashMap<>();

    /** Before an answer is written: behind it the connection is another one, if it is one that stays for polling. */
    void answers(Request request, Response response) {
        ConnectionMetaData data = request.getConnectionMetaData();
        Connection now = data.getConnection();
        if (now.getMessagesIn() > STAYS_AFTER
                && data.getHttpVersion() == HttpVersion.HTTP_1_1
                && isPlain(now.getEndPoint())
                && data.getConnector() instanceof ServerConnector host
                && !(host instanceof OrderedConnector)
                && FreshConnections.hosts(host.getConnectionFactory(data.getProtocol()))
                        instanceof HttpConnectionFactory factory
                && factory.getClass() == HttpConnectionFactory.class
                && data.isPersistent()
                && !host.isShutdown()
                && !request.getHeaders().contains(HttpHeader.EXPECT) // Jetty closes behind it, unless there was a body
                && !response.getHeaders().contains(HttpHeader.CONNECTION)
                && host.getEventListeners().stream().noneMatch(PolledConnections::countsAccepted)) {
            request.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, next(data, host, factory));
        }
    }

    /** Whether somebody, such as Jetty's ConnectionLimit, takes each connection that opens for one that was accepted. */
    private static boolean countsAccepted(EventListener listener) {
        return listener instanceof SelectorManager.AcceptListener && listener instanceof Connection.Listener;
    }

    private static boolean isPlain(EndPoint wrapped) {
        EndPoint end = DelegatingEndPoint.unwrapped(wrapped);
        return end instanceof SocketChannelEndPoint || (TLS_IS_TOLD && end instanceof SslConnection.SslEndPoint);
    }

    private Connection next(ConnectionMetaData data, ServerConnector host, HttpConnectionFactory factory) {
        EndPoint end = DelegatingEndPoint.unwrapped(data.getConnection().getEndPoint());
        Connection next = connectors
                .computeIfAbsent(host, key -> new OrderedConnector(key, factory))
                .connection(new OrderedEndPoint(end, OrderedHttp.handOver(host, end)));
        if (next instanceof ConnectionMetaData same) {
            data.getAttributeNameSet().forEach(name -> same.setAttribute(name, data.getAttribute(name)));
        }
        return next;
    }

    /** A request as other handlers are to see it: its connector, and how that is configured, are the host's own. */
    static Request asOfHost(Request request) {
        if (!(request.getConnectionMetaData().getConnector() instanceof OrderedConnector ordered)) {
            return request;
        }
        ConnectionMetaData seen = new ConnectionMetaData.Wrapper(request.getConnectionMetaData()) {
            @Override
            public Connector getConnector() {
                return ordered.host();
            }

            @Override
            public HttpConfiguration getHttpConfiguration() {
                return ordered.hostsConfiguration();
            }
        };
        return new Request.Wrapper(request) {
            @Override
            public ConnectionMetaData getConnectionMetaData() {
                return seen;
            }
        };
    }
}
