package io.jettio.server.internal.engine;

import io.jettio.protocol.Frame;

/** Takes what a WebSocket brings: one call at a time, on an I/O thread. */
public interface WebSocketHandler {
    /** The handshake is done; messages follow. */
    void onOpen(WebSocketChannel channel);

    /**
     * A whole message came.
     *
     * @return whether the carrier may read on; where not, {@link WebSocketChannel#resume} is called, perhaps already
     */
    boolean onMessage(Frame message);

    /** The connection ended with a close handshake or without; the last call. */
    void onClosed();

    /** The connection failed, or its bytes break RFC 6455 or a limit; {@link #onClosed} follows. */
    void onError(Throwable failure);
}
