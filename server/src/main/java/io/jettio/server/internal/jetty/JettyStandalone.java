package io.jettio.server.internal.jetty;

import io.jettio.server.SocketIoServer;
import io.jettio.server.engine.EngineServer;
import io.jettio.server.engine.EngineServerOptions;
import io.jettio.server.engine.TlsOptions;
import io.jettio.server.internal.Loggers;
import io.jettio.server.internal.engine.EngineCore;
import io.jettio.server.internal.engine.EngineHost;
import io.jettio.server.internal.engine.Standalone;
import io.jettio.server.jetty.EngineIoHandler;
import io.jettio.server.jetty.HealthHandler;
import io.jettio.server.jetty.OrderedHttp;
import io.jettio.server.jetty.SocketIoHandler;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Jetty of our own, for {@code listen}. */
public final class JettyStandalone implements Standalone {
    private static final Logger LOG = LoggerFactory.getLogger(Loggers.JETTY);

    /** With Java's default of 50, a crowd that comes back at once waits for its second SYN. The system may cap it. */
    private static final int ACCEPT_QUEUE = 1024;

    /**
     * Jetty's idle timeout does not know that the process was paused, and would cut kept connections on which a request
     * waits to be read; the request timeout, which does know, ends those that are idle before. What is left to Jetty are
     * answers that nobody reads, and they can wait for longer than most pauses last.
     */
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(2);

    /** Acceptor, selector and reserved threads take some of them for good. */
    private static final int LEAST_THREADS = 24;

    private final Server jetty;
    private final TimedConnector connector;
    private final @Nullable JettyTls tls;

    private JettyStandalone(Server jetty, TimedConnector connector, @Nullable JettyTls tls) {
        this.jetty = jetty;
        this.connector = connector;
        this.tls = tls;
    }

    @Override
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void reloadTls() throws IOException, GeneralSecurityException {
        if (tls == null) {
            throw new IllegalStateException("the server does not speak TLS");
        }
        tls.reload();
    }

    @Override
    public void close() {
        if (tls != null) {
            tls.stop();
        }
        try {
            jetty.stop();
        } catch (Exception e) {
            LOG.warn("Jetty did not stop cleanly", e);
        }
        connector.closeLost();
    }

    /** Starts Jetties; the service that {@link Standalone} looks for. */
    public static final class Provider implements Factory {
        /** For the service loader. */
        public Provider() {}

        @Override
        public Standalone start(EngineHost server, String host, int port) throws IOException {
            EngineServerOptions options = server.engineCore().options();
            JettyTls tls = tls(options, server.engineCore());
            QueuedThreadPool threads = threads(Runtime.getRuntime().availableProcessors());
            int maxPayload = options.limits().maxPayloadBytes();
            // The default pool keeps nothing above 64 KiB, and a large message would cost an allocation each time.
            ArrayByteBufferPool buffers = new ArrayByteBufferPool(0, 4096, Math.max(64 << 10, maxPayload));
            Server jetty = new Server(threads, null, buffers);
            HttpConfiguration http = http();
            if (tls != null) {
                JettyTls.customize(http);
            }
            RequestTimeout timeout = new RequestTimeout(
                    options.requestTimeout(), server.engineCore().deadlines(), handler(server));
            TimedConnector connector = tls == null
                    ? new TimedConnector(jetty, timeout, new HttpConnectionFactory(http))
                    : new TimedConnector(jetty, timeout, tls.connectionFactory(), new HttpConnectionFactory(http));
            connector.setHost(host);
            connector.setPort(port);
            connector.setAcceptQueueSize(ACCEPT_QUEUE);
            connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
            jetty.addConnector(connector);
            OrderedHttp.install(jetty);
            jetty.setHandler(timeout);
            JettyStandalone started = new JettyStandalone(jetty, connector, tls);
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
            if (tls != null) {
                tls.start();
            }
            return started;
        }

        static HttpConfiguration http() {
            HttpConfiguration http = new HttpConfiguration();
            http.setSendServerVersion(false);
            // Jetty's cache of header fields takes 100 KiB for each connection that stays, and polling stays.
            http.setHeaderCacheSize(0);
            return http;
        }

        /** The pool of Jetty's threads. They never wait, so more of them than processors can use only take turns. */
        static QueuedThreadPool threads(int processors) {
            QueuedThreadPool threads = OrderedHttp.threads(Math.max(LEAST_THREADS, 4 * processors));
            threads.setName("jettio-http");
            threads.setDaemon(true);
            return threads;
        }

        private static @Nullable JettyTls tls(EngineServerOptions options, EngineCore core) throws IOException {
            TlsOptions tls = options.tls().orElse(null);
            try {
                return tls == null ? null : new JettyTls(tls, core);
            } catch (GeneralSecurityException e) {
                throw new IOException("the TLS certificates cannot be used: " + e.getMessage(), e);
            }
        }

        private static Handler handler(EngineHost server) {
            String health = server.engineCore().options().healthPath().orElse(null);
            if (server instanceof SocketIoServer io) {
                return new SocketIoHandler(io, health == null ? null : new HealthHandler(io, health, null));
            }
            EngineServer engine = (EngineServer) server;
            return new EngineIoHandler(engine, health == null ? null : new HealthHandler(engine, health, null));
        }
    }
}
