package io.jettio.interop;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** The yardstick beside {@code serve load}: every path is a WebSocket of Jetty's public API that echoes its messages. */
public final class RawServer {
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();

    /** {@return a started server with one connector} Port 0 is a free one. */
    public static Server start(String host, int port) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost(host);
        connector.setPort(port);
        server.addConnector(connector);
        RawServer raw = new RawServer();
        server.setHandler(WebSocketUpgradeHandler.from(server, container -> {
            container.setMaxTextMessageSize(1 << 20);
            container.setMaxBinaryMessageSize(1 << 20);
            container.setIdleTimeout(Duration.ofMinutes(10));
            container.addMapping("/*", (request, response, callback) -> raw.new Echo());
        }));
        var components = WebSocketServerComponents.getWebSocketComponents(server);
        components.getExtensionRegistry().unregister("permessage-deflate");
        server.start();
        return server;
    }

    /** Serves until the process is told to end. */
    public static void serve(String host, int port) throws Exception {
        Server server = start(host, port);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> LifeCycle.stop(server)));
        System.out.println("pid " + ProcessHandle.current().pid());
        System.out.println("listening on http://" + host + ":" + server.getURI().getPort());
        server.join();
    }

    /** One connection; public because Jetty calls it by reflection. */
    public final class Echo extends Session.Listener.AbstractAutoDemanding {
        @Override
        public void onWebSocketOpen(Session session) {
            super.onWebSocketOpen(session);
            sessions.add(session);
        }

        @Override
        public void onWebSocketText(String text) {
            if (text.startsWith("42[\"bcast\"")) {
                sessions.forEach(session -> session.sendText(text, Callback.NOOP));
            } else {
                getSession().sendText(text, Callback.NOOP);
            }
        }

        @Override
        public void onWebSocketBinary(ByteBuffer bytes, Callback callback) {
            getSession().sendBinary(bytes, callback);
        }

        @Override
        public void onWebSocketError(Throwable cause) {} // a close follows

        @Override
        public void onWebSocketClose(int status, String reason, Callback callback) {
            sessions.remove(getSession());
            callback.succeed();
        }
    }
}
