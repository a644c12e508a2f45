package io.jettio.testing.internal;

import io.jettio.client.internal.engine.HttpCarrier;
import java.util.concurrent.CancellationException;

/** Carries a client's HTTP requests to the servers of a kit. */
final class KitHttp implements HttpCarrier {
    private final KitNetwork network;

    KitHttp(KitNetwork network) {
        this.network = network;
    }

    @Override
    public Exchange send(Request request, Answer answer) {
        KitExchange exchange = network.exchange(request.uri(), request.headers(), request.body(), false);
        exchange.whenAnswered(new KitExchange.Outcome() {
            @Override
            public void answered(Response response) {
                if (response.body().length > request.maxResponseBytes()) {
                    failed(KitExchange.failure("the answer is larger than " + request.maxResponseBytes() + " bytes"));
                } else {
                    answer.answered(response);
                }
            }

            @Override
            public void upgraded(KitWebSocket socket) {
                throw new IllegalStateException("it did not ask for a WebSocket");
            }

            @Override
            public void failed(Throwable cause) {
                answer.failed(cause);
            }
        });
        exchange.begin();
        return () -> exchange.abort(new CancellationException("aborted"));
    }
}
