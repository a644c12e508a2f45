package io.jettio.server.internal.engine;

import io.jettio.protocol.Frame;
import java.util.function.Consumer;

/** An open WebSocket, as a carrier brings it. Every method may be called from any thread; none blocks. */
public interface WebSocketChannel {
    /**
     * Adds a message to a batch. The caller makes one batch at a time, on one thread.
     *
     * @param message text or binary; its bytes must not change any more
     * @param compress whether it may be compressed, where that was negotiated
     */
    void add(Frame message, boolean compress);

    /**
     * Ends the batch, and writes it. The next one may be added when this one is done.
     *
     * @param done told once when all is written or has failed, also before this returns
     */
    void flush(Consumer<Boolean> done);

    /** Takes up reading again after {@link WebSocketHandler#onMessage} said to stop. */
    void resume();

    /** Starts the close handshake. */
    void close(int code);

    /** Sends a close, and ends the connection as soon as that is written, or has had its time. */
    void fail(int code);

    /** Ends the connection without a handshake. */
    void abort();
}
