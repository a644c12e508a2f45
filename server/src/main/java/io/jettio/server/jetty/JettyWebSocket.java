package io.jettio.server.jetty;

import io.jettio.common.GuardedBy;
import io.jettio.common.jetty.Buffers;
import io.jettio.common.jetty.NonBlockingConnection;
import io.jettio.common.jetty.WebSocketOutput;
import io.jettio.common.websocket.FrameReader;
import io.jettio.common.websocket.OpCode;
import io.jettio.common.websocket.Side;
import io.jettio.common.websocket.WebSocketException;
import io.jettio.protocol.Frame;
import io.jettio.server.internal.Loggers;
import io.jettio.server.internal.engine.WebSocketChannel;
import io.jettio.server.internal.engine.WebSocketHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.io.SelectableChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket on a connection of Jetty's, whatever carries it: TCP, TLS, or a stream of HTTP/2. One thread at a time
 * reads, as a rule Jetty's selecting one, since nothing that follows from a message blocks; {@link WebSocketOutput}
 * writes. Buffers are held while there is something in them only, so that an idle connection costs little.
 */
final class JettyWebSocket extends NonBlockingConnection
        implements Connection.UpgradeTo, WebSocketChannel, FrameReader.Sink {
    private static final Logger LOG = LoggerFactory.getLogger(Loggers.JETTY);
    private static final int BUFFER = 16 << 10;

    /** After so many reads the next connection's turn comes: a peer that never stops must not keep a selecting thread. */
    private static final int READS = 16;

    private static final int INTERNAL_ERROR = 1011;

    /** Who reads, or will. */
    private enum Reading {
        /** The thread that opened the WebSocket, or one that reads. */
        RUNNING,
        /** Jetty, when there is something to read. */
        WAITING,
        /** Nobody: the handler has to catch up. */
        STOPPED,
        /** Nobody any more. */
        OVER
    }

    /**
     * What a WebSocket works with.
     *
     * @param deflate what compresses messages, or null where that was not negotiated
     */
    record Setup(
            WebSocketHandler handler,
            ClosingWebSockets closings,
            @Nullable MessageDeflate deflate,
            int maxMessageBytes) {}

    private final Setup setup;
    private final ByteBufferPool buffers;
    private final FrameReader reader;
    private final WebSocketOutput output;

    /** Holds what was received and not read; only by the thread that reads. */
    private @Nullable RetainableByteBuffer buffer;

    /** What came behind the request; only by the thread that opens. */
    private @Nullable ByteBuffer early;

    @GuardedBy("this")
    private Reading reading = Reading.RUNNING;

    /** Whether somebody asked to read on since the handler was last asked. */
    private volatile boolean resumed;

    /** Whether the connection was closed while a thread reads, which then ends. */
    @GuardedBy("this")
    private boolean gone;

    /** Whether what comes is of no interest: our close says that something broke, and the peer is to have time to read it. */
    private volatile boolean discarding;

    @GuardedBy("this")
    private boolean closeCame;

    @GuardedBy("this")
    private boolean closeWent;

    JettyWebSocket(EndPoint end, Executor executor, ByteBufferPool buffers, Setup setup) {
        super(end, executor);
        this.setup = setup;
        this.buffers = buffers;
        this.reader = new FrameReader(Side.CLIENT, setup.maxMessageBytes(), setup.deflate() != null);
        this.output = new WebSocketOutput(end, buffers, null, this::broken);
    }

    // ---------------------------------------------------------------- opening

    @Override
    public void onUpgradeTo(@Nullable ByteBuffer prefilled) {
        if (prefilled != null && prefilled.hasRemaining()) {
            early = BufferUtil.copy(prefilled);
        }
    }

    @Override
    public void onOpen() {
        super.onOpen();
        try {
            setup.handler().onOpen(this);
        } catch (RuntimeException e) {
            defect(e);
        }
        ByteBuffer first = early;
        early = null;
        if (first != null) {
            buffer = Buffers.acquire(buffers, first.remaining());
            BufferUtil.append(buffer.getByteBuffer(), first);
        }
        readOn();
    }

    /** The heartbeat decides, whatever idle timeout the connector has. */
    @Override
    public boolean onIdleExpired(TimeoutException timeout) {
        return false;
    }

    // ---------------------------------------------------------------- reading

    @Override
    public void onFillable() {
        synchronized (this) {
            if (reading != Reading.WAITING) {
                return;
            }
            reading = Reading.RUNNING;
        }
        readOn();
    }

    @Override
    public void onFillInterestedFailed(Throwable cause) {
        LOG.debug("a WebSocket cannot be read", cause);
        getEndPoint().close(cause);
    }

    /** Reads while there is something, and then rests; by the thread that holds {@link Reading#RUNNING}. */
    private void readOn() {
        Reading rest;
        do {
            rest = read();
        } while (rest == Reading.RUNNING || !rests(rest));
    }

    /** What the reading comes to; where that is running, it has to begin anew. */
    private Reading read() {
        try {
            return readAll();
        } catch (WebSocketException e) {
            violated(e.code(), e);
        } catch (IOException e) {
            broken(e);
            return Reading.WAITING;
        } catch (RuntimeException | StackOverflowError e) {
            defect(e);
        }
        return Reading.RUNNING;
    }

    private Reading readAll() throws IOException {
        boolean drained = false;
        for (int reads = 0; ; reads++) {
            RetainableByteBuffer received = buffer;
            if (received == null) {
                received = Buffers.acquire(buffers, BUFFER);
                buffer = received;
            }
            ByteBuffer bytes = received.getByteBuffer();
            if (!takes(bytes)) {
                return Reading.STOPPED;
            }
            if (drained || reads == READS) {
                return Reading.WAITING; // where there is more, others that have something go first
            }
            BufferUtil.clear(bytes);
            int filled = getEndPoint().fill(bytes);
            if (filled < 0) {
                getEndPoint().close();
            }
            if (filled <= 0) {
                return Reading.WAITING;
            }
            // What did not fill the buffer was all there was: to ask again would cost a call for nothing.
            drained = filled < received.capacity() && getEndPoint() instanceof SelectableChannelEndPoint;
        }
    }

    /** Whether to go on when all bytes are taken; where not, some may be left. */
    private boolean takes(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            if (discarding) {
                BufferUtil.clear(bytes);
            } else if (!reader.read(bytes, this) && !resumed) {
                return false;
            }
        }
        return true;
    }

    /** Ends the reading for now, unless somebody wants it to go on. */
    private boolean rests(Reading rest) {
        RetainableByteBuffer held = buffer;
        if (held != null && !held.hasRemaining()) {
            held.release();
            buffer = null;
        }
        boolean over;
        synchronized (this) {
            over = gone;
            if (!over && rest == Reading.STOPPED && resumed) {
                return false;
            }
            reading = over ? Reading.OVER : rest;
        }
        if (over) {
            finish();
        } else if (rest == Reading.WAITING) {
            fillInterested();
        }
        return true;
    }

    @Override
    public void resume() {
        synchronized (this) {
            resumed = true;
            if (reading != Reading.STOPPED) {
                return;
            }
            reading = Reading.RUNNING;
        }
        getExecutor().execute(this::readOn);
    }

    // ---------------------------------------------------------------- what was read

    @Override
    public boolean onMessage(boolean binary, boolean compressed, byte[] received, int receivedSize) {
        resumed = false; // what was asked for before this message is done
        byte[] bytes = received;
        int size = receivedSize;
        if (compressed) {
            bytes = Objects.requireNonNull(setup.deflate()).inflated(received, receivedSize);
            size = bytes.length;
        }
        return setup.handler().onMessage(binary ? Frame.binary(bytes, 0, size) : Frame.text(bytes, 0, size));
    }

    @Override
    public void onPing(byte[] payload) {
        output.pong(payload);
    }

    @Override
    public void onClose(int code) {
        boolean answered;
        synchronized (this) {
            closeCame = true;
            answered = closeWent;
        }
        if (answered) {
            getEndPoint().close();
        } else {
            close(code, ClosingWebSockets.PATIENCE_MILLIS);
        }
    }

    // ---------------------------------------------------------------- writing

    @Override
    public void add(Frame message, boolean compress) {
        int opCode = message instanceof Frame.Text ? OpCode.TEXT : OpCode.BINARY;
        MessageDeflate deflate = setup.deflate();
        Frame compressed = compress && deflate != null ? deflate.deflated(message) : null;
        output.add(opCode, compressed != null, compressed == null ? message : compressed);
    }

    @Override
    public void flush(Consumer<Boolean> done) {
        output.flush(done);
    }

    // ---------------------------------------------------------------- closing

    @Override
    public void close(int code) {
        close(code, ClosingWebSockets.PATIENCE_MILLIS);
    }

    @Override
    public void fail(int code) {
        discarding = true;
        close(code, ClosingWebSockets.LAST_MILLIS);
        resume();
    }

    private void close(int code, long patienceMillis) {
        setup.closings().add(this, patienceMillis);
        if (isOver()) {
            setup.closings().remove(this); // it was closed meanwhile
        }
        output.close(code, this::closeWent);
    }

    private void closeWent(boolean written) {
        boolean answered;
        synchronized (this) {
            closeWent = true;
            answered = closeCame;
        }
        if (answered || !written) {
            getEndPoint().close();
        } else if (discarding) {
            getEndPoint().shutdownOutput(); // no more will come, and the peer can read all of it
        }
    }

    /** Unless a close says what the peer did: it ends the connection itself, in a moment. */
    @Override
    public void abort() {
        if (!discarding) {
            cut();
        }
    }

    /** Ends the connection now. */
    void cut() {
        getEndPoint().close();
    }

    /** A fault of ours, for which the connection pays. */
    private void defect(Throwable failure) {
        LOG.error("a WebSocket could not be served; it is closed", failure);
        violated(INTERNAL_ERROR, failure);
    }

    /** What the peer sent cannot be taken, or what it led to failed. */
    private void violated(int code, Throwable failure) {
        fail(code);
        setup.handler().onError(failure);
    }

    private void broken(Throwable failure) {
        LOG.debug("a WebSocket broke", failure);
        setup.handler().onError(failure);
        getEndPoint().close(failure);
    }

    private synchronized boolean isOver() {
        return reading == Reading.OVER;
    }

    /** The connection is closed, by whomever; where a thread reads, it is the one that tells so. */
    @Override
    public void onClose(@Nullable Throwable cause) {
        super.onClose(cause);
        synchronized (this) {
            if (gone) {
                return;
            }
            gone = true;
            if (reading == Reading.RUNNING) {
                return;
            }
            reading = Reading.OVER;
        }
        finish();
    }

    private void finish() {
        RetainableByteBuffer held = buffer;
        if (held != null) {
            buffer = null;
            held.release();
        }
        setup.closings().remove(this);
        output.end();
        setup.handler().onClosed();
    }
}
