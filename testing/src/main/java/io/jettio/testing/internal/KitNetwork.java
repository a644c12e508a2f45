package io.jettio.testing.internal;

import io.jettio.client.internal.engine.Carriers;
import io.jettio.client.internal.engine.HttpCarrier;
import io.jettio.client.internal.engine.WebSocketCarrier;
import io.jettio.protocol.Frame;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Carries what one client says to the servers of a kit, and what they answer. */
final class KitNetwork implements Carriers {
    private final Nodes nodes;
    private final KitTime time;
    private final Executor workers;
    private final Faults faults = new Faults();
    private final HttpCarrier http = new KitHttp(this);
    private final WebSocketCarrier webSockets = new KitWebSockets(this);

    KitNetwork(Nodes nodes, KitTime time, Executor workers) {
        this.nodes = nodes;
        this.time = time;
        this.workers = workers;
    }

    Faults faults() {
        return faults;
    }

    KitExchange exchange(URI uri, Map<String, List<String>> headers, @Nullable Frame body, boolean asksForWebSocket) {
        return new KitExchange(nodes.at(uri.getHost()), time, workers, faults, uri, headers, body, asksForWebSocket);
    }

    @Override
    public HttpCarrier http() {
        return http;
    }

    @Override
    public WebSocketCarrier webSocket() {
        return webSockets;
    }

    @Override
    public void stop(Duration timeout) {
        faults.cut();
    }
}
