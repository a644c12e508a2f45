package io.jettio.testing.internal;

import io.jettio.client.internal.engine.HttpCarrier.Response;
import io.jettio.client.internal.engine.WebSocketCarrier;
import io.jettio.protocol.Frame;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Carries a client's WebSockets to the servers of a kit. */
final class KitWebSockets implements WebSocketCarrier {
    private final KitNetwork network;

    KitWebSockets(KitNetwork network) {
        this.network = network;
    }

    @Override
    public Connection connect(Request request, Listener listener) {
        KitExchange exchange = network.exchange(request.uri(), request.headers(), null, true);
        Opening opening = new Opening(exchange, listener, request.maxMessageBytes());
        exchange.whenAnswered(opening);
        exchange.begin();
        return opening;
    }

    /** A WebSocket from its handshake on. */
    private static final class Opening implements Connection, KitExchange.Outcome {
        private final KitExchange exchange;
        private final Listener listener;
        private final int maxMessageBytes;
        private volatile @Nullable KitWebSocket socket;
        private boolean aborted; // guarded by this

        Opening(KitExchange exchange, Listener listener, int maxMessageBytes) {
            this.exchange = exchange;
            this.listener = listener;
            this.maxMessageBytes = maxMessageBytes;
        }

        @Override
        public void answered(Response response) {
            listener.refused(response);
        }

        @Override
        public void upgraded(KitWebSocket opened) {
            boolean late;
            synchronized (this) {
                socket = opened;
                late = aborted;
            }
            opened.open(listener, maxMessageBytes);
            if (late) {
                opened.abortByClient();
            }
        }

        @Override
        public void failed(Throwable cause) {
            listener.failed(cause);
        }

        @Override
        public void send(List<Frame> messages, Done done) {
            KitWebSocket opened = socket;
            if (opened == null) {
                done.done(KitExchange.failure("not open"));
            } else {
                opened.send(messages, done);
            }
        }

        @Override
        public void consumed(int bytes) {
            // what is under way is not bounded here
        }

        @Override
        public void pauseReading(boolean paused) {
            KitWebSocket opened = socket;
            if (opened != null) {
                opened.readingByClient(!paused);
            }
        }

        @Override
        public void close() {
            KitWebSocket opened = socket;
            if (opened == null) {
                abort();
            } else {
                opened.closeByClient();
            }
        }

        @Override
        public void abort() {
            KitWebSocket opened;
            synchronized (this) {
                aborted = true;
                opened = socket;
            }
            if (opened == null) {
                exchange.abort(new CancellationException("aborted"));
            } else {
                opened.abortByClient();
            }
        }
    }
}
