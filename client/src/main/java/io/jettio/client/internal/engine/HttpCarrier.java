package io.jettio.client.internal.engine;

import io.jettio.protocol.Frame;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends HTTP requests. Thread-safe. */
@FunctionalInterface
public interface HttpCarrier {
    /**
     * Sends a request and returns at once. It has no timeout of its own.
     *
     * @param request the request
     * @param answer is called once, on any thread, possibly before this method returns
     * @return aborts the request
     */
    Exchange send(Request request, Answer answer);

    /**
     * One request.
     *
     * @param uri scheme, authority, path and query
     * @param headers added to the carrier's own
     * @param body sent with POST as UTF-8 text, or null for a GET
     * @param maxResponseBytes a longer response fails
     */
    record Request(
            URI uri,
            Map<String, List<String>> headers,
            @Nullable Frame body,
            int maxResponseBytes) {}

    /** A request under way. */
    @FunctionalInterface
    interface Exchange {
        /** Aborts it; its answer is a failure, unless it has come already. */
        void abort();
    }

    /** Takes the response. */
    interface Answer {
        /**
         * The whole response is there.
         *
         * @param status the HTTP status
         * @param body the response's body, to be kept
         */
        void answered(int status, byte[] body);

        /**
         * There is no response.
         *
         * @param cause why
         */
        void failed(Throwable cause);
    }
}
