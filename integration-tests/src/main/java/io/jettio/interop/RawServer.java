package io.jettio.interop;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** The yardstick beside {@code serve load}: every path is a WebSocket of Jetty's public API that echoes its messages. */
public final class RawServer {
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();

    private RawServer() {}

    /** Starts one. There is nothing to mount: who listens is Jetty in any form. */
    static Served start(String host, int port, Form form) throws Exception {
        RawServer raw = new RawServer();
        return PlainJetty.start(host, port, form.isSecure(), raw::echo);
    }

    private Handler echo(Server server) {
        Handler handler = WebSocketUpgradeHandler.from(server, container -> {
            container.setMaxTextMessageSize(1 << 20);
            container.setMaxBinaryMessageSize(1 << 20);
            container.setIdleTimeout(Duration.ofMinutes(10));
            container.addMapping("/*", (request, response, callback) -> new Echo());
        });
        var components = WebSocketServerComponents.getWebSocketComponents(server);
        components.getExtensionRegistry().unregister("permessage-deflate");
        return handler;
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
