package io.jettio.client.internal.jetty;

import io.jettio.client.internal.engine.WebSocketCarrier;
import io.jettio.common.GuardedBy;
import io.jettio.common.jetty.Buffers;
import io.jettio.common.jetty.NonBlockingConnection;
import io.jettio.common.jetty.WebSocketOutput;
import io.jettio.common.websocket.CloseCode;
import io.jettio.common.websocket.FrameReader;
import io.jettio.common.websocket.Masks;
import io.jettio.common.websocket.OpCode;
import io.jettio.common.websocket.Side;
import io.jettio.common.websocket.WebSocketException;
import io.jettio.protocol.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.io.SelectableChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket that we frame ourselves, on a connection of Jetty's. One thread at a time reads, as a rule Jetty's selecting
 * one, since nothing that follows from a message blocks; {@link WebSocketOutput} writes. Buffers are held while there is
 * something in them only, so that an idle connection costs little.
 */
final class OwnWebSocket extends NonBlockingConnection
        implements Connection.UpgradeTo, OpenWebSocket, FrameReader.Sink {
    private static final int BUFFER = 16 << 10;

    /** After so many reads the next connection's turn comes. */
    private static final int READS = 16;

    /** Who reads, or will. */
    private enum Reading {
        /** The thread that opened the WebSocket, or one that reads. */
        RUNNING,
        /** Jetty, when there is something to read. */
        WAITING,
        /** Nobody: the session has to catch up. */
        STOPPED,
        /** Nobody any more. */
        OVER
    }

    private final JettyConnection connection;
    private final ByteBufferPool buffers;
    private final FrameReader reader;
    private final WebSocketOutput output;

    /** Holds what was received and not read; only by the thread that reads. */
    private @Nullable RetainableByteBuffer buffer;

    /** What came behind the answer; only by the thread that opens. */
    private @Nullable ByteBuffer early;

    @GuardedBy("this")
    private Reading reading = Reading.RUNNING;

    /** Whether somebody asked to read on since the session was last asked. */
    private volatile boolean resumed;

    @GuardedBy("this")
    private boolean closeCame;

    @GuardedBy("this")
    private int closeCode;

    @GuardedBy("this")
    private boolean closeWent;

    /** Whether the connection was closed while a thread reads, which then gives the buffer back. */
    @GuardedBy("this")
    private boolean gone;

    OwnWebSocket(
            EndPoint end,
            Executor executor,
            ByteBufferPool buffers,
            Masks masks,
            int maxMessageBytes,
            JettyConnection connection) {
        super(end, executor);
        this.buffers = buffers;
        this.connection = connection;
        this.reader = new FrameReader(Side.SERVER, maxMessageBytes, false);
        this.output = new WebSocketOutput(end, buffers, masks, this::broken);
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
        if (!connection.opened(this)) {
            return;
        }
        ByteBuffer first = early;
        early = null;
        if (first != null) {
            buffer = Buffers.acquire(buffers, first.remaining());
            BufferUtil.append(buffer.getByteBuffer(), first);
        }
        read();
    }

    /** The heartbeat decides, whatever idle timeout the client has. */
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
        read();
    }

    @Override
    public void onFillInterestedFailed(Throwable cause) {
        broken(cause);
    }

    /** Reads while there is something, and then rests; by the thread that holds {@link Reading#RUNNING}. */
    private void read() {
        Reading rest;
        do {
            rest = readGuarded();
        } while (!rests(rest));
    }

    private Reading readGuarded() {
        try {
            return readAll();
        } catch (WebSocketException violation) {
            output.close(violation.code(), written -> getEndPoint().close());
            connection.failed(violation);
        } catch (IOException failure) {
            broken(failure);
        } catch (RuntimeException | StackOverflowError defect) {
            connection.failed(defect);
            getEndPoint().close(defect);
        }
        return Reading.OVER;
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
            while (bytes.hasRemaining()) {
                if (!reader.read(bytes, this) && !resumed) {
                    return Reading.STOPPED;
                }
            }
            if (drained || reads == READS) {
                return Reading.WAITING; // where there is more, others that have something go first
            }
            BufferUtil.clear(bytes);
            int filled = getEndPoint().fill(bytes);
            if (filled < 0) {
                broken(new ClosedChannelException());
                return Reading.OVER;
            }
            if (filled == 0) {
                return Reading.WAITING;
            }
            // What did not fill the buffer was all there was: to ask again would cost a call for nothing.
            drained = filled < received.capacity() && getEndPoint() instanceof SelectableChannelEndPoint;
        }
    }

    /** Ends the reading for now, unless somebody wants it to go on. */
    private boolean rests(Reading rest) {
        boolean over;
        synchronized (this) {
            over = gone;
            if (!over && rest == Reading.STOPPED && resumed) {
                return false;
            }
            if (over || rest == Reading.OVER || (buffer != null && !buffer.hasRemaining())) {
                releaseBuffer();
            }
            reading = rest;
        }
        if (!over && rest == Reading.WAITING) {
            fillInterested();
        }
        return true;
    }

    private void releaseBuffer() {
        RetainableByteBuffer held = buffer;
        if (held != null) {
            buffer = null;
            held.release();
        }
    }

    @Override
    public void readOn() {
        synchronized (this) {
            resumed = true;
            if (reading != Reading.STOPPED || gone) {
                return;
            }
            reading = Reading.RUNNING;
        }
        getExecutor().execute(this::read);
    }

    // ---------------------------------------------------------------- what was read

    @Override
    public boolean onMessage(boolean binary, boolean compressed, byte[] bytes, int size) {
        resumed = false; // what was asked for before this message is done
        return connection.received(binary ? Frame.binary(bytes, 0, size) : Frame.text(bytes, 0, size));
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
            closeCode = code;
            answered = closeWent;
        }
        if (answered) {
            getEndPoint().close();
        } else {
            output.close(code, this::closeWent);
        }
        connection.closed(code);
    }

    // ---------------------------------------------------------------- writing

    @Override
    public void send(List<Frame> messages, WebSocketCarrier.Done done) {
        for (Frame message : messages) {
            output.add(message instanceof Frame.Text ? OpCode.TEXT : OpCode.BINARY, false, message);
        }
        output.flush(written -> {
            if (written) {
                done.done(null);
            } else {
                // Why it ended, which is told once, is more than that nothing could be written.
                tellEnd();
                done.done(new ClosedChannelException());
            }
        });
    }

    @Override
    public void close() {
        output.close(CloseCode.NORMAL, this::closeWent);
    }

    private void closeWent(boolean written) {
        boolean answered;
        synchronized (this) {
            closeWent = true;
            answered = closeCame;
        }
        if (answered || !written) {
            getEndPoint().close();
        }
    }

    @Override
    public void abort() {
        getEndPoint().close();
    }

    /** The connection was lost, which is no more than its end. */
    private void broken(Throwable failure) {
        tellEnd();
        getEndPoint().close(failure);
    }

    /** The connection is closed, by whomever; where a thread reads, it gives the buffer back. */
    @Override
    public void onClose(@Nullable Throwable cause) {
        super.onClose(cause);
        synchronized (this) {
            gone = true;
            if (reading != Reading.RUNNING) {
                releaseBuffer();
            }
        }
        tellEnd();
        output.end();
    }

    /** Tells what the peer said, or that it said nothing. */
    private void tellEnd() {
        int code;
        synchronized (this) {
            code = closeCame ? closeCode : CloseCode.ABNORMAL;
        }
        connection.closed(code);
    }
}
