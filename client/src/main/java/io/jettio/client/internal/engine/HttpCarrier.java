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
     * Sends a request and returns at once. It has no timeout of its own, follows no redirect and keeps no cookie.
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
     * @param maxResponseBytes a longer response fails, compressed or inflated
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

        /**
         * {@return whether there was a connection to send it over} Any thread.
         */
        default boolean isConnected() {
            return true;
        }
    }

    /** A whole answer. Immutable. */
    final class Response {
        private final int status;
        private final Headers headers;
        private final byte[] body;

        /**
         * Makes an answer.
         *
         * @param status the HTTP status
         * @param headers its header fields
         * @param body its body, inflated; kept
         */
        public Response(int status, Headers headers, byte[] body) {
            this.status = status;
            this.headers = headers;
            this.body = body;
        }

        /**
         * {@return the HTTP status}
         */
        public int status() {
            return status;
        }

        /**
         * {@return its header fields}
         */
        public Headers headers() {
            return headers;
        }

        /**
         * {@return its body, not copied}
         */
        public byte[] body() {
            return body;
        }
    }

    /** The header fields of an answer, read on demand. Thread-safe. */
    interface Headers {
        /** No header fields. */
        Headers NONE = new Headers() {
            @Override
            public List<String> values(String name) {
                return List.of();
            }

            @Override
            public Map<String, List<String>> all() {
                return Map.of();
            }
        };

        /**
         * {@return the values of a field, empty for none}
         *
         * @param name its name, without regard to case
         */
        List<String> values(String name);

        /**
         * {@return all fields; names without regard to case; unmodifiable}
         */
        Map<String, List<String>> all();
    }

    /** Takes the response. */
    interface Answer {
        /**
         * The whole response is there.
         *
         * @param response the response
         */
        void answered(Response response);

        /**
         * There is no response.
         *
         * @param cause why; an {@link io.jettio.client.engine.EngineException} where the stage is known
         */
        void failed(Throwable cause);
    }
}
