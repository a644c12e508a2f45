package io.jettio.client.internal.engine;

import io.jettio.client.engine.EngineException;
import io.jettio.client.engine.EngineException.Stage;
import io.jettio.client.engine.EngineOptions;
import io.jettio.client.engine.EngineRequest;
import io.jettio.client.engine.TransportType;
import io.jettio.client.internal.concurrent.Strand;
import io.jettio.protocol.Frame;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The requests of one polling transport: their addresses, their header fields, their timeout. Strand. */
final class PollingRequests {
    private final EngineOptions options;
    private final HttpCarrier http;
    private final Requests requests;
    private final Strand strand;
    private final Timestamps timestamps;

    PollingRequests(EngineContext context) {
        this.options = context.options();
        this.http = context.carriers().http();
        this.requests = context.requests();
        this.strand = context.strand();
        this.timestamps = new Timestamps(options, TransportType.POLLING);
    }

    /** Takes what came of a request, once, on the strand, never before {@link #send} returns. */
    interface Outcome {
        void answered(URI uri, HttpCarrier.Response response);

        void failed(Throwable cause);
    }

    /** Sends a request: a GET, or a POST with a body. */
    HttpCarrier.Exchange send(Endpoint endpoint, @Nullable String sid, @Nullable Frame body, Outcome outcome) {
        URI uri = endpoint.request(TransportType.POLLING, sid, timestamps.next());
        Pending pending = new Pending(
                new EngineRequest(TransportType.POLLING, body == null ? "GET" : "POST", uri), body, outcome);
        pending.start();
        return pending;
    }

    /** One request, from the question for its header fields to its end. Strand, but for {@link #isConnected()}. */
    private final class Pending implements HttpCarrier.Exchange, HttpCarrier.Answer {
        private final EngineRequest request;
        private final @Nullable Frame body;
        private final Outcome outcome;
        private final Requests.Waiting waiting = new Requests.Waiting(this::send, this::failed);
        private volatile HttpCarrier.@Nullable Exchange exchange;
        private Strand.@Nullable Timer timer;
        private boolean over;

        Pending(EngineRequest request, @Nullable Frame body, Outcome outcome) {
            this.request = request;
            this.body = body;
            this.outcome = outcome;
        }

        void start() {
            if (!options.requestTimeout().isZero()) {
                timer = strand.after(options.requestTimeout(), this::tookTooLong);
            }
            requests.headers(request, waiting);
        }

        private void send(Map<String, List<String>> headers) {
            exchange = http.send(
                    new HttpCarrier.Request(
                            request.uri(), headers, body, options.limits().maxPayloadBytes()),
                    this);
        }

        private void tookTooLong() {
            boolean connected = isConnected();
            abort();
            outcome.failed(new EngineException(
                    connected ? Stage.HTTP : Stage.TCP,
                    "polling: no answer to " + request.method() + " within " + options.requestTimeout(),
                    null));
        }

        @Override
        public boolean isConnected() {
            HttpCarrier.Exchange sent = exchange;
            return sent != null && sent.isConnected();
        }

        @Override
        public void abort() {
            finish();
            waiting.giveUp();
            HttpCarrier.Exchange sent = exchange;
            if (sent != null) {
                sent.abort();
            }
        }

        private boolean finish() {
            boolean first = !over;
            over = true;
            if (timer != null) {
                timer.cancel();
                timer = null;
            }
            return first;
        }

        // Any thread.
        @Override
        public void answered(HttpCarrier.Response response) {
            strand.executeHere(() -> {
                if (finish()) {
                    requests.answered(request, response.status(), response.headers());
                    outcome.answered(request.uri(), response);
                }
            });
        }

        // Any thread.
        @Override
        public void failed(Throwable cause) {
            strand.executeHere(() -> {
                if (finish()) {
                    outcome.failed(cause);
                }
            });
        }
    }
}
