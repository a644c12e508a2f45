package io.jettio.server.jetty;

import io.jettio.protocol.DecodeLimits;
import io.jettio.server.internal.engine.WebSocketChannel;
import io.jettio.server.internal.engine.WebSocketHandler;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.eclipse.jetty.websocket.core.exception.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket over Jetty's core API: frames become messages, and a batch of messages becomes one write. Jetty frames,
 * masks, checks and closes; this class gathers fragments within the limits and says when to read on.
 */
final class JettyWebSocket implements FrameHandler, WebSocketChannel {
    private static final int MAX_FRAGMENTS = 1_024;

    private static final int READING = 0;

    private static final int RESUMED_EARLY = 1;
    private static final int STOPPED = 2;

    private final WebSocketHandler handler;
    private final ClosingWebSockets closings;
    private final int maxMessageBytes;
    private final @Nullable MessageDeflate deflate;
    private final AtomicInteger reading = new AtomicInteger(READING);
    private final AtomicBoolean ponging = new AtomicBoolean();
    private volatile boolean closed; // by Jetty's thread, once

    // Set in onOpen, before anything else is called.
    private @Nullable CoreSession session;
    private boolean deflates;

    // Only by the reading thread.
    private byte @Nullable [] fragments;
    private int fragmentBytes;
    private int fragmentCount;
    private byte fragmentedOpCode;
    private boolean fragmentsDeflated;

    JettyWebSocket(
            WebSocketHandler handler,
            DecodeLimits limits,
            ClosingWebSockets closings,
            @Nullable MessageDeflate deflate) {
        this.handler = handler;
        this.closings = closings;
        this.maxMessageBytes = limits.maxPayloadBytes();
        this.deflate = deflate;
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        session = opened;
        deflates = deflate != null && opened.isRsv1Used();
        callback.succeeded();
        handler.onOpen(this);
        opened.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        boolean readOn = true;
        try {
            switch (frame.getOpCode()) {
                case OpCode.TEXT, OpCode.BINARY, OpCode.CONTINUATION -> readOn = onData(frame);
                case OpCode.PING -> pong(frame.getPayload());
                default -> {
                    // Nothing follows from a pong, and Jetty answers a close.
                }
            }
        } catch (RuntimeException | StackOverflowError e) {
            callback.failed(e);
            return;
        }
        callback.succeeded();
        if (readOn || !reading.compareAndSet(READING, STOPPED)) {
            reading.set(READING);
            session().demand();
        }
    }

    private boolean onData(Frame frame) {
        ByteBuffer payload = frame.getPayload();
        int size = payload.remaining();
        if (frame.getOpCode() != OpCode.CONTINUATION) {
            if (frame.isFin()) {
                if (size > maxMessageBytes) {
                    throw tooLarge();
                }
                byte[] bytes = new byte[size];
                payload.get(bytes);
                return handler.onMessage(message(frame.getOpCode(), frame.isRsv1(), bytes, size));
            }
            fragmentedOpCode = frame.getOpCode();
            fragmentsDeflated = frame.isRsv1();
            fragmentBytes = 0;
            fragmentCount = 0;
        } else if (frame.isRsv1()) {
            throw new ProtocolException("RSV1 on a continuation");
        }
        append(payload, size);
        if (!frame.isFin()) {
            return true;
        }
        byte[] whole = Objects.requireNonNull(fragments);
        fragments = null;
        return handler.onMessage(message(fragmentedOpCode, fragmentsDeflated, whole, fragmentBytes));
    }

    private void append(ByteBuffer payload, int size) {
        if (++fragmentCount > MAX_FRAGMENTS) {
            throw new ProtocolException("more than " + MAX_FRAGMENTS + " fragments");
        }
        if (fragmentBytes + size > maxMessageBytes) {
            throw tooLarge();
        }
        byte[] into = fragments;
        if (into == null) {
            into = new byte[Math.max(size, 256)];
        } else if (into.length < fragmentBytes + size) {
            into = java.util.Arrays.copyOf(into, Math.max(fragmentBytes + size, into.length * 2));
        }
        payload.get(into, fragmentBytes, size);
        fragments = into;
        fragmentBytes += size;
    }

    private MessageTooLargeException tooLarge() {
        return new MessageTooLargeException("a message over " + maxMessageBytes + " bytes");
    }

    /** The message in these bytes, which Jetty lets be compressed only where that was negotiated. */
    private io.jettio.protocol.Frame message(byte opCode, boolean deflated, byte[] received, int receivedSize) {
        byte[] bytes = received;
        int size = receivedSize;
        if (deflated) {
            bytes = Objects.requireNonNull(deflate).inflated(received, receivedSize);
            size = bytes.length;
        }
        return opCode == OpCode.TEXT
                ? io.jettio.protocol.Frame.text(bytes, 0, size)
                : io.jettio.protocol.Frame.binary(bytes, 0, size);
    }

    /** Answers a ping; while one answer is on its way, further pings go without, as RFC 6455 5.5.3 allows. */
    private void pong(ByteBuffer payload) {
        if (ponging.compareAndSet(false, true)) {
            byte[] copy = new byte[payload.remaining()];
            payload.get(copy);
            session()
                    .sendFrame(
                            new Frame(OpCode.PONG, ByteBuffer.wrap(copy)),
                            Callback.from(() -> ponging.set(false), failure -> ponging.set(false)),
                            false);
        }
    }

    @Override
    public void onError(Throwable failure, Callback callback) {
        callback.succeeded();
        handler.onError(failure);
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        callback.succeeded();
        closed = true;
        closings.remove(this);
        handler.onClosed();
    }

    @Override
    public void send(io.jettio.protocol.Frame message, boolean compress, boolean last, Consumer<Boolean> done) {
        byte opCode = message instanceof io.jettio.protocol.Frame.Text ? OpCode.TEXT : OpCode.BINARY;
        ByteBuffer payload =
                compress && deflates ? Objects.requireNonNull(deflate).deflated(message) : null;
        boolean deflated = payload != null;
        if (payload == null) {
            payload = ByteBuffer.wrap(message.array(), message.arrayOffset(), message.size());
        }
        Callback written = Callback.from(() -> done.accept(true), failure -> done.accept(false));
        sendFragments(new Frame(opCode, payload).setRsv1(deflated), last, written);
    }

    /** Jetty holds what we send to the limit for what we receive, too; a larger message goes in fragments. */
    private void sendFragments(Frame whole, boolean last, Callback written) {
        ByteBuffer rest = whole.getPayload();
        Frame frame = whole;
        while (rest.remaining() > maxMessageBytes) {
            ByteBuffer part = rest.slice(rest.position(), maxMessageBytes);
            rest.position(rest.position() + maxMessageBytes);
            // Frames are written in order, and the failure of one fails those after it.
            session().sendFrame(frame.setFin(false).setPayload(part), Callback.NOOP, true);
            frame = new Frame(OpCode.CONTINUATION);
        }
        session().sendFrame(frame.setFin(true).setPayload(rest), written, !last);
    }

    @Override
    public void resume() {
        while (true) {
            int state = reading.get();
            if (state == STOPPED) {
                if (reading.compareAndSet(STOPPED, READING)) {
                    session().demand();
                    return;
                }
            } else if (reading.compareAndSet(state, RESUMED_EARLY)) {
                return;
            }
        }
    }

    @Override
    public void close(int code, String reason) {
        close(code, reason, Callback.NOOP);
    }

    @Override
    public void fail(int code) {
        close(code, "", Callback.from(this::abort));
    }

    private void close(int code, String reason, Callback written) {
        closings.add(this);
        if (closed) {
            closings.remove(this); // it was closed meanwhile
        }
        session().close(code, reason, written);
    }

    @Override
    public void abort() {
        session().abort();
    }

    private CoreSession session() {
        return Objects.requireNonNull(session);
    }
}
