package io.jettio.server.jetty;

import io.jettio.common.jetty.WebSocketConnection;
import io.jettio.common.websocket.FrameReader;
import io.jettio.common.websocket.OpCode;
import io.jettio.common.websocket.Side;
import io.jettio.common.websocket.WebSocketException;
import io.jettio.protocol.Frame;
import io.jettio.server.internal.Loggers;
import io.jettio.server.internal.engine.WebSocketChannel;
import io.jettio.server.internal.engine.WebSocketHandler;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket of the server's: tells its handler, deflates where that was negotiated, and gives a peer some time to
 * answer a close. One that breaks the protocol is read on for a moment, and what comes is discarded, so that it can read
 * what it did.
 */
final class JettyWebSocket extends WebSocketConnection implements WebSocketChannel {
    private static final Logger LOG = LoggerFactory.getLogger(Loggers.JETTY);
    private static final int INTERNAL_ERROR = 1011;

    /**
     * What a WebSocket works with.
     *
     * @param deflate what compresses messages, or null where that was not negotiated
     */
    record Setup(
            WebSocketHandler handler,
            ClosingWebSockets closings,
            @Nullable MessageDeflate deflate,
            int maxMessageBytes) {
        private FrameReader newReader() {
            return new FrameReader(Side.CLIENT, maxMessageBytes, deflate != null);
        }
    }

    private final Setup setup;

    JettyWebSocket(EndPoint end, Executor executor, ByteBufferPool buffers, Setup setup) {
        super(end, executor, buffers, setup.newReader(), null);
        this.setup = setup;
    }

    // ---------------------------------------------------------------- reading

    @Override
    protected boolean opened() {
        try {
            setup.handler().onOpen(this);
        } catch (RuntimeException e) {
            failed(e);
        }
        return true;
    }

    /** Has bytes go out before everything else, such as the answer to the handshake; before it is open. */
    void beginsWith(ByteBuffer bytes) {
        output().beginWith(bytes);
    }

    @Override
    protected boolean received(boolean binary, boolean compressed, byte[] received, int receivedSize) {
        byte[] bytes = received;
        int size = receivedSize;
        if (compressed) {
            bytes = Objects.requireNonNull(setup.deflate()).inflated(received, receivedSize);
            size = bytes.length;
        }
        return setup.handler().onMessage(binary ? Frame.binary(bytes, 0, size) : Frame.text(bytes, 0, size));
    }

    @Override
    protected void violated(WebSocketException violation) {
        fail(violation.code());
        setup.handler().onError(violation);
    }

    /** A fault of ours, for which the connection pays. */
    @Override
    protected void failed(Throwable defect) {
        LOG.error("a WebSocket could not be served; it is closed", defect);
        fail(INTERNAL_ERROR);
        setup.handler().onError(defect);
    }

    @Override
    protected void broken(Throwable failure) {
        LOG.debug("a WebSocket broke", failure);
        setup.handler().onError(failure);
        getEndPoint().close(failure);
    }

    @Override
    protected void finished(@Nullable Throwable cause) {
        LOG.debug("a WebSocket cannot be read", cause);
        getEndPoint().close(cause);
    }

    @Override
    protected void ended() {
        setup.closings().remove(this);
        setup.handler().onClosed();
    }

    // ---------------------------------------------------------------- writing

    @Override
    public void add(Frame message, boolean compress) {
        int opCode = message instanceof Frame.Text ? OpCode.TEXT : OpCode.BINARY;
        MessageDeflate deflate = setup.deflate();
        Frame compressed = compress && deflate != null ? deflate.deflated(message) : null;
        output().add(opCode, compressed != null, compressed == null ? message : compressed);
    }

    @Override
    public void flush(Consumer<Boolean> done) {
        output().flush(done);
    }

    // ---------------------------------------------------------------- closing

    @Override
    public void close(int code) {
        close(code, ClosingWebSockets.PATIENCE_MILLIS);
    }

    @Override
    public void fail(int code) {
        discard();
        close(code, ClosingWebSockets.LAST_MILLIS);
        resume();
    }

    private void close(int code, long patienceMillis) {
        setup.closings().add(this, patienceMillis);
        if (isGone()) {
            setup.closings().remove(this); // it was closed meanwhile
        }
        super.close(code);
    }

    /** Unless a close says what the peer did: it ends the connection itself, in a moment. */
    @Override
    public void abort() {
        if (!isDiscarding()) {
            cut();
        }
    }

    /** Ends the connection now. */
    void cut() {
        getEndPoint().close();
    }
}
