package io.jettio.client.internal.jetty;

import io.jettio.client.internal.engine.WebSocketCarrier;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.client.CoreClientUpgradeRequest;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;

/** WebSocket connections on Jetty's core client: frames in, frames out, nothing between. */
final class JettyWebSocketCarrier implements WebSocketCarrier {
    private final WebSocketCoreClient client;
    private final JettyCarriers.Starter starter;

    JettyWebSocketCarrier(WebSocketCoreClient client, JettyCarriers.Starter starter) {
        this.client = client;
        this.starter = starter;
    }

    @Override
    public Connection connect(Request request, Listener listener) {
        JettyConnection connection = new JettyConnection(request.maxMessageBytes(), listener);
        try {
            starter.start();
            CoreClientUpgradeRequest upgrade = CoreClientUpgradeRequest.from(client, request.uri(), connection);
            upgrade.headers(fields -> request.headers().forEach(fields::put));
            Configuration.ConfigurationCustomizer settings = new Configuration.ConfigurationCustomizer();
            settings.setIdleTimeout(Duration.ZERO);
            settings.setAutoFragment(false);
            settings.setMaxFrameSize(request.maxMessageBytes());
            upgrade.setConfiguration(settings);
            CompletableFuture<CoreSession> connecting = client.connect(upgrade);
            connection.connecting(connecting);
        } catch (Exception failure) {
            connection.failed(failure);
        }
        return connection;
    }
}
