package io.jettio.client.internal.jetty;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.ConnectionPool;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Promise;

/** HTTP/1.1 over connections that are read once the request that they were made for could take them. */
final class OneConnectionTransport extends HttpClientTransportOverHTTP {
    OneConnectionTransport(ClientConnector connector) {
        super(connector);
    }

    @Override
    public org.eclipse.jetty.io.Connection newConnection(EndPoint end, Map<String, Object> context) throws IOException {
        @SuppressWarnings("unchecked")
        Promise<Connection> promise = (Promise<Connection>) context.get(Connection.PROMISE_CONTEXT_KEY);
        Destination destination = (Destination) Objects.requireNonNull(context.get(Destination.CONTEXT_KEY));
        ConnectionPool pool = destination.getConnectionPool();
        context.put(Connection.PROMISE_CONTEXT_KEY, new Promise.Wrapper<>(promise) {
            @Override
            public void succeeded(Connection made) {
                super.succeeded(made);
                if (!pool.isActive(made)) {
                    // No request took it: it waits for the next one, and whether it ends meanwhile is to be seen.
                    ReadEndPoint.beginReading(end);
                }
            }
        });
        return super.newConnection(end, context);
    }
}
