package io.jettio.server.internal.engine;

import io.jettio.protocol.Frame;
import java.util.function.Consumer;

/** An open WebSocket, as a carrier brings it. Every method may be called from any thread; none blocks. */
public interface WebSocketChannel {
    /**
     * Sends one message. The caller sends one batch at a time and waits for its end.
     *
     * @param message text or binary
     * @param compress whether it may be compressed, where that was negotiated
     * @param last whether the batch ends here: only then the carrier has to write
     * @param done told once when the message is written or has failed, also before this returns
     */
    void send(Frame message, boolean compress, boolean last, Consumer<Boolean> done);

    /** Takes up reading again after {@link WebSocketHandler#onMessage} said to stop. */
    void resume();

    /** Starts the close handshake. */
    void close(int code, String reason);

    /** Sends a close, and ends the connection as soon as that is written, or has had its time. */
    void fail(int code);

    /** Ends the connection without a handshake. */
    void abort();
}
