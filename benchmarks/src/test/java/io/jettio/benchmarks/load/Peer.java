package io.jettio.benchmarks.load;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;

/** Just enough of the load contract to test the driver; public for Jetty's reflection. */
public final class Peer implements AutoCloseable {
    static final String PASSWORD = "loopback";

    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final Server server = new Server();
    private final boolean raw;

    private volatile boolean delayed;
    private volatile String swallowed = "nothing";

    Peer(boolean raw) throws Exception {
        this(raw, null);
    }

    /** A peer, over TLS when there is a key store. */
    Peer(boolean raw, @Nullable Path keyStore) throws Exception {
        this.raw = raw;
        ServerConnector connector = new ServerConnector(server, tls(keyStore));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        WebSocketUpgradeHandler upgrades = WebSocketUpgradeHandler.from(
                server, container -> container.addMapping("/*", (request, response, callback) -> new Endpoint()));
        upgrades.setHandler(new PollingPeer(packet -> packet));
        server.setHandler(upgrades);
        WebSocketServerComponents.getWebSocketComponents(server)
                .getExtensionRegistry()
                .unregister("permessage-deflate");
        server.start();
    }

    private static SslContextFactory.@Nullable Server tls(@Nullable Path keyStore) {
        if (keyStore == null) {
            return null;
        }
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStorePath(keyStore.toString());
        tls.setKeyStorePassword(PASSWORD);
        return tls;
    }

    /** From now on does not answer this event. */
    void swallow(String event) {
        swallowed = "[\"" + event + "\"";
    }

    /** From now on answers {@code block} only after as many milliseconds as it says. */
    void delayBlock() {
        delayed = true;
    }

    URI url() {
        String scheme = server.getURI().getScheme();
        return URI.create(scheme + "://127.0.0.1:" + server.getURI().getPort());
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }

    /** One connection. */
    public final class Endpoint extends Session.Listener.AbstractAutoDemanding {
        @Override
        public void onWebSocketOpen(Session session) {
            super.onWebSocketOpen(session);
            sessions.add(session);
            if (!raw) {
                session.sendText("0{\"sid\":\"one\"}", Callback.NOOP);
            }
        }

        @Override
        public void onWebSocketText(String text) {
            if (raw) {
                getSession().sendText(text, Callback.NOOP);
            } else if (text.equals("40")) {
                getSession().sendText("40{\"sid\":\"two\"}", Callback.NOOP);
                getSession().sendText("2", Callback.NOOP);
            } else if (text.startsWith("42[\"bcast\"")) {
                sessions.forEach(session -> session.sendText(text, Callback.NOOP));
            } else if (!text.contains(swallowed)) {
                String answer = text.replaceFirst("^42([0-9]+)\\[\"\\w+\",", "43$1[");
                if (delayed && text.contains("[\"block\"")) {
                    long millis = Long.parseLong(answer.replaceAll("^.*\\[|\\]$", ""));
                    CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS)
                            .execute(() -> getSession().sendText(answer, Callback.NOOP));
                } else {
                    getSession().sendText(answer, Callback.NOOP);
                }
            }
        }

        @Override
        public void onWebSocketBinary(ByteBuffer bytes, Callback callback) {
            getSession().sendBinary(bytes, callback);
        }

        @Override
        public void onWebSocketError(Throwable cause) {} // a close follows
    }
}
