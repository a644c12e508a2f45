package io.jettio.kit;

import io.jettio.client.internal.engine.Carriers;
import io.jettio.harness.wire.Access;
import io.jettio.harness.wire.Endpoint;
import io.jettio.integration.Patience;
import io.jettio.integration.kit.PacedKit;
import io.jettio.testing.internal.Kit;
import java.net.Socket;
import java.net.URI;
import javax.net.SocketFactory;

/** Where a suite that writes its own bytes finds the server of a kit. */
final class KitEndpoint implements AutoCloseable {
    /** Nobody listens there; a kit's first server has every name that no other has. */
    private static final URI BASE = URI.create("http://127.0.0.1");

    private final Kit.Way way;
    private final Endpoint endpoint;

    KitEndpoint(PacedKit kit) {
        this.way = kit.way();
        Carriers carriers = PacedKit.carriers(way);
        this.endpoint = new Endpoint(
                BASE,
                "/socket.io/",
                Access.over(new CarriedHttpClient(carriers.http()), new Sockets(carriers))
                        .patient(Patience.OF_CLIENTS));
    }

    Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        way.network().close();
    }

    /** Makes connections that are none. */
    private static final class Sockets extends SocketFactory {
        private final Carriers carriers;

        Sockets(Carriers carriers) {
            this.carriers = carriers;
        }

        @Override
        public Socket createSocket() {
            return new CarriedSocket(BASE, carriers);
        }

        @Override
        public Socket createSocket(String host, int port) {
            return createSocket();
        }

        @Override
        public Socket createSocket(String host, int port, java.net.InetAddress localHost, int localPort) {
            return createSocket();
        }

        @Override
        public Socket createSocket(java.net.InetAddress host, int port) {
            return createSocket();
        }

        @Override
        public Socket createSocket(
                java.net.InetAddress address, int port, java.net.InetAddress localAddress, int localPort) {
            return createSocket();
        }
    }
}
