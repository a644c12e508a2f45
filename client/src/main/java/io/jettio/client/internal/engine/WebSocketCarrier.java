package io.jettio.client.internal.engine;

import io.jettio.protocol.Frame;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens WebSocket connections. Thread-safe. */
@FunctionalInterface
public interface WebSocketCarrier {
    /**
     * Opens a connection and returns at once. It has no timeout of its own.
     *
     * @param request where to
     * @param listener is told what happens, on any thread, one call at a time
     * @return the connection
     */
    Connection connect(Request request, Listener listener);

    /**
     * Where to connect.
     *
     * @param uri {@code ws} or {@code wss}
     * @param headers added to the carrier's own
     * @param maxMessageBytes a longer message ends the connection, compressed or inflated
     * @param deflate whether compression is offered
     * @param protocols the subprotocols to offer
     */
    record Request(
            URI uri, Map<String, List<String>> headers, int maxMessageBytes, boolean deflate, List<String> protocols) {}

    /** One connection. Thread-safe. */
    interface Connection {
        /**
         * Sends messages behind those sent before; to be called only after {@link Listener#opened}.
         *
         * @param messages the messages, in order
         * @param done gets null once they are written, or what went wrong; on any thread
         */
        void send(List<Frame> messages, Done done);

        /**
         * Says that a message has been dealt with, so that its bytes no longer count against what may be under way
         * between the carrier and the session.
         *
         * @param bytes the size of the message
         */
        void consumed(int bytes);

        /**
         * Stops or resumes reading; a few messages may still come after it has been stopped.
         *
         * @param paused whether to stop
         */
        void pauseReading(boolean paused);

        /** Closes with a close frame behind everything sent before. */
        void close();

        /** Ends the connection at once; the listener may still be told so. */
        void abort();

        /**
         * {@return whether there was a connection to send the handshake over} Any thread.
         */
        default boolean isConnected() {
            return true;
        }
    }

    /** Takes the outcome of a send. */
    @FunctionalInterface
    interface Done {
        /**
         * The messages are written, or will never be.
         *
         * @param failure what went wrong, or null
         */
        void done(@Nullable Throwable failure);
    }

    /** Told what happens to a connection: refused, once; or opened, messages, then one of closed and failed, once. */
    interface Listener {
        /**
         * The connection is open.
         *
         * @param headers the header fields of the handshake's answer
         */
        void opened(HttpCarrier.Headers headers);

        /**
         * The handshake was answered with another status than 101.
         *
         * @param response the answer
         */
        void refused(HttpCarrier.Response response);

        /**
         * A whole message arrived.
         *
         * @param message the message, text not yet known to be UTF-8
         */
        void message(Frame message);

        /**
         * The connection ended by a close frame.
         *
         * @param code the status code of the close frame
         */
        void closed(int code);

        /**
         * The connection could not be opened, or broke.
         *
         * @param cause why; an {@link io.jettio.client.engine.EngineException} where the stage is known
         */
        void failed(Throwable cause);
    }
}
