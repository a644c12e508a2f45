package io.jettio.server.internal.engine;

import io.jettio.protocol.Frame;

/** A WebSocket for a session that has one already, or is getting one: it is closed, and the first goes on. */
final class RefusedWebSocket implements WebSocketHandler {
    @Override
    public void onOpen(WebSocketChannel channel) {
        channel.close(1000);
    }

    @Override
    public boolean onMessage(Frame message) {
        return true;
    }

    @Override
    public void onClosed() {
        // nothing hangs on it
    }

    @Override
    public void onError(Throwable failure) {
        // nothing hangs on it
    }
}
