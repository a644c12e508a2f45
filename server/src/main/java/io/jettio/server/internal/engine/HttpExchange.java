package io.jettio.server.internal.engine;

import io.jettio.protocol.Frame;
import io.jettio.server.engine.ResponseHeaders;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request and its answer, as a carrier brings it. The request's half may be read from any thread; exactly one
 * of {@link #respond} and {@link #upgrade} is called, once, or first {@link #upgrade} in vain.
 */
public interface HttpExchange {
    /** The method, in upper case. */
    String method();

    /** The path, without query. */
    String path();

    /** The query as sent, or null. */
    @Nullable
    String rawQuery();

    /** The first value of a header, or null. */
    @Nullable
    String header(String name);

    /** All headers, names in lower case; a copy. */
    Map<String, List<String>> headers();

    /** The address of the peer, without port. */
    String remoteAddress();

    /** Whether the request came over TLS. */
    boolean secure();

    /** Whether the request asks to become a WebSocket. */
    boolean asksForWebSocket();

    /**
     * Reads the body without blocking, never buffering more than the limit; exactly one method of the reader is called,
     * on an I/O thread.
     */
    void readBody(int limit, BodyReader reader);

    /** Answers; {@code done} is told once whether the answer was written, on any thread, also before this returns. */
    void respond(HttpAnswer answer, Consumer<Boolean> done);

    /**
     * Becomes a WebSocket.
     *
     * @param headers further headers of the 101
     * @param handler takes what the WebSocket brings; not called where the handshake cannot be done
     * @return whether the handshake is under way; where not, {@link #respond} has to follow
     */
    boolean upgrade(ResponseHeaders headers, WebSocketHandler handler);

    /** Takes the body of a request. */
    interface BodyReader {
        /** The whole body. */
        void onBody(byte[] body);

        /** The body is larger than the limit; what follows is not read. */
        void onTooLarge();

        /** The body did not arrive whole. */
        void onFailure(Throwable failure);
    }

    /** An answer. */
    record HttpAnswer(int status, String contentType, Frame body, ResponseHeaders headers) {}
}
