package io.jettio.client.internal.jetty;

import io.jettio.client.internal.engine.WebSocketCarrier;
import io.jettio.protocol.Frame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
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
 * A WebSocket that Jetty frames, for its compression. Jetty calls the {@link FrameHandler} methods one at a time; the next
 * frame is demanded from inside the call while the connection takes more.
 */
final class CoreWebSocket implements FrameHandler, OpenWebSocket {
    private static final int MAX_FRAGMENTS = 1024;

    private final JettyConnection connection;
    private final int maxMessageBytes;
    private final AtomicBoolean ponging = new AtomicBoolean();

    // Written when Jetty opens it, before anybody else knows of it.
    private volatile @Nullable CoreSession session;

    // Only in the calls of Jetty: the message whose fragments are still coming.
    private @Nullable ByteArrayOutputStream partial;
    private byte partialOpCode;
    private int fragments;

    CoreWebSocket(JettyConnection connection, int maxMessageBytes) {
        this.connection = connection;
        this.maxMessageBytes = maxMessageBytes;
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        session = opened;
        callback.succeeded();
        if (connection.opened(this)) {
            resume();
        }
    }

    @Override
    public void onFrame(org.eclipse.jetty.websocket.core.Frame frame, Callback callback) {
        boolean more = true;
        try {
            Frame message = take(frame);
            if (frame.getOpCode() == OpCode.PING) {
                pong(bytesOf(frame.getPayload()));
            }
            // Copied: Jetty may have its buffer back. To a close it replies by itself, to a ping it does not.
            callback.succeeded();
            if (message != null) {
                more = connection.received(message);
            }
        } catch (RuntimeException violation) {
            callback.failed(violation);
            return;
        }
        if (more && frame.getOpCode() != OpCode.CLOSE) {
            resume();
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

    @Override
    public void onError(Throwable cause, Callback callback) {
        callback.succeeded();
        connection.failed(cause);
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        callback.succeeded();
        connection.closed(status.getCode());
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

    /** Unless the session has ended the connection meanwhile. */
    @Override
    public void resume() {
        CoreSession open = session();
        if (open.isInputOpen()) {
            open.demand();
        }
    }

    @Override
    public void close() {
        session().close(CloseStatus.NORMAL, "", Callback.NOOP);
    }

    @Override
    public void abort() {
        session().abort();
    }

    private CoreSession session() {
        CoreSession open = session;
        if (open == null) {
            throw new IllegalStateException("not connected");
        }
        return open;
    }
}
