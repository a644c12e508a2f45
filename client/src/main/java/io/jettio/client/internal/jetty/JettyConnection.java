package io.jettio.client.internal.jetty;

import io.jettio.client.internal.engine.HttpCarrier;
import io.jettio.client.internal.engine.WebSocketCarrier;
import io.jettio.protocol.Frame;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket connection, from the attempt to its end: tells the listener, and has the reading stop while too much is on
 * the way to the session.
 */
final class JettyConnection implements WebSocketCarrier.Connection {
    private static final int WINDOW_BYTES = 1 << 20;
    private static final int WINDOW_MESSAGES = 256;

    private final boolean proxied;
    private final WebSocketCarrier.Listener listener;
    private final AtomicBoolean over = new AtomicBoolean();

    // Written before the listener hears of the connection, then read only.
    private volatile @Nullable OpenWebSocket open;
    private volatile @Nullable JettyHandshake handshake;

    // Guarded by "lock".
    private final Object lock = new Object();
    private @Nullable CompletableFuture<CoreSession> connecting;
    private boolean aborted;
    private boolean paused;
    private boolean stopped;
    private int bytesUnderWay;
    private int messagesUnderWay;

    JettyConnection(boolean proxied, WebSocketCarrier.Listener listener) {
        this.proxied = proxied;
        this.listener = listener;
    }

    void handshake(JettyHandshake value) {
        handshake = value;
    }

    void connecting(CompletableFuture<CoreSession> future) {
        boolean abortNow;
        synchronized (lock) {
            connecting = future;
            abortNow = aborted;
        }
        var unused = future.whenComplete((opened, failure) -> {
            if (failure != null) {
                failed(failure);
            }
        });
        if (abortNow) {
            abort();
        }
    }

    void failed(Throwable cause) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        JettyHandshake asked = handshake;
        HttpCarrier.Response refusal = asked == null ? null : asked.refusal();
        if (refusal != null) {
            listener.refused(refusal);
        } else if (open != null) {
            listener.failed(JettyFailures.broken(cause));
        } else {
            listener.failed(JettyFailures.of("websocket: could not connect", cause, isConnected(), proxied));
        }
    }

    @Override
    public boolean isConnected() {
        JettyHandshake asked = handshake;
        return asked != null && asked.isConnected();
    }

    /** The WebSocket is open; tells whether to read it, which otherwise ends here. */
    boolean opened(OpenWebSocket webSocket) {
        open = webSocket;
        boolean abortNow;
        synchronized (lock) {
            abortNow = aborted;
            connecting = null;
        }
        if (abortNow) {
            webSocket.abort();
            return false;
        }
        JettyHandshake asked = handshake;
        handshake = null;
        listener.opened(asked == null ? HttpCarrier.Headers.NONE : asked.answerHeaders());
        return true;
    }

    /** A message came; tells whether to read on, which otherwise is asked for later. */
    boolean received(Frame message) {
        synchronized (lock) {
            bytesUnderWay += message.size();
            messagesUnderWay++;
        }
        listener.message(message);
        synchronized (lock) {
            stopped = !hasRoom();
            return !stopped;
        }
    }

    private boolean hasRoom() {
        return !paused && bytesUnderWay < WINDOW_BYTES && messagesUnderWay < WINDOW_MESSAGES;
    }

    /** The WebSocket was closed by a close frame. */
    void closed(int code) {
        if (over.compareAndSet(false, true)) {
            listener.closed(code);
        }
    }

    @Override
    public void send(List<Frame> messages, WebSocketCarrier.Done done) {
        open().send(messages, done);
    }

    @Override
    public void consumed(int bytes) {
        readOnIfDue(() -> {
            bytesUnderWay -= bytes;
            messagesUnderWay--;
        });
    }

    @Override
    public void pauseReading(boolean value) {
        readOnIfDue(() -> paused = value);
    }

    private void readOnIfDue(Runnable change) {
        boolean readOn;
        synchronized (lock) {
            change.run();
            readOn = stopped && hasRoom();
            if (readOn) {
                stopped = false;
            }
        }
        if (readOn) {
            open().resume();
        }
    }

    @Override
    public void close() {
        open().close();
    }

    @Override
    public void abort() {
        CompletableFuture<CoreSession> attempt;
        synchronized (lock) {
            aborted = true;
            attempt = connecting;
        }
        OpenWebSocket webSocket = open;
        if (webSocket != null) {
            webSocket.abort();
        } else if (attempt != null) {
            attempt.cancel(true);
        }
    }

    private OpenWebSocket open() {
        OpenWebSocket webSocket = open;
        if (webSocket == null) {
            throw new IllegalStateException("not connected");
        }
        return webSocket;
    }
}
