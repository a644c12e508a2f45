package io.jettio.client.internal.jetty;

import io.jettio.client.engine.EngineOptions;
import io.jettio.client.internal.engine.Carriers;
import io.jettio.client.internal.engine.HttpCarrier;
import io.jettio.client.internal.engine.WebSocketCarrier;
import java.time.Duration;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One Jetty HTTP client for both carriers, so that they share cookies, TLS and threads. Started at the first use. */
public final class JettyCarriers implements Carriers {
    private static final Logger LOG = LoggerFactory.getLogger(JettyCarriers.class);
    // Jetty's threads only move bytes: nothing of the application runs on them.
    private static final int MAX_THREADS = 16;
    private static final int MAX_CONNECTIONS = 1024;

    private enum State {
        NEW,
        STARTED,
        STOPPED
    }

    private final @Nullable JettySharing sharing;
    private final HttpClient client;
    private final WebSocketCoreClient webSocketClient;
    private final HttpCarrier http;
    private final WebSocketCarrier webSocket;

    // Guarded by "this".
    private State state = State.NEW;

    /**
     * Makes the carriers; nothing is started yet.
     *
     * @param options timeouts and TLS
     */
    public JettyCarriers(EngineOptions options) {
        this(options, null);
    }

    /**
     * Makes the carriers; nothing is started yet.
     *
     * @param options timeouts and TLS
     * @param sharing has the threads, or null for threads of their own
     */
    public JettyCarriers(EngineOptions options, @Nullable JettySharing sharing) {
        this.sharing = sharing;
        ClientConnector connector = sharing == null ? newConnector() : sharing.newConnector();
        SslContextFactory.Client tls = new SslContextFactory.Client();
        options.sslContext().ifPresent(tls::setSslContext);
        connector.setSslContextFactory(tls);
        connector.setConnectTimeout(options.connectTimeout());
        this.client = new HttpClient(new HttpClientTransportOverHTTP(connector));
        // A redirect could lead anywhere; a held poll is idle by design; the session has its own deadlines.
        client.setFollowRedirects(false);
        client.setIdleTimeout(0);
        client.setMaxConnectionsPerDestination(MAX_CONNECTIONS);
        client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "Jettio"));
        // Components of their own would have threads of their own.
        WebSocketComponents components = sharing == null
                ? new WebSocketComponents(null, null, null, null, null, connector.getExecutor())
                : sharing.components();
        this.webSocketClient = new WebSocketCoreClient(client, components);
        this.http = new JettyHttpCarrier(client, this::started);
        this.webSocket = new JettyWebSocketCarrier(webSocketClient, this::started);
    }

    private static ClientConnector newConnector() {
        ClientConnector connector = new ClientConnector();
        connector.setSelectors(1);
        connector.setExecutor(newThreads());
        connector.setScheduler(new ScheduledExecutorScheduler("jettio-io-timer", true));
        return connector;
    }

    static QueuedThreadPool newThreads() {
        QueuedThreadPool pool = new QueuedThreadPool(MAX_THREADS, 1);
        pool.setName("jettio-io");
        pool.setDaemon(true);
        pool.setReservedThreads(0);
        return pool;
    }

    @Override
    public HttpCarrier http() {
        return http;
    }

    @Override
    public WebSocketCarrier webSocket() {
        return webSocket;
    }

    /** Starts the clients if nobody has. */
    private synchronized void started() throws Exception {
        if (state == State.STOPPED) {
            throw new IllegalStateException("the client is closed");
        }
        if (state == State.NEW) {
            if (sharing != null) {
                sharing.started();
            }
            client.start();
            webSocketClient.start();
            state = State.STARTED;
        }
    }

    @Override
    public synchronized void stop(Duration timeout) {
        if (state == State.STARTED) {
            try {
                webSocketClient.stop();
                client.stop();
            } catch (Exception failure) {
                LOG.warn("the HTTP client did not stop cleanly", failure);
            }
        }
        state = State.STOPPED;
    }

    /** Starts something that may fail. */
    @FunctionalInterface
    interface Starter {
        void start() throws Exception;
    }
}
