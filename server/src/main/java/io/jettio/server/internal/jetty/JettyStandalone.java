package io.jettio.server.internal.jetty;

import io.jettio.server.SocketIoServer;
import io.jettio.server.internal.socketio.Standalone;
import io.jettio.server.jetty.SocketIoHandler;
import java.io.IOException;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Jetty of our own, for {@code listen}. */
public final class JettyStandalone implements Standalone {
    private static final Logger LOG = LoggerFactory.getLogger(JettyStandalone.class);

    private final Server jetty;
    private final ServerConnector connector;

    private JettyStandalone(Server jetty, ServerConnector connector) {
        this.jetty = jetty;
        this.connector = connector;
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
            LOG.warn("Jetty did not stop cleanly", e);
        }
    }

    /** Starts Jetties; the service that {@link Standalone} looks for. */
    public static final class Provider implements Factory {
        /** For the service loader. */
        public Provider() {}

        @Override
        public Standalone start(SocketIoServer server, String host, int port) throws IOException {
            QueuedThreadPool threads = new QueuedThreadPool();
            threads.setName("jettio-http");
            threads.setDaemon(true);
            int maxPayload = server.options().engine().limits().maxPayloadBytes();
            // The default pool keeps nothing above 64 KiB, and a large message would cost an allocation each time.
            ArrayByteBufferPool buffers = new ArrayByteBufferPool(0, 4096, Math.max(64 << 10, maxPayload));
            Server jetty = new Server(threads, null, buffers);
            HttpConfiguration http = new HttpConfiguration();
            http.setSendServerVersion(false);
            ServerConnector connector = new ServerConnector(jetty, new HttpConnectionFactory(http));
            connector.setHost(host);
            connector.setPort(port);
            jetty.addConnector(connector);
            jetty.setHandler(new SocketIoHandler(server, null));
            JettyStandalone started = new JettyStandalone(jetty, connector);
            try {
                connector.open();
                jetty.start();
            } catch (IOException e) {
                started.close();
                throw e;
            } catch (Exception e) {
                started.close();
                throw new IOException("Jetty did not start", e);
            }
            return started;
        }
    }
}
