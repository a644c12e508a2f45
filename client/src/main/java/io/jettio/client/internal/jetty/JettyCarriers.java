package io.jettio.client.internal.jetty;

import io.jettio.client.engine.EngineOptions;
import io.jettio.client.engine.NetworkOptions;
import io.jettio.client.internal.engine.Carriers;
import io.jettio.client.internal.engine.Endpoint;
import io.jettio.client.internal.engine.HttpCarrier;
import io.jettio.client.internal.engine.WebSocketCarrier;
import io.jettio.common.websocket.Masks;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.ConnectionPool;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.DuplexConnectionPool;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Jetty HTTP client for both carriers, so that they share TLS, proxy and threads. One of our own is started at the
 * first use; one of the application's is used as it is, and never stopped.
 */
public final class JettyCarriers implements Carriers {
    private static final Logger LOG = LoggerFactory.getLogger(JettyCarriers.class);
    // Jetty's threads only move bytes: nothing of the application runs on them.
    private static final int MAX_THREADS = 16;
    private static final int MAX_CONNECTIONS = 65_536;

    private enum State {
        NEW,
        STARTED,
        STOPPED
    }

    private final HttpClient client;
    private final boolean foreign;
    private final boolean proxied;
    private final Masks masks = new Masks();
    private final HttpCarrier http = (request, answer) -> JettyExchange.send(this, request, answer);
    private final WebSocketCarrier webSocket = (request, listener) -> JettyHandshake.connect(this, request, listener);

    // Changed under "this" only. Threads that carry sessions read them without, since a stop waits for those threads.
    private volatile State state = State.NEW;
    private volatile @Nullable WebSocketCoreClient webSocketClient;

    /**
     * Makes the carriers of one client or manager; nothing is started yet.
     *
     * @param options of which those for connections hold
     */
    public JettyCarriers(EngineOptions options) {
        this(options.connections());
    }

    /**
     * Makes carriers; nothing is started yet.
     *
     * @param options how connections are made
     */
    public JettyCarriers(NetworkOptions options) {
        ClientConnector connector = new ReadingConnector();
        connector.setSelectors(1);
        SslContextFactory.Client tls = new SslContextFactory.Client();
        options.tls().ifPresent(own -> tls.setSslContext(own.context()));
        connector.setSslContextFactory(tls);
        Executor executor = options.ioExecutor().orElseGet(JettyCarriers::ownThreads);
        connector.setExecutor(executor);
        connector.setScheduler(new ScheduledExecutorScheduler("jettio-io-timer", true));
        connector.setConnectTimeout(options.connectTimeout());
        this.client = new HttpClient(new OneConnectionTransport(connector));
        // A held poll is idle by design; the session has its own deadlines, and its own cookies.
        client.setIdleTimeout(0);
        client.setMaxConnectionsPerDestination(MAX_CONNECTIONS);
        client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "Jettio"));
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        options.resolver().ifPresent(own -> client.setSocketAddressResolver(new Resolver(own, executor)));
        options.proxy().ifPresent(proxy -> JettyProxies.use(proxy, client));
        this.foreign = false;
        this.proxied = options.proxy().isPresent();
    }

    private JettyCarriers(HttpClient client) {
        this.client = client;
        this.foreign = true;
        this.proxied = !client.getProxyConfiguration().getProxies().isEmpty();
    }

    /**
     * {@return carriers on a client of the application's}
     *
     * @param client the client, to be started before the first session is opened, and stopped by the application
     */
    public static JettyCarriers on(HttpClient client) {
        return new JettyCarriers(client);
    }

    private static Executor ownThreads() {
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

    @Override
    public boolean keepsCookies() {
        return foreign;
    }

    boolean isProxied() {
        return proxied;
    }

    /** The HTTP client, started if nobody has. */
    HttpClient client() throws Exception {
        if (state != State.STARTED) {
            start();
        }
        return client;
    }

    /** The WebSocket client, started if nobody has. */
    WebSocketCoreClient webSocketClient() throws Exception {
        WebSocketCoreClient made = webSocketClient;
        return made != null && state == State.STARTED ? made : newWebSocketClient();
    }

    /** A WebSocket on a connection that was upgraded. */
    OwnWebSocket newWebSocket(EndPoint end, int maxMessageBytes, JettyConnection connection) {
        return new OwnWebSocket(
                end, client.getExecutor(), client.getByteBufferPool(), masks, maxMessageBytes, connection);
    }

    private synchronized WebSocketCoreClient newWebSocketClient() throws Exception {
        start();
        WebSocketCoreClient made = webSocketClient;
        if (made == null) {
            // With the client's own buffers and threads, or it makes a pool of each for itself.
            made = new WebSocketCoreClient(
                    client,
                    new WebSocketComponents(null, null, client.getByteBufferPool(), null, null, client.getExecutor()));
            made.start();
            webSocketClient = made;
        }
        return made;
    }

    private synchronized void start() throws Exception {
        if (state == State.STOPPED) {
            throw new IllegalStateException("the client is closed");
        }
        if (foreign && !client.isStarted()) {
            throw new IllegalStateException("the HTTP client of the application is not started");
        }
        if (state == State.NEW && !foreign) {
            client.start();
            // What is compressed is inflated by the exchange, which knows its limit.
            client.getContentDecoderFactories().clear();
        }
        state = State.STARTED;
    }

    @Override
    public void dropIdle(URI server) {
        if (state != State.STARTED) {
            return;
        }
        int port = Endpoint.port(server);
        for (Destination destination : client.getDestinations()) {
            Origin.Address address = destination.getOrigin().getAddress();
            if (address.getPort() == port && address.getHost().equalsIgnoreCase(server.getHost())) {
                dropIdle(destination.getConnectionPool());
            }
        }
    }

    private static void dropIdle(ConnectionPool pool) {
        if (!(pool instanceof DuplexConnectionPool)) {
            return; // those of HTTP/2 carry others' requests
        }
        // Whoever has acquired one has it alone: no request can be under way over it.
        Connection idle = pool.acquire(false);
        while (idle != null) {
            idle.close();
            idle = pool.acquire(false);
        }
    }

    @Override
    public void stop(Duration timeout) {
        boolean started;
        WebSocketCoreClient made;
        synchronized (this) {
            started = state == State.STARTED;
            made = webSocketClient;
            state = State.STOPPED;
        }
        if (!started) {
            return;
        }
        try {
            if (made != null) {
                made.stop();
            }
            if (!foreign) {
                client.stop();
            }
        } catch (Exception failure) {
            LOG.warn("the HTTP client did not stop cleanly", failure);
        }
    }
}
