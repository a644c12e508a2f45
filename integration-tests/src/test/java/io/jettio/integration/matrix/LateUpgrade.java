package io.jettio.integration.matrix;

import io.jettio.server.engine.EngineMiddleware;
import java.util.ArrayList;
import java.util.List;

/** Holds the WebSocket handshakes of upgrades until it is told to let them pass. Thread-safe. */
final class LateUpgrade implements EngineMiddleware {
    private final List<Exchange> held = new ArrayList<>(); // guarded by this
    private boolean released; // guarded by this

    @Override
    public synchronized void handle(Exchange exchange) {
        boolean upgrade = "websocket".equals(exchange.request().query("transport"))
                && exchange.request().query("sid") != null;
        if (upgrade && !released) {
            held.add(exchange);
        } else {
            exchange.next();
        }
    }

    /** Whether an upgrade waits here. */
    synchronized boolean holds() {
        return !held.isEmpty();
    }

    synchronized void release() {
        released = true;
        held.forEach(Exchange::next);
        held.clear();
    }
}
