package io.jettio.common.jetty;

import io.jettio.common.GuardedBy;
import io.jettio.common.websocket.CloseCode;
import io.jettio.common.websocket.FrameReader;
import io.jettio.common.websocket.Masks;
import io.jettio.common.websocket.WebSocketException;
import java.io.IOException;
import java.nio.ByteBuffer;
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
 * A WebSocket that we frame ourselves, on a connection of Jetty's, whatever carries that: TCP, TLS, or a stream of HTTP/2.
 * It reads, answers pings, and keeps the handshake of closes; server and client say what follows from a message, a
 * violation and the end. One thread at a time reads, as a rule Jetty's selecting one, so that nothing that follows from a
 * message may block; {@link WebSocketOutput} writes. Buffers are held while there is something in them only, so that an
 * idle connection costs little.
 */
public abstract class WebSocketConnection extends NonBlockingConnection
        implements Connection.UpgradeTo, FrameReader.Sink {
    private static final int BUFFER = 16 << 10;

    /** After so many reads the next connection's turn comes: a peer that never stops must not keep a selecting thread. */
    private static final int READS = 16;

    /** Who reads, or will. */
    private enum Reading {
        /** The thread that opened the WebSocket, or one that reads. */
        RUNNING,
        /** Jetty, when there is something to read. */
        WAITING,
        /** Nobody: who takes the messages has to catch up. */
        STOPPED,
        /** Nobody any more. */
        OVER
    }

    private final ByteBufferPool buffers;
    private final FrameReader reader;
    private final WebSocketOutput output;

    /** Holds what was received and not read; only by the thread that reads. */
    private @Nullable RetainableByteBuffer buffer;

    /** What came behind the handshake; only by the thread that opens. */
    private @Nullable ByteBuffer early;

    @GuardedBy("this")
    private Reading reading = Reading.RUNNING;

    /** Whether somebody asked to read on since {@link #received} was last asked. */
    private volatile boolean resumed;

    /** Whether the connection was closed; where a thread reads, that one tells so when it ends. */
    @GuardedBy("this")
    private boolean gone;

    /** Whether what comes is of no interest. */
    private volatile boolean discarding;

    /** What the peer closed with, which cannot be this value, while it has not. */
    @GuardedBy("this")
    private int peersCode = CloseCode.ABNORMAL;

    @GuardedBy("this")
    private boolean closeWent;

    /**
     * For an end point whose executor is this.
     *
     * @param masks where a client writes, otherwise null
     */
    @SuppressWarnings("this-escape") // called when a write fails, and nothing is written before the end point is open
    protected WebSocketConnection(
            EndPoint end, Executor executor, ByteBufferPool buffers, FrameReader reader, @Nullable Masks masks) {
        super(end, executor);
        this.buffers = buffers;
        this.reader = reader;
        this.output = new WebSocketOutput(end, buffers, masks, failure -> broken(failure));
    }

    // ---------------------------------------------------------------- what differs

    /** The WebSocket is open; tells whether to read it. By the thread that opens it. */
    protected abstract boolean opened();

    /**
     * A whole message came; its bytes are the taker's. By the thread that reads, which it must not block.
     *
     * @param binary whether it is bytes and not text, which is not yet known to be UTF-8
     * @param compressed whether the bit was set that an extension gave a meaning
     * @return whether to read on; where not, {@link #resume} has to be called, also before this returns
     */
    protected abstract boolean received(boolean binary, boolean compressed, byte[] bytes, int size);

    /**
     * What the peer sent breaks RFC 6455 or a limit. By the thread that reads, which then ends, or goes on where all that
     * comes is discarded from now on.
     */
    protected abstract void violated(WebSocketException violation);

    /** What a message led to failed, which is our fault; otherwise as {@link #violated}. */
    protected abstract void failed(Throwable defect);

    /** Reading or writing failed; has to close the connection. Any thread. */
    protected abstract void broken(Throwable failure);

    /**
     * Nothing more can be read, as the peer has ended or we have; has to close the connection. Any thread.
     *
     * @param cause why, or null where the peer ended
     */
    protected abstract void finished(@Nullable Throwable cause);

    /** The connection is closed, by whomever, and nobody reads any more; the last call, once. Any thread. */
    protected abstract void ended();

    // ---------------------------------------------------------------- opening

    @Override
    public final void onUpgradeTo(@Nullable ByteBuffer prefilled) {
        if (prefilled != null && prefilled.hasRemaining()) {
            early = BufferUtil.copy(prefilled);
        }
    }

    @Override
    public final void onOpen() {
        super.onOpen();
        boolean reads = opened();
        if (getEndPoint().isOpen()) {
            output.begin();
        }
        if (!reads) {
            rests(Reading.OVER);
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

    /** The heartbeat decides, whatever idle timeout Jetty was given. */
    @Override
    public final boolean onIdleExpired(TimeoutException timeout) {
        return false;
    }

    // ---------------------------------------------------------------- reading

    @Override
    public final void onFillable() {
        synchronized (this) {
            if (reading != Reading.WAITING) {
                return;
            }
            reading = Reading.RUNNING;
        }
        read();
    }

    @Override
    public final void onFillInterestedFailed(Throwable cause) {
        finished(cause);
    }

    /** Reads while there is something, and then rests; by the thread that holds {@link Reading#RUNNING}. */
    private void read() {
        Reading rest;
        do {
            rest = readGuarded();
        } while (rest == Reading.RUNNING || !rests(rest));
    }

    /** What the reading comes to; where that is running, it has to begin anew. */
    private Reading readGuarded() {
        try {
            return readAll();
        } catch (WebSocketException violation) {
            violated(violation);
        } catch (IOException failure) {
            broken(failure);
            return Reading.OVER;
        } catch (RuntimeException | Error defect) {
            failed(defect);
        }
        return discarding ? Reading.RUNNING : Reading.OVER;
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
                finished(null);
                return Reading.OVER;
            }
            if (filled == 0) {
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
        if (rest == Reading.OVER || (buffer != null && !buffer.hasRemaining())) {
            releaseBuffer();
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
            end();
        } else if (rest == Reading.WAITING) {
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

    /** Takes up reading again after {@link #received} said to stop. Any thread. */
    public final void resume() {
        synchronized (this) {
            resumed = true;
            if (reading != Reading.STOPPED) {
                return;
            }
            reading = Reading.RUNNING;
        }
        getExecutor().execute(this::read);
    }

    /**
     * Takes nothing any more of what comes: our close says why, and the peer is to have time to read it. Where reading has
     * stopped, {@link #resume} takes it up. Any thread.
     */
    protected final void discard() {
        discarding = true;
    }

    /** Whether {@link #discard} was called. */
    protected final boolean isDiscarding() {
        return discarding;
    }

    // ---------------------------------------------------------------- what was read

    @Override
    public final boolean onMessage(boolean binary, boolean compressed, byte[] bytes, int size) {
        resumed = false; // what was asked for before this message is done
        return received(binary, compressed, bytes, size);
    }

    @Override
    public final void onPing(byte[] payload) {
        output.pong(payload);
    }

    @Override
    public void onClose(int code) {
        boolean answered;
        synchronized (this) {
            peersCode = code;
            answered = closeWent;
        }
        if (answered) {
            getEndPoint().close();
        } else {
            close(code);
        }
    }

    // ---------------------------------------------------------------- closing

    /** What writes; what fails there is {@link #broken}. */
    protected final WebSocketOutput output() {
        return output;
    }

    /** The code that the peer closed with; {@link CloseCode#ABNORMAL} where it has not. */
    protected final synchronized int peersCode() {
        return peersCode;
    }

    /** Starts the handshake of closes, or answers the peer's. Any thread. */
    public void close(int code) {
        output.close(code, this::closeWent);
    }

    private void closeWent(boolean written) {
        boolean answered;
        synchronized (this) {
            closeWent = true;
            answered = peersCode != CloseCode.ABNORMAL;
        }
        if (answered || !written) {
            getEndPoint().close();
        } else if (discarding) {
            getEndPoint().shutdownOutput(); // no more will come, and the peer can read all of it
        }
    }

    /** Whether the connection is closed. */
    protected final synchronized boolean isGone() {
        return gone;
    }

    /** The connection is closed, by whomever; where a thread reads, it is the one that tells so. */
    @Override
    public final void onClose(@Nullable Throwable cause) {
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
        end();
    }

    private void end() {
        releaseBuffer();
        output.end();
        ended();
    }
}
