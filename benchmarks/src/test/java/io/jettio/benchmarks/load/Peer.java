package io.jettio.benchmarks.load;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** Just enough of the load contract to test the driver; public for Jetty's reflection. */
public final class Peer implements AutoCloseable {
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final Server server = new Server();
    private final boolean raw;

    Peer(boolean raw) throws Exception {
        this.raw = raw;
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(WebSocketUpgradeHandler.from(
                server, container -> container.addMapping("/*", (request, response, callback) -> new Endpoint())));
        WebSocketServerComponents.getWebSocketComponents(server)
                .getExtensionRegistry()
                .unregister("permessage-deflate");
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getURI().getPort());
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
            } else {
                String answer = text.replaceFirst("^42([0-9]+)\\[\"\\w+\",", "43$1[");
                getSession().sendText(answer, Callback.NOOP);
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
