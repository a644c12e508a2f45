package io.jettio.client.internal.jetty;

import io.jettio.client.internal.engine.HttpCarrier;
import io.jettio.client.internal.engine.WebSocketCarrier;
import io.jettio.protocol.Frame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.eclipse.jetty.websocket.core.exception.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket connection. Jetty calls the {@link FrameHandler} methods one at a time; the next frame is demanded from
 * inside the call while there is room on the way to the session, and from {@link #consumed} when there was none.
 */
final class JettyConnection implements FrameHandler, WebSocketCarrier.Connection {
    private static final int WINDOW_BYTES = 1 << 20;
    private static final int WINDOW_MESSAGES = 256;
    private static final int MAX_FRAGMENTS = 1024;

    private final int maxMessageBytes;
    private final boolean proxied;
    private final WebSocketCarrier.Listener listener;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean ponging = new AtomicBoolean();

    // Written before the listener hears of the connection, then read only.
    private volatile @Nullable CoreSession session;
    private volatile @Nullable JettyHandshake handshake;

    // Only in the calls of Jetty: the message whose fragments are still coming.
    private @Nullable ByteArrayOutputStream partial;
    private byte partialOpCode;
    private int fragments;

    // Guarded by "lock".
    private final Object lock = new Object();
    private @Nullable CompletableFuture<CoreSession> connecting;
    private boolean aborted;
    private boolean paused;
    private boolean demandDue;
    private int bytesUnderWay;
    private int messagesUnderWay;

    JettyConnection(int maxMessageBytes, boolean proxied, WebSocketCarrier.Listener listener) {
        this.maxMessageBytes = maxMessageBytes;
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
        } else if (session != null) {
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

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        session = opened;
        boolean abortNow;
        synchronized (lock) {
            abortNow = aborted;
        }
        callback.succeeded();
        if (abortNow) {
            opened.abort();
        } else {
            JettyHandshake asked = handshake;
            handshake = null;
            listener.opened(asked == null ? HttpCarrier.Headers.NONE : asked.answerHeaders());
            if (opened.isInputOpen()) {
                opened.demand();
            }
        }
    }

    @Override
    public void onFrame(org.eclipse.jetty.websocket.core.Frame frame, Callback callback) {
        try {
            Frame message = take(frame);
            if (frame.getOpCode() == OpCode.PING) {
                pong(bytesOf(frame.getPayload()));
            }
            // Copied: Jetty may have its buffer back. To a close it replies by itself, to a ping it does not.
            callback.succeeded();
            if (message != null) {
                synchronized (lock) {
                    bytesUnderWay += message.size();
                    messagesUnderWay++;
                }
                listener.message(message);
            }
        } catch (RuntimeException violation) {
            callback.failed(violation);
            return;
        }
        if (frame.getOpCode() != OpCode.CLOSE) {
            boolean demandNow;
            synchronized (lock) {
                demandNow = hasRoom();
                demandDue = !demandNow;
            }
            // The session may have ended the connection meanwhile.
            if (demandNow && session().isInputOpen()) {
                session().demand();
            }
        }
    }

    /** Answers a ping; while one answer is on its way, further pings go without, as RFC 6455, 5.5.3 allows. */
    private void pong(byte[] payload) {
        if (ponging.compareAndSet(false, true)) {
            session()
                    .sendFrame(
                            new org.eclipse.jetty.websocket.core.Frame(OpCode.PONG, ByteBuffer.wrap(payload)),
                            Callback.from(() -> ponging.set(false), failure -> ponging.set(false)),
                            false);
        }
    }

    private @Nullable Frame take(org.eclipse.jetty.websocket.core.Frame frame) {
        if (!frame.isDataFrame()) {
            return null;
        }
        byte[] bytes = bytesOf(frame.getPayload());
        if (frame.getOpCode() != OpCode.CONTINUATION) {
            if (partial != null) {
                throw new ProtocolException("a new message inside a fragmented one");
            }
            if (frame.isFin()) {
                return message(frame.getOpCode(), bytes);
            }
            partial = new ByteArrayOutputStream();
            partialOpCode = frame.getOpCode();
            fragments = 0;
        }
        ByteArrayOutputStream whole = partial;
        if (whole == null) {
            throw new ProtocolException("a continuation without a beginning");
        }
        if (++fragments > MAX_FRAGMENTS || (long) whole.size() + bytes.length > maxMessageBytes) {
            throw new MessageTooLargeException("message exceeds limit " + maxMessageBytes);
        }
        whole.write(bytes, 0, bytes.length);
        if (!frame.isFin()) {
            return null;
        }
        partial = null;
        return message(partialOpCode, whole.toByteArray());
    }

    private static Frame message(byte opCode, byte[] bytes) {
        return opCode == OpCode.TEXT ? Frame.text(bytes, 0, bytes.length) : Frame.binary(bytes);
    }

    private static byte[] bytesOf(@Nullable ByteBuffer payload) {
        if (payload == null) {
            return new byte[0];
        }
        byte[] bytes = new byte[payload.remaining()];
        payload.slice().get(bytes);
        return bytes;
    }

    private boolean hasRoom() {
        return !paused && bytesUnderWay < WINDOW_BYTES && messagesUnderWay < WINDOW_MESSAGES;
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        callback.succeeded();
        failed(cause);
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        callback.succeeded();
        if (over.compareAndSet(false, true)) {
            listener.closed(status.getCode());
        }
    }

    @Override
    public void send(List<Frame> messages, WebSocketCarrier.Done done) {
        CoreSession open = session();
        int last = messages.size() - 1;
        for (int i = 0; i <= last; i++) {
            Frame message = messages.get(i);
            byte opCode = message instanceof Frame.Text ? OpCode.TEXT : OpCode.BINARY;
            // What is to be told is told by the last one: frames are written in order, and one failure fails all.
            Callback callback = i < last ? Callback.NOOP : Callback.from(() -> done.done(null), done::done);
            open.sendFrame(
                    new org.eclipse.jetty.websocket.core.Frame(opCode, true, message.buffer()), callback, i < last);
        }
    }

    @Override
    public void consumed(int bytes) {
        demandIfDue(() -> {
            bytesUnderWay -= bytes;
            messagesUnderWay--;
        });
    }

    @Override
    public void pauseReading(boolean value) {
        demandIfDue(() -> paused = value);
    }

    private void demandIfDue(Runnable change) {
        boolean demandNow;
        synchronized (lock) {
            change.run();
            demandNow = demandDue && hasRoom();
            if (demandNow) {
                demandDue = false;
            }
        }
        if (demandNow && session().isInputOpen()) {
            session().demand();
        }
    }

    @Override
    public void close() {
        session().close(CloseStatus.NORMAL, "", Callback.NOOP);
    }

    @Override
    public void abort() {
        CompletableFuture<CoreSession> attempt;
        synchronized (lock) {
            aborted = true;
            attempt = connecting;
        }
        CoreSession open = session;
        if (open != null) {
            open.abort();
        } else if (attempt != null) {
            attempt.cancel(true);
        }
    }

    private CoreSession session() {
        CoreSession open = session;
        if (open == null) {
            throw new IllegalStateException("not connected");
        }
        return open;
    }
}
