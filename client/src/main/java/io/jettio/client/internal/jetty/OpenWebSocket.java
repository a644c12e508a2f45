package io.jettio.client.internal.jetty;

import io.jettio.client.internal.engine.WebSocketCarrier;
import io.jettio.protocol.Frame;
import java.util.List;

/** A WebSocket that is open, as {@link JettyConnection} uses it. Thread-safe. */
interface OpenWebSocket {
    /** Sends messages behind those sent before. */
    void send(List<Frame> messages, WebSocketCarrier.Done done);

    /** Goes on reading after {@link JettyConnection#received} said to stop; called once for each such answer. */
    void resume();

    /** Closes with a close frame behind everything sent before. */
    void close();

    /** Ends the connection at once. */
    void abort();
}
